using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Web.Imports;

public sealed class MappingForm
{
    public MappingForm()
    {
    }

    public MappingForm(ColumnMap map, bool skipDuplicates)
    {
        Fields = [.. map.Header.Select((_, column) => map.FieldOf(column))];
        SkipDuplicates = skipDuplicates;
    }

    /// <summary>The field of each column in turn; null for one that is left out.</summary>
    public IReadOnlyList<ImportField?> Fields { get; set; } = [];

    public bool SkipDuplicates { get; set; }
}
