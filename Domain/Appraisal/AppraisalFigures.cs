using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>A stage as somebody went through it in the period; days are null where nothing has left.</summary>
/// <param name="Sample">So many stays are the days of.</param>
/// <param name="Expected">Days that the company's own median gives for the stays that went on.</param>
/// <param name="Actual">Days that they took.</param>
public sealed record StageFigures(
    int StageId, long Entered, long Forward, long Lost, long Abandoned, decimal? MedianDays, decimal? EightiethDays, int Sample, decimal Expected, decimal Actual, int Timed)
{
    public long Left => Forward + Lost + Abandoned;

    /// <summary>Of those that left in the period.</summary>
    public decimal? Success => Left == 0 ? null : decimal.Round(decimal.Divide(Forward, Left), 4);

    /// <summary>Too few to be ranked by.</summary>
    public bool IsSmall => Left < AppraisalFigures.Floor;

    /// <summary>Days of too few stays to be held against anybody's (product text, section 9).</summary>
    public bool HasFewDays => MedianDays is not null && Sample < AppraisalFigures.Floor;

    /// <summary>Where the success rate lies with a certainty of 90 % (Wilson); null of a small sample.</summary>
    public (decimal Low, decimal High)? Range() => !IsSmall && new WilsonInterval(Forward, Left).At(WilsonInterval.Z90) is var (low, high) ? ((decimal)low, (decimal)high) : null;
}

/// <summary>What the history says of somebody in a period; of the company, with everybody's together.</summary>
public sealed record AppraisalFigures
{
    /// <summary>Smaller samples are marked, not ranked.</summary>
    public const int Floor = 5;

    public Money Signed { get; init; }

    public Money ExTax { get; init; }

    public Money Margin { get; init; }

    public Money Received { get; init; }

    public Money? Target { get; init; }

    /// <summary>See <see cref="CategoryFactors.UnitsOfPoint"/>.</summary>
    public long PointUnits { get; init; }

    public int Contracts { get; init; }

    public IReadOnlyList<StageFigures> Stages { get; init; } = [];

    public int LeadsConverted { get; init; }

    public int LeadsLeft { get; init; }

    public decimal? ContactHours { get; init; }

    public int Contacted { get; init; }

    public int PlansKept { get; init; }

    public int PlansCounted { get; init; }

    public int CareKept { get; init; }

    public int CareCounted { get; init; }

    /// <summary>What the contracts signed had cost before; null on sheets that were closed before this was told.</summary>
    public Money? Presales { get; init; }

    public int ConfirmationsKept { get; init; }

    public int ConfirmationsCounted { get; init; }

    public decimal Points => (decimal)PointUnits / CategoryFactors.UnitsOfPoint;

    public decimal? MarginRate => Rate(Margin.Minor, ExTax.Minor);

    public long StagesLeft => Stages.Sum(stage => stage.Left);

    public decimal? Success => Rate(Stages.Sum(stage => stage.Forward), StagesLeft);

    public int Timed => Stages.Sum(stage => stage.Timed);

    /// <summary>Above one: quicker than the company.</summary>
    public decimal? Speed => Stages.Sum(stage => stage.Actual) is > 0 and var actual ? decimal.Round(Stages.Sum(stage => stage.Expected) / actual, 4) : null;

    public decimal? LeadConversion => Rate(LeadsConverted, LeadsLeft);

    public decimal? PlanKeeping => Rate(PlansKept, PlansCounted);

    /// <summary>盲区: of the care that was due, what was not given in time.</summary>
    public decimal? Neglect => Rate(CareCounted - CareKept, CareCounted);

    /// <summary>What came in of the period's signed amount; above one where earlier contracts paid.</summary>
    public decimal? Collection => Rate(Received.Minor, Signed.Minor);

    /// <summary>Of the margin of what was signed.</summary>
    public decimal? PresalesRatio => Presales is { } cost ? Rate(cost.Minor, Margin.Minor) : null;

    public decimal? Confirmation => Rate(ConfirmationsKept, ConfirmationsCounted);

    /// <summary>What a score measures: amounts in whole units of the currency, ratios, hours.</summary>
    public decimal? ValueOf(AppraisalMetric metric) => metric switch
    {
        AppraisalMetric.Signed => Signed.Major,
        AppraisalMetric.Points => Points,
        AppraisalMetric.Receipts => Received.Major,
        AppraisalMetric.Margin => MarginRate,
        AppraisalMetric.Success => Success,
        AppraisalMetric.Speed => Speed,
        AppraisalMetric.LeadConversion => LeadConversion,
        AppraisalMetric.FirstContact => ContactHours,
        AppraisalMetric.PlanKeeping => PlanKeeping,
        AppraisalMetric.Collection => Collection,
        AppraisalMetric.PresalesRatio => PresalesRatio,
        AppraisalMetric.Confirmation => Confirmation,
        _ => 1 - Neglect,
    };

    public static decimal? Rate(long part, long whole) => whole <= 0 ? null : decimal.Round(decimal.Divide(part, whole), 4);
}
