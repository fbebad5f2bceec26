using System.Globalization;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Imports;

/// <summary>The rows that did not get in, as they were, with why beside them: to be mended and imported again.</summary>
public static class RejectedRows
{
    public static ExportTable Of(Import import, IAsyncEnumerable<ImportNote> notes, Words words)
    {
        var header = RefusalJson.Cells(import.Header);
        return new ExportTable(words["Imports.RejectedFile"],
            [.. header, words["Imports.RowColumn"], words["Imports.ReasonColumn"]],
            notes.Select(note => (IReadOnlyList<object?>)[.. CellsOf(note, header.Count), note.Row, Reason(note, words)]));
    }

    public static string Reason(ImportNote note, Words words) =>
        string.Join(CultureInfo.CurrentUICulture.Name == "zh-CN" ? "" : " ", RefusalJson.Read(note.Reasons).Select(words.Of));

    private static IEnumerable<object?> CellsOf(ImportNote note, int columns)
    {
        var cells = RefusalJson.Cells(note.Cells);
        return Enumerable.Range(0, columns).Select(column => column < cells.Count ? cells[column] : null);
    }
}
