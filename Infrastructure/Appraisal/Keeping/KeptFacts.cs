using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal.Keeping;

/// <summary>The days and instants that an appraisal is about.</summary>
/// <param name="Until">The period's last day.</param>
/// <param name="Last">The last day whose promises are over.</param>
/// <param name="Start">The period's first instant.</param>
/// <param name="End">The instant after it.</param>
/// <param name="Seen">Until when it was seen how long those stay that still go on: the end, or of a period that is not over the end of today.</param>
/// <param name="Stages">The stages on the way.</param>
internal sealed record AppraisedSpan(DateOnly From, DateOnly Until, DateOnly Last, DateTime Start, DateTime End, DateTime Seen, IReadOnlyList<int> Stages)
{
    public static AppraisedSpan Of(CrmDbContext db, FiscalSpan period, DateOnly today)
    {
        var time = db.Company.Time;
        return new(
            period.From, period.Until, period.Until < today ? period.Until : today.AddDays(-1), time.StartOf(period.From), time.StartOf(period.Until.AddDays(1)),
            time.StartOf((period.Until < today ? period.Until : today).AddDays(1)), [.. db.Company.Facts.Stages.Open.Select(stage => stage.Id)]);
    }
}

/// <summary>
/// A fact that is read again when the history of its record grows. A year of a big company has six hundred thousand of them, so each is kept in as
/// few bytes as hold it.
/// </summary>
internal interface IKept
{
    int RecordId { get; }
}

/// <summary>A stay in a stage, and who answered for it.</summary>
internal readonly record struct KeptStay : IKept
{
    private const int StageBits = 8;
    private const int WayBits = 4;

    private readonly DateTime _entered;
    private readonly DateTime _left;

    /// <summary>Owner, stage and, one higher, the way it ended.</summary>
    private readonly uint _packed;

    public KeptStay(long? owner, in FunnelVisit visit)
    {
        (_entered, _left) = (visit.EnteredAt, visit.LeftAt ?? DateTime.MaxValue);
        checked
        {
            RecordId = (int)visit.OpportunityId;
            _packed = ((uint)(owner ?? 0) * (1u << (StageBits + WayBits))) + ((uint)(byte)visit.StageId << WayBits) + (visit.LeftBy is { } way ? (uint)way + 1 : 0);
        }
    }

    public int RecordId { get; }

    public long? OwnerId => _packed >> (StageBits + WayBits) is > 0 and var owner ? owner : null;

    public FunnelVisit Visit => new(
        RecordId, (int)((_packed >> WayBits) & ((1 << StageBits) - 1)), _entered, _left == DateTime.MaxValue ? null : _left,
        (_packed & ((1 << WayBits) - 1)) is > 0 and var way ? (OpportunityEventKind)(way - 1) : null, Category: null);
}

/// <summary>A lead that left somebody's hands, or his first word with it.</summary>
internal readonly record struct KeptLead : IKept
{
    private readonly int _person;
    private readonly double _hours;

    private KeptLead(long lead, long person, double hours) => (RecordId, _person, _hours) = (checked((int)lead), checked((int)person), hours);

    public int RecordId { get; }

    public long PersonId => _person;

    /// <summary>As an opportunity.</summary>
    public bool IsConverted => double.IsPositiveInfinity(_hours);

    /// <summary>From the assignment to the first word; null where it left.</summary>
    public double? Hours => double.IsFinite(_hours) ? _hours : null;

    public static KeptLead Left(long lead, long person, bool isConverted) => new(lead, person, isConverted ? double.PositiveInfinity : double.NaN);

    public static KeptLead Contacted(long lead, long person, double hours) => new(lead, person, hours);
}

/// <summary>What somebody had promised for a day of the period.</summary>
internal readonly record struct KeptPlan : IKept
{
    private readonly int _person;

    public KeptPlan(long action, long person, bool isKept) => (RecordId, _person) = (checked((int)action), checked((int)(isKept ? person : -person)));

    public int RecordId { get; }

    public long PersonId => Math.Abs(_person);

    public bool IsKept => _person > 0;
}
