using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Daily;

/// <summary>The daily list as one page shows it.</summary>
public sealed record DailyPage(
    DailyLook Look, DateOnly Day, KeysetPage<DailyLead> Leads, DailyTotals Totals, KeysetPage<DailyLead> Backlog, int Waiting,
    PageAddress Address, Viewer Viewer, DateTime Now)
{
    private static readonly string[] Place = ["after", "before", "waitingAfter", "waitingBefore"];

    private static readonly string[] Filters = ["channel", "region", "product", "outcome", "assigned"];

    public PageAddress Start => Address.Without(Place);

    public PageAddress Whole => Start.Without(Filters);

    public bool MayExport => Viewer.May(RecordType.Lead, AccessAction.Export);

    public string On(DateOnly day) => Whole.With("date", Show.Day(day)).ToString();

    /// <summary>The leads behind a number of the totals: this list, filtered.</summary>
    public string Open(string? name, object? value, TriageOutcome? outcome = null, bool isAssigned = false)
    {
        var address = Whole.With("date", Show.Day(Day)).With("outcome", outcome).With("assigned", isAssigned ? "true" : null);
        return (name is null ? address : address.With(name, value)) + "#leads";
    }
}

/// <summary>One line of the totals.</summary>
public sealed record DailyTotalRow(DailyPage Page, string Name, string? Filter, object? Key, DailyCount Count);

/// <summary>A table of leads of the daily list.</summary>
public sealed record DailyTable(IReadOnlyList<DailyLead> Leads, DateTime Now);
