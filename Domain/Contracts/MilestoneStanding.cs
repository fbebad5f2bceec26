using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>A milestone as a report reads it.</summary>
public sealed record MilestoneFacts(MilestoneKind Kind, string Name, DateOnly DueOn, DateOnly? DoneOn)
{
    public int BasisPoints { get; init; }

    /// <summary>What is to be paid of it: without what lapsed.</summary>
    public Money Amount { get; init; }

    public Money Received { get; init; }

    /// <summary>What had come in by its day.</summary>
    public Money InTime { get; init; }

    public bool IsRetention { get; init; }

    public Money Open => Amount - Received;

    public bool IsPayment => Kind == MilestoneKind.Payment;
}

/// <summary>Where the milestones of a contract stand on a day, planned against actual; of several contracts without what each has for itself.</summary>
public sealed record MilestoneStanding
{
    public static readonly MilestoneStanding None = new();

    public int Deliveries { get; init; }

    public int Delivered { get; init; }

    /// <summary>Deliveries whose day is past and that are not done.</summary>
    public int Behind { get; init; }

    /// <summary>The weight that should be delivered by now.</summary>
    public int? PlannedBasisPoints { get; init; }

    public string? Next { get; init; }

    public DateOnly? NextOn { get; init; }

    /// <summary>What was to be paid on days that are past.</summary>
    public Money Due { get; init; }

    /// <summary>What of that had come in by its day.</summary>
    public Money InTime { get; init; }

    public Money Retained { get; init; }

    /// <summary>The first day on which retention money is to be paid.</summary>
    public DateOnly? RetainedUntil { get; init; }

    /// <summary>What is overdue, by <see cref="PaymentAges"/>.</summary>
    public IReadOnlyList<Money> Late { get; init; } = [.. PaymentAges.All.Select(_ => Money.Zero)];

    /// <summary>The earliest day of what is overdue.</summary>
    public DateOnly? LateSince { get; init; }

    /// <param name="isTerminated">Then no delivery is waited for any more; what is still to be paid, the payments say themselves.</param>
    public static MilestoneStanding Of(IEnumerable<MilestoneFacts> milestones, DateOnly today, bool isTerminated)
    {
        var all = milestones.ToList();
        var deliveries = all.Where(row => !row.IsPayment).ToList();
        var due = all.Where(row => row.IsPayment && row.DueOn < today).ToList();
        var retained = all.Where(row => row.IsRetention && row.DoneOn is null).ToList();
        var awaited = deliveries.Where(row => row.DoneOn is null && !isTerminated).ToList();
        return new()
        {
            Deliveries = deliveries.Count,
            Delivered = deliveries.Count(row => row.DoneOn is not null),
            Behind = awaited.Count(row => row.DueOn < today),
            PlannedBasisPoints = deliveries.Where(row => row.DueOn <= today).Sum(row => row.BasisPoints),
            Next = awaited.MinBy(row => row.DueOn)?.Name,
            NextOn = awaited.MinBy(row => row.DueOn)?.DueOn,
            Due = Sum(due, row => row.Amount),
            InTime = Sum(due, row => row.InTime),
            Retained = Sum(retained, row => row.Open),
            RetainedUntil = retained.MinBy(row => row.DueOn)?.DueOn,
            LateSince = due.Where(row => row.DoneOn is null).MinBy(row => row.DueOn)?.DueOn,
            Late = [.. PaymentAges.All.Select(age => Sum(due.Where(row => row.DoneOn is null && age.Holds(today.DayNumber - row.DueOn.DayNumber)), row => row.Open))],
        };
    }

    /// <summary>Both together.</summary>
    public MilestoneStanding Plus(MilestoneStanding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Deliveries = Deliveries + other.Deliveries,
            Delivered = Delivered + other.Delivered,
            Behind = Behind + other.Behind,
            Due = Due + other.Due,
            InTime = InTime + other.InTime,
            Retained = Retained + other.Retained,
            Late = [.. Late.Zip(other.Late, (one, more) => one + more)],
        };
    }

    private static Money Sum(IEnumerable<MilestoneFacts> milestones, Func<MilestoneFacts, Money> amount) => new(milestones.Sum(row => amount(row).Minor));
}
