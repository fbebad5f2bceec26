using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Web.Imports;

/// <summary>One column of a file and the field that it is said to be.</summary>
public sealed record MappedColumn(ImportKind Kind, int Column, ImportPreview Preview, ImportField? Field)
{
    public string Id => $"column-{Column}";

    public string Name => $"Fields[{Column}]";

    public string Header => Preview.Header[Column];

    public string Examples => Preview.ExamplesOf(Column);

    public IEnumerable<FieldNames> Choices => ImportFields.Of(Kind);
}
