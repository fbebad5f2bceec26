using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Daily;

/// <summary>The figures of a day that are no numbers of leads.</summary>
public enum DailyRatio
{
    QualifyRate,

    /// <summary>The middle of the times from capture to the first decision.</summary>
    ToTriage,

    /// <summary>The middle of the times from capture to the first assignment.</summary>
    ToAssign,
}

/// <summary>How the figures of a day that are no numbers of leads are made.</summary>
/// <param name="leads">All of the day.</param>
internal sealed class DailyRatios(IReadOnlyList<DailyLead> leads, DateOnly day, PageAddress report, Words words)
{
    /// <summary>Of more times than that, those around the middle are told.</summary>
    private const int Most = 200;

    /// <summary>Null where nothing was decided, or assigned.</summary>
    public RatioPage? Of(DailyRatio of) => of switch
    {
        DailyRatio.ToTriage => Middle("Reports.MedianToTriage", lead => lead.TriagedAt),
        DailyRatio.ToAssign => Middle("Reports.MedianToAssign", lead => lead.AssignedAt),
        _ => Rate(),
    };

    private RatioPage? Rate()
    {
        RatioPart Part(TriageOutcome outcome) => new(words.Of(outcome), Show.Number(CountOf(outcome)), report.With("outcome", outcome) + "#leads");
        var (qualified, decided) = (CountOf(TriageOutcome.Qualified), CountOf(TriageOutcome.Qualified) + CountOf(TriageOutcome.Invalid));
        return decided == 0 ? null : new RatioPage(
            words["Reports.QualifyRate"], words["Reports.Means.QualifyRate"], words["Reports.Total"], [Part(TriageOutcome.Qualified)],
            [Part(TriageOutcome.Qualified), Part(TriageOutcome.Invalid)], Show.Percent(decimal.Divide(qualified, decided)))
        {
            Back = Back,
            Days = Show.Day(day),
        };
    }

    private RatioPage? Middle(string name, Func<DailyLead, DateTime?> until)
    {
        List<(DailyLead Lead, TimeSpan Length)> times = [.. leads.Where(lead => until(lead) is not null).Select(lead => (lead, (until(lead) ?? lead.CapturedAt) - lead.CapturedAt)).OrderBy(one => one.Item2)];
        if (times.Count == 0)
        {
            return null;
        }

        var (low, high) = (times[(times.Count - 1) / 2].Length, times[times.Count / 2].Length);
        string Told(TimeSpan length) => Figures.Length(length, words);
        var numbers = times.Count % 2 == 1 ? Told(low) : $"({Told(low)} + {Told(high)}) ÷ 2";
        return new RatioPage(
            words[name], words["Reports.Means.Median"], words["Reports.Total"], [new(words["Reports.Leads"], Show.Number(times.Count), RatioRows.Place)],
            [new RatioStep(words[name], words["Reports.MiddleOf", times.Count], numbers, Told((low + high) / 2))])
        {
            Back = Back,
            Days = Show.Day(day),
            Rows = new RatioRows(
                words["Reports.TimesInOrder"], words["Reports.TimesInOrder.Text"], [(words["Reports.Number"], false), (words["Reports.Company"], false), (words["Reports.TimeTaken"], true)],
                [.. times.Skip(Math.Max(0, (times.Count - Most) / 2)).Take(Most).Select(one => (IReadOnlyList<RatioCell>)
                [
                    new(one.Lead.Number, $"/leads/{one.Lead.Id}"), new(one.Lead.Company), new(Told(one.Length), $"/leads/{one.Lead.Id}"),
                ])]),
        };
    }

    private Crumb Back => new(report.ToString(), words["Reports.Daily"]);

    private int CountOf(TriageOutcome outcome) => leads.Count(lead => lead.Outcome == outcome);
}
