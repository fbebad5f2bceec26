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

/// <summary>A fact that is read again when the history of its record grows.</summary>
internal interface IKept
{
    long RecordId { get; }
}

/// <summary>A stay in half the room: a year of a big company has three hundred thousand.</summary>
internal readonly record struct KeptStay : IKept
{
    private readonly DateTime _left;
    private readonly int _owner;
    private readonly short _stage;
    private readonly sbyte _way;

    private KeptStay(long? owner, in FunnelVisit visit)
    {
        (RecordId, EnteredAt, _left) = (visit.OpportunityId, visit.EnteredAt, visit.LeftAt ?? DateTime.MaxValue);
        (_owner, _stage, _way) = (checked((int)(owner ?? 0)), checked((short)visit.StageId), (sbyte)(visit.LeftBy is { } way ? (int)way : -1));
    }

    public long RecordId { get; }

    public DateTime EnteredAt { get; }

    public long? OwnerId => _owner == 0 ? null : _owner;

    public FunnelVisit Visit => new(
        RecordId, _stage, EnteredAt, _left == DateTime.MaxValue ? null : _left, _way < 0 ? null : (OpportunityEventKind)_way, Category: null);

    public static KeptStay Of(long? owner, in FunnelVisit visit) => new(owner, visit);
}

/// <summary>A lead that left somebody's hands, or his first word with it.</summary>
/// <param name="Hours">From the assignment to the first word; not a number where it left.</param>
internal readonly record struct KeptLead(long RecordId, long PersonId, bool IsConverted, double Hours) : IKept
{
    public bool HasLeft => double.IsNaN(Hours);
}

/// <summary>What somebody had promised for a day of the period.</summary>
internal readonly record struct KeptPlan(long RecordId, long PersonId, bool IsKept) : IKept;
