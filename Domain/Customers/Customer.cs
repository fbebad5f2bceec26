using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>客户: a company that we sell to, an asset of ours and nobody's private property (product text, section 3).</summary>
public sealed partial class Customer
{
    private readonly List<Contact> _contacts = [];
    private readonly List<CustomerEvent> _history = [];
    private readonly List<CustomerChange> _changes = [];

    /// <summary>A new customer is a prospect 潜在.</summary>
    /// <param name="ownerId">Who answers for it; null while nobody does.</param>
    /// <param name="teamId">The owner's team.</param>
    /// <param name="createdAt">When it became known; differs from the stamp for imported customers.</param>
    public Customer(CustomerFacts facts, long? ownerId, long? teamId, Stamp stamp, CustomerOrigin origin, DateTime? createdAt = null, long? importId = null)
        : this()
    {
        ArgumentNullException.ThrowIfNull(facts);
        (OwnerId, TeamId, Origin, CreatedById, ImportId) = (ownerId, teamId, origin, stamp.ActorId, importId);
        CreatedAt = StatusSince = createdAt ?? stamp.At;
        Describe(facts.Cleaned());
        Record(CustomerEventKind.Created, stamp with { At = CreatedAt }, () => { });
    }

    private Customer()
    {
        Name = NameKey = PhoneKey = WebDomain = SearchText = "";
        Category = CategoryScheme.General;
    }

    public long Id { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    public CustomerOrigin Origin { get; private set; }

    public long? ImportId { get; private set; }

    public long? OwnerId { get; private set; }

    /// <summary>The owner's team; null while unowned.</summary>
    public long? TeamId { get; private set; }

    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Number of history rows; the last one's <see cref="CustomerEvent.Seq"/>.</summary>
    public int Events { get; private set; }

    /// <summary>Concurrency token: raised with every change of the customer itself; contacts have their own.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Contact> Contacts => _contacts;

    public IReadOnlyList<CustomerEvent> History => _history;

    public IReadOnlyList<CustomerChange> Changes => _changes;

    /// <summary>Somebody else answers for it from now on. The contacts, loaded with it, go along.</summary>
    /// <exception cref="RuleBroken">It is archived, or has this owner already.</exception>
    public void HandOverTo(long? ownerId, long? teamId, string? reason, Stamp stamp)
    {
        CanHandOverTo(ownerId).ThrowIfRefused();
        Record(CustomerEventKind.HandedOver, stamp, () => Belong(ownerId, teamId), reason: reason);
    }

    public Refusal? CanHandOverTo(long? ownerId) =>
        ArchivedAt is not null ? new Refusal("CustomerIsArchived", Name)
        : ownerId == OwnerId ? new Refusal("CustomerHasThisOwner", Name)
        : null;

    /// <summary>Its owner changed team; access follows.</summary>
    public void FollowOwner(long? teamId, Stamp stamp) => Record(CustomerEventKind.TeamChanged, stamp, () => Belong(OwnerId, teamId));

    /// <summary>归档: out of every list; restorable for 30 days.</summary>
    public void Archive(string? reason, Stamp stamp)
    {
        RefuseArchived();
        Record(CustomerEventKind.Archived, stamp, () => ArchivedAt = stamp.At, reason: reason);
    }

    public void Restore(Stamp stamp)
    {
        (ArchivedAt is null ? new Refusal("CustomerIsNotArchived", Name)
            : MergedIntoId is not null ? new Refusal("CustomerIsMerged", Name) : null).ThrowIfRefused();
        Record(CustomerEventKind.Restored, stamp, () => ArchivedAt = null);
    }

    internal void RefuseArchived() => (ArchivedAt is null ? null : new Refusal("CustomerIsArchived", Name)).ThrowIfRefused();

    private void Belong(long? ownerId, long? teamId)
    {
        (OwnerId, TeamId) = (ownerId, ownerId is null ? null : teamId);
        _contacts.ForEach(contact => contact.Follow(this));
    }

    private void Record(CustomerEventKind kind, Stamp stamp, Action change, CustomerCause? cause = null, long? relatedId = null, string? reason = null)
    {
        var (status, owner, team) = (Status, OwnerId, TeamId);
        change();
        _history.Add(new CustomerEvent
        {
            Seq = ++Events, At = stamp.At, Kind = kind, FromStatus = status, ToStatus = Status, FromOwnerId = owner, ToOwnerId = OwnerId,
            FromTeamId = team, ToTeamId = TeamId, Cause = cause, RelatedId = relatedId, ActorId = stamp.ActorId, Reason = PlainText.Lines(reason),
        });
        Version++;
    }
}
