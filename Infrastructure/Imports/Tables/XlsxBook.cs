namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>Where a workbook keeps what is read of it.</summary>
internal sealed record XlsxBook(string SheetPath, string? StringsPath, string? StylesPath, bool From1904)
{
    public static XlsxBook Of(XlsxArchive archive)
    {
        var path = archive.RelationsOf("").FirstOrDefault(r => r.Is("officeDocument"))?.Path ?? "xl/workbook.xml";
        if (!path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || !archive.Has(path))
        {
            throw new Domain.Shared.RuleBroken(new Domain.Shared.Refusal("ImportFileNotATable"));
        }

        var relations = archive.RelationsOf(path);
        var (sheetId, from1904) = FirstSheet(archive, path);
        var sheet = relations.FirstOrDefault(r => r.Id == sheetId && r.Is("worksheet")) ?? throw XlsxArchive.Broken();
        return new XlsxBook(sheet.Path, PathOf("sharedStrings"), PathOf("styles"), from1904);

        string? PathOf(string kind) => relations.FirstOrDefault(r => r.Is(kind) && archive.Has(r.Path))?.Path;
    }

    private static (string? Id, bool From1904) FirstSheet(XlsxArchive archive, string path)
    {
        using var xml = archive.Open(path);
        string? id = null;
        var from1904 = false;
        while (xml.Read())
        {
            if (xml.Starts("workbookPr"))
            {
                from1904 = xml["date1904"] is "1" or "true";
            }
            else if (id is null && xml.Starts("sheet") && xml["state"] is "" or "visible")
            {
                id = xml.RelationId;
            }
        }

        return (id, from1904);
    }
}
