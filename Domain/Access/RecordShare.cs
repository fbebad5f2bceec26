using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access;

public enum ShareKind
{
    /// <summary>共享: this record, and nothing that hangs on it but a customer's contacts.</summary>
    Share,

    /// <summary>团队成员: works on it; a customer's team also sees its contacts, leads and opportunities.</summary>
    Team,
}

public enum ShareLevel
{
    Read,
    Write,
}

/// <summary>Which record is shared, and whose it is.</summary>
public sealed record SharedRecord(RecordType Type, long Id, string Name, long? OwnerId, long? TeamId, long? RegionId)
{
    /// <summary>The customer that it hangs on; null for one that hangs on none, and for a customer.</summary>
    public long? CustomerId { get; init; }

    /// <summary>That customer's name.</summary>
    public string? Customer { get; init; }

    /// <summary>Of a contract.</summary>
    public long? ProjectManagerId { get; init; }

    public bool IsManagedBy(Viewer viewer) => ProjectManagerId is not null && ProjectManagerId == viewer?.PersonId;

    /// <summary>For whom the viewer stands in: its owner, or its project manager where his word is enough.</summary>
    public Covering? CoveredIn(Viewer viewer, AccessAction action) => viewer?.Covered.FirstOrDefault(covering => covering.AwayId == OwnerId
        || (covering.AwayId == ProjectManagerId && action is AccessAction.Read or AccessAction.Export));
}

/// <summary>What is agreed on.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null: until it is ended.</param>
public sealed record ShareTerms(ShareKind Kind, ShareLevel Level, DateOnly From, DateOnly? Until, string? Reason)
{
    public AccessAction Action => Level == ShareLevel.Write ? AccessAction.Write : AccessAction.Read;
}

/// <summary>A record opened to a colleague beyond his scope, as far as his roles may do such a thing at all (product text, section 2).</summary>
public sealed class RecordShare
{
    public const int ReasonLength = 200;

    /// <exception cref="RuleBroken">See <see cref="Refuse"/>.</exception>
    public RecordShare(SharedRecord record, Person person, Viewer giver, ShareTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(terms);
        Refuse(record, person, giver, terms, stamp.Today).ThrowIfRefused();
        (Type, RecordId, PersonId, Kind, Level) = (record.Type, record.Id, person.Id, terms.Kind, terms.Level);
        (FromOn, UntilOn, Reason) = (terms.From, terms.Until, PlainText.Line(terms.Reason));
        (GivenById, GivenAt) = (stamp.ActorId, stamp.At);
    }

    private RecordShare()
    {
    }

    public long Id { get; private set; }

    public RecordType Type { get; private set; }

    public long RecordId { get; private set; }

    public long PersonId { get; private set; }

    public ShareKind Kind { get; private set; }

    public ShareLevel Level { get; private set; }

    public DateOnly FromOn { get; private set; }

    /// <summary>The last day; null: until it is ended.</summary>
    public DateOnly? UntilOn { get; private set; }

    public string? Reason { get; private set; }

    public long? GivenById { get; private set; }

    public DateTime GivenAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public long? EndedById { get; private set; }

    /// <summary>Nobody gives what he has by a share only: his own scope has to cover the record.</summary>
    public static Refusal? Refuse(SharedRecord record, Person person, Viewer giver, ShareTerms terms, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(giver);
        ArgumentNullException.ThrowIfNull(terms);
        return !giver.ReachOf(record.Type, terms.Action).Covers(record.OwnerId, record.TeamId, record.RegionId) ? new Refusal("ShareBeyondOwnRight", record.Name)
            : person.Id == giver.PersonId ? new Refusal("ShareToOneself")
            : person.Id == record.OwnerId ? new Refusal("ShareToOwner", person.Name)
            : !person.IsActive(today) ? new Refusal("ShareToInactive", person.Name)
            : giver.Matrix.ScopeOf(person.Roles, record.Type, terms.Action) == Scope.None ? new Refusal("ShareBeyondRole", person.Name)
            : terms.Until < terms.From ? new Refusal("ShareEndsBeforeStart")
            : terms.Until < today ? new Refusal("ShareIsOver")
            : null;
    }

    public bool IsLive(DateOnly today) => EndedAt is null && FromOn <= today && (UntilOn is null || UntilOn >= today);

    public bool IsOver(DateOnly today) => EndedAt is not null || UntilOn < today;

    /// <exception cref="RuleBroken">It is over already.</exception>
    public void End(Stamp stamp)
    {
        (EndedAt is null ? null : new Refusal("ShareHasEnded")).ThrowIfRefused();
        (EndedAt, EndedById) = (stamp.At, stamp.ActorId);
    }
}
