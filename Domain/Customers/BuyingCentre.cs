using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>决策链: who takes part in the customer's decision on one opportunity; changed as a whole, so that two who draw lines at once can't make a ring.</summary>
public sealed class BuyingCentre
{
    /// <summary>More people than this decide on nothing.</summary>
    public const int Most = 60;

    /// <summary>So many levels from the top to the bottom.</summary>
    public const int Deepest = 12;

    private readonly List<BuyingCentreMember> _members = [];

    public BuyingCentre(long opportunityId, long customerId)
        : this()
    {
        (OpportunityId, CustomerId) = (opportunityId, customerId);
    }

    private BuyingCentre()
    {
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>How the customer buys; null while that is not known.</summary>
    public ProcurementMode? Procurement { get; private set; }

    public int Version { get; private set; }

    /// <summary>With those who left it.</summary>
    public IReadOnlyList<BuyingCentreMember> Members => _members;

    public IEnumerable<BuyingCentreMember> Present => _members.Where(member => member.LeftAt is null);

    /// <summary>Somebody of the customer takes part, or takes part in another way than before.</summary>
    /// <param name="attitude">Null: not known yet.</param>
    /// <param name="evidence">What the attitude is concluded from.</param>
    public BuyingCentreMember Place(Contact contact, MemberFacts facts, int? attitude, string? evidence, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(facts);
        CanPlace(contact, facts).ThrowIfRefused();
        var member = Of(contact.Id);
        if (member is null)
        {
            member = new BuyingCentreMember(contact.Id);
            _members.Add(member);
        }

        member.Take(facts, stamp);
        member.Feel(attitude, evidence, stamp);
        Version++;
        return member;
    }

    public Refusal? CanPlace(Contact contact, MemberFacts facts)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(facts);
        return contact.ArchivedAt is not null ? new Refusal("ContactIsArchived", contact.Name)
            : contact.CustomerId != CustomerId ? new Refusal("ContactOfAnother", contact.Name)
            : facts.Influence is < 1 or > 5 ? new Refusal("InfluenceOutOfRange")
            : Present.Count(member => member.ContactId != contact.Id) >= Most ? new Refusal("BuyingCentreIsFull", Most)
            : facts.ReportsToId is { } boss ? CanReport(contact, boss)
            : null;
    }

    /// <summary>He takes no part any more; what was known of him stays, and who reported to him reports to nobody.</summary>
    public void Leave(long contactId, Stamp stamp)
    {
        var member = Present.SingleOrDefault(one => one.ContactId == contactId) ?? throw new RuleBroken(new Refusal("NotInBuyingCentre"));
        member.Leave(stamp);
        foreach (var below in Present.Where(one => one.ReportsToId == contactId))
        {
            below.ReportToNobody();
        }

        Version++;
    }

    public void BuyBy(ProcurementMode? procurement)
    {
        Procurement = procurement;
        Version++;
    }

    private BuyingCentreMember? Of(long contactId) => _members.SingleOrDefault(member => member.ContactId == contactId);

    private Refusal? CanReport(Contact contact, long bossId)
    {
        var lines = Present.ToDictionary(member => member.ContactId, member => member.ReportsToId);
        if (bossId != contact.Id && !lines.ContainsKey(bossId))
        {
            return new Refusal("NotInBuyingCentre");
        }

        lines[contact.Id] = bossId;
        return ReportingLines.HasRing(lines) ? new Refusal("ReportsInARing", contact.Name)
            : ReportingLines.Depth(lines) > Deepest ? new Refusal("ReportsTooDeep", Deepest)
            : null;
    }
}

/// <summary>What somebody is in the decision on one opportunity.</summary>
/// <param name="Influence">1 to 5.</param>
/// <param name="HolderId">The colleague who holds the relation; null while nobody does.</param>
/// <param name="ReportsToId">The contact whom he reports to, another member.</param>
public sealed record MemberFacts(BuyingRole Role, int Influence, long? HolderId, long? ReportsToId);
