using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
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

    private static readonly string[] Columns = ["Amount", "Number", "CapturedAt", "Source", "Company", "RegionIndustry", "Need", "Triage", "AssignedTo", "StandsNow"];

    private static readonly string[] Filters = ["channel", "region", "product", "outcome", "assigned"];

    public const string Path = "/reports/lead-daily";

    /// <summary>How many leads the list has on all of its pages, and what they are estimated at.</summary>
    public required (long Count, Money Amount) Listed { get; init; }

    public PageAddress Start => Address.Without(Place);

    public PageAddress Whole => Start.Without(Filters);

    /// <summary>How a figure of the day that is no number of leads is made.</summary>
    public string Made(DailyRatio of) => Whole.At(Path + "/ratio").Without("print").With("date", Show.Day(Day)).With("of", of).ToString();

    public bool MayExport => Viewer.May(RecordType.Lead, AccessAction.Export);

    /// <summary>What the columns of its totals and of its lists mean.</summary>
    public static IEnumerable<(string Name, string Text)> Told(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        (string Name, string Text) Of(string column, string means) => (words[$"Reports.{column}"], words[$"Reports.{means}.{column}"]);
        return
        [
            Of("Received", "Means"), .. DailyChart.Outcomes.Select(outcome => (words.Of(outcome), words[$"Reports.OutcomeMeans.{outcome}"])),
            Of("AssignedLeads", "Means"), Of("QualifyRate", "Means"), Of("MedianToTriage", "DailyMeans"), Of("MedianToAssign", "DailyMeans"), Of("Product", "Means"),
            .. Columns.Select(column => Of(column, "DailyMeans")),
        ];
    }

    public string On(DateOnly day) => Whole.With("date", Show.Day(day)).ToString();

    /// <summary>The leads behind a number of the totals: this list, filtered.</summary>
    public string Open(string? name, object? value, TriageOutcome? outcome = null, bool isAssigned = false)
    {
        var address = Whole.With("date", Show.Day(Day)).With("outcome", outcome).With("assigned", isAssigned ? "true" : null);
        return (name is null ? address : address.With(name, value)) + "#leads";
    }
}

/// <summary>A day's leads by the channel they came on, and what became of them.</summary>
public static class DailyChart
{
    internal static readonly TriageOutcome[] Outcomes = [TriageOutcome.Qualified, TriageOutcome.Invalid, TriageOutcome.Undecided];

    public static Chart Of(DailyPage page, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        return new("bars", words["Reports.Chart.Daily"],
            [
                new(words.Of(LedgerGrouping.Channel)), .. Outcomes.Select(outcome => new ChartHead(words.Of(outcome), "received", words[$"Reports.OutcomeMeans.{outcome}"])),
                new(words["Reports.Received"], null, words["Reports.Means.Received"]),
            ],
            [.. page.Totals.ByChannel.Select(row => new ChartRow(words.Of(row.Key), page.Open("channel", row.Key), [.. Cells(page, row.Key, row.Value)]))]);
    }

    private static IEnumerable<ChartCell> Cells(DailyPage page, LeadChannel channel, DailyCount count)
    {
        foreach (var outcome in Outcomes)
        {
            yield return ChartCell.Of(count[outcome], page.Open("channel", channel, outcome));
        }

        yield return ChartCell.Told(Show.Number(count.Received), page.Open("channel", channel));
    }
}

/// <summary>One line of the totals.</summary>
public sealed record DailyTotalRow(DailyPage Page, string Name, string? Filter, object? Key, DailyCount Count);

/// <summary>A table of leads of the daily list.</summary>
/// <param name="HeadingId">Of the heading that it stands under.</param>
public sealed record DailyTable(string HeadingId, IReadOnlyList<DailyLead> Leads, DateTime Now);
