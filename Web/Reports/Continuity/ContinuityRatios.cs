using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Continuity;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Continuity;

/// <summary>The figures of an owner that open how they are made.</summary>
public enum ContinuityRatio
{
    Mean,

    /// <summary>The mean of now against that of the first week.</summary>
    Trend,
}

/// <summary>How an owner's mean score and its trend are made.</summary>
internal static class ContinuityRatios
{
    /// <summary>Null where there is no week before this one to compare with.</summary>
    public static RatioPage? Of(ContinuityRatio of, ContinuityOwner owner, string name, PageAddress report, Words words)
    {
        var (now, customers) = (owner.Weeks[^1], report.With("owner", owner.OwnerId).Without("weak") + "#records");
        RatioPart sum = new(words["Reports.ScoreSum"], Show.Number(now.Total), customers), count = new(words["Reports.Customers"], Show.Number(now.Customers), customers);
        var mean = RatioStep.Of(words["Reports.MeanScore"], [sum], [count], Figures.Mean(now.Mean));
        var page = new RatioPage(
            words[of == ContinuityRatio.Trend ? "Reports.Trend" : "Reports.MeanScore"], of == ContinuityRatio.Trend ? words["Reports.Means.Trend", ContinuityReport.Weeks] : words["Reports.Means.MeanScore"],
            name, [sum, count], [mean])
        {
            Back = new(report.ToString(), words["Reports.Continuity"]),
            Days = IsoWeek.Of(now.WeekOn).ToString(),
            Rows = Weeks(owner, words),
        };
        return of == ContinuityRatio.Mean ? page : owner.Change is { } change ? page with { Steps = [mean, Trend(owner, change, words)] } : null;
    }

    public static string Signed(decimal change) => change.ToString("+0.#;−0.#;0", CultureInfo.InvariantCulture);

    private static RatioStep Trend(ContinuityOwner owner, decimal change, Words words)
    {
        var (first, last) = (owner.Weeks[0], owner.Weeks[^1]);
        return new(
            words["Reports.Trend"], $"{words["Reports.MeanScore"]} ({IsoWeek.Of(last.WeekOn)}) − {words["Reports.MeanScore"]} ({IsoWeek.Of(first.WeekOn)})",
            $"{Figures.Mean(last.Mean)} − {Figures.Mean(first.Mean)}", Signed(change));
    }

    private static RatioRows Weeks(ContinuityOwner owner, Words words) => new(
        words["Reports.WeeklyMeans", ContinuityReport.Weeks], words["Reports.WeeklyMeans.Text"],
        [(words["Reports.Week"], false), (words["Reports.Customers"], true), (words["Reports.ScoreSum"], true), (words["Reports.MeanScore"], true)],
        [.. owner.Weeks.Select(week => (IReadOnlyList<RatioCell>)
        [
            new(IsoWeek.Of(week.WeekOn).ToString()), new(Show.Number(week.Customers)), new(Show.Number(week.Total)), new(Figures.Mean(week.Mean)),
        ])]);
}
