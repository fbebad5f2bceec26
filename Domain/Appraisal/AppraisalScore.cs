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

    private static ScoreLine Line(AppraisalMetric metric, int weight, AppraisalFigures own, AppraisalFigures company) => metric switch
    {
        AppraisalMetric.Signed => Against(own.Signed.Major, own.Target?.Major),
        AppraisalMetric.Points => Against(own.Points, own.Target?.Major / PointValue),
        AppraisalMetric.Receipts => Against(own.Received.Major, own.Target?.Major),
        AppraisalMetric.Margin => Against(own.MarginRate, company.MarginRate),
        AppraisalMetric.Success => Against(own.Success, company.Success, own.StagesLeft),
        AppraisalMetric.Speed => Against(own.Speed, own.Speed is null ? null : 1, own.Timed),
        AppraisalMetric.LeadConversion => Against(own.LeadConversion, company.LeadConversion, own.LeadsLeft),
        AppraisalMetric.FirstContact => new(metric, weight, own.ContactHours, company.ContactHours, Ranked(Sooner(own.ContactHours, company.ContactHours), own.Contacted), own.Contacted),
        AppraisalMetric.PlanKeeping => Against(own.PlanKeeping, own.PlanKeeping is null ? null : 1, own.PlansCounted),
        _ => Against(1 - own.Neglect, own.Neglect is null ? null : 1, own.CareCounted),
    } with
    {
        Metric = metric,
        Weight = weight,
    };

    private static ScoreLine Against(decimal? value, decimal? norm, long? sample = null) =>
        new(default, 0, value, norm, Ranked(value is { } own && norm is > 0 and { } wanted ? decimal.Round(Math.Max(0, own / wanted), 4) : null, sample), sample);

    private static decimal? Sooner(decimal? own, decimal? company) => own is { } hours && company is { } usual
        ? hours <= 0 ? AppraisalScheme.MostCap / 100m : decimal.Round(usual / hours, 4) : null;

    private static decimal? Ranked(decimal? attainment, long? sample) => sample < AppraisalFigures.Floor ? null : attainment;
}
