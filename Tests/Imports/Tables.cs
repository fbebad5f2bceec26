using System.Text;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Tests.Imports;

/// <summary>Short ways to read a file in a test.</summary>
internal static class Tables
{
    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static MemoryStream File(string text, Encoding? encoding = null)
    {
        var chosen = encoding ?? new UTF8Encoding(false);
        return new MemoryStream([.. chosen.GetPreamble(), .. chosen.GetBytes(text)]);
    }

    public static TableFile Open(Stream file, TableLimits? limits = null) => new TableSource(file, limits).Open();

    public static List<TableRow> Rows(Stream file, TableLimits? limits = null)
    {
        using var table = Open(file, limits);
        return [.. table.Rows()];
    }

    public static IReadOnlyList<string> FirstRow(Stream file) => Rows(file)[0].Cells;

    /// <summary>The code of the refusal that reading the whole file ends in.</summary>
    public static string RefusalOf(Stream file, TableLimits? limits = null) =>
        Assert.Throws<RuleBroken>(() => Rows(file, limits)).Refusal.Code;
}
