namespace SiCrm.Domain.Reports;

/// <summary>One cell of the weekly promotion: this week, the week before, and the mean of the eight weeks before.</summary>
/// <param name="Amount">In minor units.</param>
public readonly record struct PromotionFigure(long Leads, long Amount, long Previous, decimal Mean)
{
    /// <summary>In the week of the same number a year before; null where nothing is known of it.</summary>
    public long? LastYear { get; init; }
}

/// <summary>One row of the weekly promotion as it is shown and frozen.</summary>
/// <param name="Name">Null where the key itself says it: a channel, the lead desk, unknown.</param>
/// <param name="Figures">In the order of <see cref="FlowFigure"/>.</param>
public sealed record PromotionLine(
    string Key, string? Name, IReadOnlyList<PromotionFigure> Figures, decimal Rate, decimal PreviousRate, decimal MeanRate)
{
    private const int MeanWeeks = 8;

    public PromotionFigure this[FlowFigure figure] => Figures[(int)figure];

    /// <summary>In the week of the same number a year before; null where nothing is known of it.</summary>
    public decimal? LastYearRate { get; init; }

    /// <summary>The same beside the week of the same number a year before.</summary>
    public PromotionLine Beside(PromotionRow lastYear)
    {
        ArgumentNullException.ThrowIfNull(lastYear);
        return this with
        {
            Figures = [.. Enum.GetValues<FlowFigure>().Select(figure => this[figure] with { LastYear = lastYear.Leads(figure) })],
            LastYearRate = lastYear.PromotionRate,
        };
    }

    /// <param name="weeks">The row week by week, the reported week last and at least eight before it.</param>
    public static PromotionLine Of(string? name, IReadOnlyList<PromotionRow> weeks)
    {
        ArgumentNullException.ThrowIfNull(weeks);
        var (now, previous) = (weeks[^1], weeks[^2]);
        var before = weeks.SkipLast(1).TakeLast(MeanWeeks).ToList();
        return new PromotionLine(now.Key, name,
            [.. Enum.GetValues<FlowFigure>().Select(figure => new PromotionFigure(
                now.Leads(figure), now.Amount(figure), previous.Leads(figure), before.Sum(row => row.Leads(figure)) / (decimal)MeanWeeks))],
            now.PromotionRate, previous.PromotionRate, before.Average(row => row.PromotionRate));
    }
}
