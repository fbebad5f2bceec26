using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Sales;

/// <summary>Which report of sales has opened a list of contracts, leads or customers: the list's address says it, so that it leads back to the report as it was asked for.</summary>
public static class SalesOrigin
{
    private static readonly string[] Lists = ["/contracts?", "/leads?", "/customers?"];
    private const int Longest = 400;

    /// <summary>The same, with lists that lead back.</summary>
    public static SalesTable OpenedFrom(this SalesTable table, PageAddress report)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(report);
        var said = "&report=" + Uri.EscapeDataString(table.Key + report.Without("print").Query);
        return table with { Rows = [.. table.Rows.Select(Row)], Total = Row(table.Total), Gone = table.Gone is { } gone ? (Part(gone.Previous), Part(gone.LastYear)) : null };

        SalesRow Row(SalesRow row) => row with { Link = Link(row.Link), Cells = [.. row.Cells.Select(cell => cell is PartOf part ? Part(part) : cell)] };

        PartOf Part(PartOf part) => part with { Link = Link(part.Link) };

        string? Link(string? link) => link is not null && Lists.Any(list => link.StartsWith(list, StringComparison.Ordinal)) ? link + said : link;
    }

    /// <summary>Where such a list leads back to.</summary>
    /// <param name="report">As the address says it; what is no report of sales leads nowhere.</param>
    public static IReadOnlyList<Crumb> Back(string? report, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return report is { Length: < Longest } && SalesTable.Keys.FirstOrDefault(key => report == key || report.StartsWith(key + '?', StringComparison.Ordinal)) is { } known
            ? [new("/reports", words["Reports.Title"]), new($"/reports/{report}", words[$"Reports.Sales.{known}"])] : [];
    }
}
