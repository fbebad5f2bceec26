using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>The lists of records that a report of sales opens lead back to it.</summary>
public static class SalesOrigin
{
    private static readonly string[] Lists = ["/contracts?", "/leads?", "/customers?", "/opportunities?"];

    /// <summary>The same, with lists that lead back.</summary>
    public static SalesTable OpenedFrom(this SalesTable table, PageAddress report)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(report);
        var said = ReportOrigin.Said(table.Key, report);
        return table with { Rows = [.. table.Rows.Select(Row)], Total = Row(table.Total), Gone = table.Gone is { } gone ? (Part(gone.Previous), Part(gone.LastYear)) : null };

        SalesRow Row(SalesRow row) => row with { Link = Link(row.Link), Cells = [.. row.Cells.Select(cell => cell is PartOf part ? Part(part) : cell)] };

        PartOf Part(PartOf part) => part with { Link = Link(part.Link) };

        string? Link(string? link) => link is not null && Lists.Any(list => link.StartsWith(list, StringComparison.Ordinal)) ? link + said : link;
    }
}
