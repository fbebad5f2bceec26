using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access.Covers;

/// <summary>What is agreed on for somebody's absence.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; it ends by itself.</param>
public sealed record CoverTerms(DateOnly From, DateOnly Until, string? Reason);

/// <summary>代管: while somebody is away, a colleague sees and works with what he owns, as far as the colleague's own roles may do such a thing at all.</summary>
public sealed class Cover
{
    public const int ReasonLength = 200;

    /// <summary>Who is away longer hands over.</summary>
    public const int MostDays = 92;

    /// <exception cref="RuleBroken">See <see cref="Refuse"/>.</exception>
    public Cover(Person away, Person deputy, CoverTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(away);
        ArgumentNullException.ThrowIfNull(deputy);
        ArgumentNullException.ThrowIfNull(terms);
        Refuse(away, deputy, terms, stamp.Today).ThrowIfRefused();
        (AwayId, DeputyId, FromOn, UntilOn, Reason) = (away.Id, deputy.Id, terms.From, terms.Until, PlainText.Line(terms.Reason));
        (CreatedById, CreatedAt) = (stamp.ActorId, stamp.At);
    }

    private Cover()
    {
    }

    public long Id { get; private set; }

    public long AwayId { get; private set; }

    public long DeputyId { get; private set; }

    public DateOnly FromOn { get; private set; }

    public DateOnly UntilOn { get; private set; }

    public string? Reason { get; private set; }

    public long? CreatedById { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public long? EndedById { get; private set; }

    public static Refusal? Refuse(Person away, Person deputy, CoverTerms terms, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(away);
        ArgumentNullException.ThrowIfNull(deputy);
        ArgumentNullException.ThrowIfNull(terms);
        return away.Id == deputy.Id ? new Refusal("CoverOfOneself", away.Name)
            : !deputy.IsActive(today) ? new Refusal("CoverByInactive", deputy.Name)
            : terms.Until < terms.From ? new Refusal("CoverEndsBeforeStart")
            : terms.Until < today ? new Refusal("CoverIsOver")
            : terms.Until > terms.From.AddDays(MostDays - 1) ? new Refusal("CoverTooLong", MostDays)
            : null;
    }

    public bool IsLive(DateOnly today) => EndedAt is null && FromOn <= today && UntilOn >= today;

    public bool IsOver(DateOnly today) => EndedAt is not null || UntilOn < today;

    /// <summary>Before its last day: he is back, or somebody else takes over.</summary>
    /// <exception cref="RuleBroken">It is over already.</exception>
    public void End(Stamp stamp)
    {
        (IsOver(stamp.Today) ? new Refusal("CoverHasEnded") : null).ThrowIfRefused();
        (EndedAt, EndedById) = (stamp.At, stamp.ActorId);
    }
}
