using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Continuity;

/// <summary>A customer's score as the last night found it, with what it was a month before.</summary>
public sealed class CustomerContinuity
{
    public CustomerContinuity(long customerId) => CustomerId = customerId;

    private CustomerContinuity()
    {
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>The customer's, for the scope and the lists.</summary>
    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public long? RegionId { get; private set; }

    public int Score { get; private set; }

    public int SecondColleague { get; private set; }

    public int SharedTouches { get; private set; }

    public int NextDate { get; private set; }

    public int Deputy { get; private set; }

    public int Knowledge { get; private set; }

    public DateTime At { get; private set; }

    public ContinuityScore Parts => new(SecondColleague, SharedTouches, NextDate, Deputy, Knowledge);

    /// <summary>Says whether anything is another than before.</summary>
    public bool Become(ContinuityScore score, CareHolder holder, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(score);
        var isSame = Id != 0 && Parts == score && holder == new CareHolder(OwnerId, TeamId, RegionId);
        (Score, SecondColleague, SharedTouches) = (score.Total, score.SecondColleague, score.SharedTouches);
        (NextDate, Deputy, Knowledge, At) = (score.NextDate, score.Deputy, score.Knowledge, stamp.At);
        (OwnerId, TeamId, RegionId) = holder;
        return !isSame;
    }
}

/// <summary>Whose customer it is.</summary>
public readonly record struct CareHolder(long? OwnerId, long? TeamId, long? RegionId);

/// <summary>The score of a customer from one week on, until a later row.</summary>
/// <param name="weekOn">The week's Monday.</param>
public sealed class ContinuityWeek(long customerId, DateOnly weekOn, int score)
{
    public long Id { get; private set; }

    public long CustomerId { get; private set; } = customerId;

    public DateOnly WeekOn { get; private set; } = weekOn;

    public int Score { get; private set; } = score;

    public void Become(int score) => Score = score;
}

/// <summary>What an owner's customers came to in one week.</summary>
public sealed class ContinuityOwnerWeek(long ownerId, long? teamId, long? regionId, DateOnly weekOn, int customers, int weak, long total)
{
    public long Id { get; private set; }

    public long OwnerId { get; private set; } = ownerId;

    public long? TeamId { get; private set; } = teamId;

    public long? RegionId { get; private set; } = regionId;

    public DateOnly WeekOn { get; private set; } = weekOn;

    public int Customers { get; private set; } = customers;

    public int Weak { get; private set; } = weak;

    /// <summary>The sum of the scores.</summary>
    public long Total { get; private set; } = total;
}
