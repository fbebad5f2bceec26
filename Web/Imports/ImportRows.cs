using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports;

namespace SiCrm.Web.Imports;

/// <summary>Some rows of an import that are worth looking at, under a heading.</summary>
public sealed record ImportRows(string Title, IReadOnlyList<ImportNote> Notes, Import Import)
{
    private const int Shown = 4;

    /// <summary>The first cells, enough to know the row by.</summary>
    public static string CellsOf(ImportNote note) =>
        string.Join(" · ", RefusalJson.Cells(note.Cells).Where(cell => !string.IsNullOrWhiteSpace(cell)).Take(Shown));
}
