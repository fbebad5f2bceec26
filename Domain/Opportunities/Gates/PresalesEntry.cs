using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

/// <summary>What was done or spent.</summary>
/// <param name="PersonId">Who worked, or spent it.</param>
/// <param name="Minutes">Of person-days; otherwise 0.</param>
/// <param name="Rate">Of one person-day.</param>
/// <param name="Amount">Of what is no person-days.</param>
public sealed record PresalesWork(long PersonId, PresalesKind Kind, DateOnly On, int Minutes, Money Rate, Money Amount, string? Words)
{
    public const int DayMinutes = 8 * 60;
    public const int MostMinutes = 24 * 60;

    /// <summary>How long work is, as people round it.</summary>
    public static readonly IReadOnlyList<int> Usual = [30, 60, 120, 240, 480];

    public Money Cost => Kind == PresalesKind.PersonDays
        ? new Money((long)Math.Round(Rate.Minor * (decimal)Minutes / DayMinutes, MidpointRounding.AwayFromZero)) : Amount;
}

/// <summary>售前记录: one line of the presales ledger of an opportunity. Nothing is taken out of it: what was wrong is taken back by a second line.</summary>
public sealed class PresalesEntry
{
    public const int WordsLength = 500;

    internal PresalesEntry(Initiation initiation, PresalesWork work, Stamp stamp)
    {
        (OpportunityId, InitiationId) = (initiation.OpportunityId, initiation.Id);
        (PersonId, Kind, On, Minutes, Rate, Amount) = (work.PersonId, work.Kind, work.On, work.Minutes, work.Rate, work.Cost);
        (Words, ById, At) = (PlainText.Line(work.Words), stamp.ActorId, stamp.At);
    }

    private PresalesEntry()
    {
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    /// <summary>The application that was in force.</summary>
    public long InitiationId { get; private set; }

    public long PersonId { get; private set; }

    public PresalesKind Kind { get; private set; }

    public DateOnly On { get; private set; }

    /// <summary>Below zero for a line that takes another one back, as the amount.</summary>
    public int Minutes { get; private set; }

    public Money Rate { get; private set; }

    public Money Amount { get; private set; }

    public string? Words { get; private set; }

    public long? ById { get; private set; }

    public DateTime At { get; private set; }

    /// <summary>The line that this one takes back.</summary>
    public long? ReversesId { get; private set; }

    /// <summary>When another line took it back.</summary>
    public DateTime? TakenBackAt { get; private set; }

    public bool CanBeTakenBack => ReversesId is null && TakenBackAt is null;

    internal PresalesEntry Reverse(Initiation initiation, string? why, Stamp stamp)
    {
        (CanBeTakenBack ? null : new Refusal("EntryTakenBack")).ThrowIfRefused();
        TakenBackAt = stamp.At;
        return new PresalesEntry
        {
            OpportunityId = OpportunityId,
            InitiationId = initiation.Id,
            PersonId = PersonId,
            Kind = Kind,
            On = On,
            Minutes = -Minutes,
            Rate = Rate,
            Amount = -Amount,
            Words = PlainText.Line(why),
            ById = stamp.ActorId,
            At = stamp.At,
            ReversesId = Id,
        };
    }
}
