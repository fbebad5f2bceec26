using SiCrm.Domain.Access;

namespace SiCrm.Web.Reports;

/// <summary>One report of the catalogue.</summary>
/// <param name="Days">Which time it is about, and how its address says so.</param>
public sealed record ReportEntry(string Key, string Icon, string Title, string Text, ReportDays Days = ReportDays.Now)
{
    public string Path => $"/reports/{Key}";

    /// <summary>Whose scope decides what of it somebody sees.</summary>
    public RecordType Of { get; init; } = RecordType.Opportunity;

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
    private static readonly IReadOnlyList<ReportEntry> OfLeads =
    [
        new("lead-daily", "calendar-event", "Reports.Daily", "Reports.Daily.Text", ReportDays.Day) { Of = RecordType.Lead },
        new("lead-promotion", "calendar-week", "Reports.Promotion", "Reports.Promotion.Text", ReportDays.Week) { Of = RecordType.Lead },
        new("opportunity-promotion", "briefcase", "Pipeline.Promotion", "Pipeline.Promotion.Text", ReportDays.Week),
        new("stage-funnel", "filter", "Pipeline.Funnel", "Pipeline.Funnel.Text", ReportDays.FromUntil),
        new("sales-forecast", "target", "Pipeline.Forecast", "Pipeline.Forecast.Text"),
        new("key-projects", "flag", "Pipeline.KeyProjects", "Pipeline.KeyProjects.Text"),
        new("neglect", "eye-off", "Reports.Neglect", "Reports.Neglect.Text") { Of = RecordType.Customer },
        new("key-contacts", "star", "Reports.KeyContacts", "Reports.KeyContacts.Text") { Of = RecordType.Customer },
        new("workload", "clock", "Reports.Workload", "Reports.Workload.Text", ReportDays.Week),
        new("continuity", "shield-check", "Reports.Continuity", "Reports.Continuity.Text") { Of = RecordType.Customer },
        new("presales-cost", "scale", "Reports.PresalesCost", "Reports.PresalesCost.Text", ReportDays.FromTo),
    ];

    /// <summary>What is told of contracts, to those who read them.</summary>
    private static readonly IReadOnlyList<ReportEntry> OfContracts =
    [
        new("sales-by-time", "chart-line", "Reports.Sales.sales-by-time", "Reports.Sales.sales-by-time.Text", ReportDays.FromTo) { Of = RecordType.Contract },
        new("regional-sales", "map-pin", "Reports.Sales.regional-sales", "Reports.Sales.regional-sales.Text", ReportDays.FromTo) { Of = RecordType.Contract },
        new("product-sales", "package", "Reports.Sales.product-sales", "Reports.Sales.product-sales.Text", ReportDays.FromTo) { Of = RecordType.Contract },
        new("customer-purchases", "building", "Reports.Sales.customer-purchases", "Reports.Sales.customer-purchases.Text", ReportDays.FromTo) { Of = RecordType.Contract },
        new("contract-execution", "clipboard-check", "Reports.Sales.contract-execution", "Reports.Sales.contract-execution.Text", ReportDays.FromTo) { Of = RecordType.Contract },
    ];

    private static readonly IReadOnlyList<ReportEntry> OfPeople = [new("performance", "award", "Appraisal.Report", "Appraisal.Report.Text", ReportDays.Fiscal) { Of = RecordType.Appraisal }];

    private static readonly RecordType[] Openers = [RecordType.Lead, RecordType.Contract, RecordType.Appraisal];

    public static ReportEntry? Find(string? key) => OfLeads.Concat(OfContracts).Concat(OfPeople).FirstOrDefault(report => report.Key == key);

    /// <summary>What he may open.</summary>
    public static IReadOnlyList<ReportEntry> SeenBy(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        // Reports of sales tell amounts, and nothing else.
        return [.. OfLeads.Concat(viewer.Sees(SensitiveField.Amount) ? OfContracts : []).Concat(OfPeople).Where(report => viewer.May(report.Of, AccessAction.Read))];
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
}
