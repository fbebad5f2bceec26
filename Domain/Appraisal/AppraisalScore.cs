using SiCrm.Domain.Access;

namespace SiCrm.Domain.Appraisal;

/// <summary>One metric of a score.</summary>
/// <param name="Weight">In percent.</param>
/// <param name="Value">The person's own figure.</param>
/// <param name="Norm">What it is measured by.</param>
/// <param name="Attainment">Null where there is nothing to measure by, or too little: then its weight is spread over the others.</param>
/// <param name="Sample">How many cases the figure rests on; null for amounts.</param>
public sealed record ScoreLine(AppraisalMetric Metric, int Weight, decimal? Value, decimal? Norm, decimal? Attainment, long? Sample)
{
    public bool IsSmall => Sample < AppraisalFigures.Floor;

    public decimal? Capped(int cap) => Attainment is { } attained ? Math.Min(attained, cap / 100m) : null;
}

/// <summary>得分: Σ weight × attainment, none above the cap; 100 is what was expected.</summary>
public sealed record AppraisalScore(Role Role, long SchemeId, int Cap, IReadOnlyList<ScoreLine> Lines)
{
    private const decimal PointValue = 10_000;

    /// <summary>The weights of what can be measured.</summary>
    public int Measured => Lines.Where(line => line.Attainment is not null).Sum(line => line.Weight);

    /// <summary>What the lines add, each rounded as it is shown; null where nothing can be measured.</summary>
    public decimal? Total => Measured == 0 ? null : Lines.Sum(line => Part(line) ?? 0);

    /// <summary>What a line adds to the total.</summary>
    public decimal? Part(ScoreLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Capped(Cap) is { } capped ? decimal.Round(line.Weight * capped * 100 / Measured, 2, MidpointRounding.AwayFromZero) : null;
    }

    /// <summary>What the role is not measured by, as far as it can be told.</summary>
    public IEnumerable<ScoreLine> Unweighed(AppraisalFigures own, AppraisalFigures company)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(company);
        return Enum.GetValues<AppraisalMetric>().Except(Lines.Select(line => line.Metric)).Select(metric => Line(metric, 0, own, company)).Where(line => line.Value is not null);
    }

    /// <param name="company">Everybody's together: what rates and days are measured by.</param>
    public static AppraisalScore Of(AppraisalFigures own, AppraisalFigures company, AppraisalScheme scheme, IEnumerable<Role> roles)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(company);
        ArgumentNullException.ThrowIfNull(scheme);
        var role = scheme.RoleOf(roles);
        return new AppraisalScore(role, scheme.Id, scheme.Cap, [.. Enum.GetValues<AppraisalMetric>()
            .Where(metric => scheme.WeightOf(role, metric) > 0).Select(metric => Line(metric, scheme.WeightOf(role, metric), own, company))]);
    }

    private static ScoreLine Line(AppraisalMetric metric, int weight, AppraisalFigures own, AppraisalFigures company)
    {
        var (value, sample) = (own.ValueOf(metric), Sample(metric, own));
        var norm = metric switch
        {
            AppraisalMetric.Signed or AppraisalMetric.Receipts => own.Target?.Major,
            AppraisalMetric.Points => own.Target?.Major / PointValue,
            AppraisalMetric.Speed or AppraisalMetric.PlanKeeping or AppraisalMetric.Care or AppraisalMetric.Confirmation => value is null ? null : 1,
            _ => company.ValueOf(metric),
        };
        var attainment = metric switch
        {
            AppraisalMetric.FirstContact => Less(value, norm),
            AppraisalMetric.PresalesRatio => norm > 0 ? Less(value, norm) : null,
            _ => value is { } reached && norm is > 0 and { } wanted ? decimal.Round(Math.Max(0, reached / wanted), 4) : null,
        };
        return new ScoreLine(metric, weight, value, norm, sample < AppraisalFigures.Floor ? null : attainment, sample);
    }

    private static long? Sample(AppraisalMetric metric, AppraisalFigures own) => metric switch
    {
        AppraisalMetric.Success => own.StagesLeft,
        AppraisalMetric.Speed => own.Timed,
        AppraisalMetric.LeadConversion => own.LeadsLeft,
        AppraisalMetric.FirstContact => own.Contacted,
        AppraisalMetric.PlanKeeping => own.PlansCounted,
        AppraisalMetric.Care => own.CareCounted,
        AppraisalMetric.Confirmation => own.ConfirmationsCounted,
        _ => null,
    };

    private static decimal? Less(decimal? own, decimal? company) => own is { } value && company is { } usual
        ? value <= 0 ? AppraisalScheme.MostCap / 100m : decimal.Round(usual / value, 4) : null;
}
