using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
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

    public const string Path = "/reports/lead-daily";

    /// <summary>How many leads the list has on all of its pages, and what they are estimated at.</summary>
    public required (long Count, Money Amount) Listed { get; init; }

    public PageAddress Start => Address.Without(Place);

    public PageAddress Whole => Start.Without(Filters);

    /// <summary>How a figure of the day that is no number of leads is made.</summary>
    public string Made(DailyRatio of) => Whole.At(Path + "/ratio").Without("print").With("date", Show.Day(Day)).With("of", of).ToString();

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
