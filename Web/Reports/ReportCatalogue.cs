using SiCrm.Domain.Access;

namespace SiCrm.Web.Reports;

/// <summary>The parts of the catalogue, in their order (product text, section 10).</summary>
public enum ReportGroup
{
    Leads,
    Opportunities,
    Sales,
    Customers,
    People,
}

/// <summary>One report of the catalogue.</summary>
/// <param name="Days">Which time it is about, and how its address says so.</param>
public sealed record ReportEntry(string Key, string Icon, string Title, string Text, ReportDays Days = ReportDays.Now)
{
    public string Path => $"/reports/{Key}";

    /// <summary>Under which heading it stands.</summary>
    public required ReportGroup Group { get; init; }

    /// <summary>Whose scope decides what of it somebody sees.</summary>
    public RecordType Of { get; init; } = RecordType.Opportunity;

    /// <summary>Whether it has columns that only <c>all=true</c> shows; in other reports that means every row.</summary>
    public bool HasFurtherColumns => Key == "key-projects" || Group == ReportGroup.Sales;

    /// <summary>What of it somebody gets in a file: no more than he may take away.</summary>
    public Reach ReachOf(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return (HasOwnFileRight ? viewer.ToExport(Of) : viewer).ReachOf(Of, AccessAction.Read);
    }

    /// <summary>How much somebody has to do is told by his calendar, which nobody takes away.</summary>
    private bool HasOwnFileRight => Key != "workload";
}

/// <summary>The catalogue. A line stands here only when its report exists.</summary>
public static class ReportCatalogue
{
    private static readonly IReadOnlyList<ReportEntry> All =
    [
        new("lead-daily", "calendar-event", "Reports.Daily", "Reports.Daily.Text", ReportDays.Day) { Group = ReportGroup.Leads, Of = RecordType.Lead },
        new("lead-promotion", "calendar-week", "Reports.Promotion", "Reports.Promotion.Text", ReportDays.Week) { Group = ReportGroup.Leads, Of = RecordType.Lead },
        new("opportunity-promotion", "briefcase", "Pipeline.Promotion", "Pipeline.Promotion.Text", ReportDays.Week) { Group = ReportGroup.Opportunities },
        new("stage-funnel", "filter", "Pipeline.Funnel", "Pipeline.Funnel.Text", ReportDays.FromUntil) { Group = ReportGroup.Opportunities },
        new("sales-forecast", "target", "Pipeline.Forecast", "Pipeline.Forecast.Text") { Group = ReportGroup.Opportunities },
        new("key-projects", "flag", "Pipeline.KeyProjects", "Pipeline.KeyProjects.Text") { Group = ReportGroup.Opportunities },
        new("presales-cost", "scale", "Reports.PresalesCost", "Reports.PresalesCost.Text", ReportDays.FromTo) { Group = ReportGroup.Opportunities },
        OfSales("sales-by-time", "chart-line"),
        OfSales("regional-sales", "map-pin"),
        OfSales("product-sales", "package"),
        OfSales("customer-purchases", "building"),
        OfSales("contract-execution", "clipboard-check"),
        new("neglect", "eye-off", "Reports.Neglect", "Reports.Neglect.Text") { Group = ReportGroup.Customers, Of = RecordType.Customer },
        new("key-contacts", "star", "Reports.KeyContacts", "Reports.KeyContacts.Text") { Group = ReportGroup.Customers, Of = RecordType.Customer },
        new("continuity", "shield-check", "Reports.Continuity", "Reports.Continuity.Text") { Group = ReportGroup.Customers, Of = RecordType.Customer },
        new("workload", "clock", "Reports.Workload", "Reports.Workload.Text", ReportDays.Week) { Group = ReportGroup.People },
        new("performance", "award", "Appraisal.Report", "Appraisal.Report.Text", ReportDays.Fiscal) { Group = ReportGroup.People, Of = RecordType.Appraisal },
    ];

    private static readonly RecordType[] Openers = [RecordType.Lead, RecordType.Contract, RecordType.Appraisal];

    public static ReportEntry? Find(string? key) => All.FirstOrDefault(report => report.Key == key);

    /// <summary>What he may open, group after group.</summary>
    public static IReadOnlyList<ReportEntry> SeenBy(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        // Reports of sales tell amounts, and nothing else.
        return [.. All.Where(report => viewer.May(report.Of, AccessAction.Read) && (report.Group != ReportGroup.Sales || viewer.Sees(SensitiveField.Amount)))];
    }

    /// <summary>Whether the catalogue is there for him at all.</summary>
    public static bool IsOpenTo(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Openers.Any(type => viewer.May(type, AccessAction.Read));
    }

    /// <summary>The report that an address of this program belongs to, and its filters; null for others.</summary>
    public static (ReportEntry Report, string Query)? Parse(string? address)
    {
        var parts = (address ?? "").Split('?', 2);
        return parts[0].StartsWith("/reports/", StringComparison.Ordinal) && Find(parts[0]["/reports/".Length..]) is { } report
            ? (report, parts.Length > 1 ? parts[1] : "") : null;
    }

    /// <summary>What is told of contracts, to those who read them.</summary>
    private static ReportEntry OfSales(string key, string icon) =>
        new(key, icon, $"Reports.Sales.{key}", $"Reports.Sales.{key}.Text", ReportDays.FromTo) { Group = ReportGroup.Sales, Of = RecordType.Contract };
}
