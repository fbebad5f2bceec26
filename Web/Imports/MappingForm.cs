using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Web.Imports;

public sealed class MappingForm
{
    public MappingForm()
    {
    }

    public MappingForm(ColumnMap map, bool skipDuplicates, ImportMode mode)
    {
        Fields = [.. map.Header.Select((_, column) => map.FieldOf(column)?.ToString())];
        (SkipDuplicates, Mode) = (skipDuplicates, mode);
    }

    /// <summary>The name of each column's field in turn; empty for a column that is left out.</summary>
    public List<string?> Fields { get; set; } = [];

    public bool SkipDuplicates { get; set; }

    public ImportMode Mode { get; set; }

    public ImportField? FieldOf(int column) =>
        Enum.TryParse<ImportField>(Fields.ElementAtOrDefault(column), out var field) && Enum.IsDefined(field) ? field : null;
}
