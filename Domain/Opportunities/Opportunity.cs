using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>商机. So far the record that a converted lead becomes (product text, section 5).</summary>
public sealed class Opportunity
{
    public Opportunity(string number, string name, Customer customer, Contact? contact, long? leadId, Money? amount, DateOnly? expectedOn,
        long? ownerId, long? teamId, Stamp stamp)
    {
        (Number, Name, Customer, Contact, LeadId) = (number, name, customer, contact, leadId);
        (Amount, ExpectedOn, OwnerId, TeamId, CreatedAt) = (amount, expectedOn, ownerId, teamId, stamp.At);
    }

    private Opportunity()
    {
        Number = Name = null!;
        Customer = null!;
    }

    public long Id { get; private set; }

    public string Number { get; private set; }

    public string Name { get; private set; }

    public long CustomerId { get; private set; }

    public Customer Customer { get; private set; }

    public long? ContactId { get; private set; }

    public Contact? Contact { get; private set; }

    /// <summary>The lead that it came from.</summary>
    public long? LeadId { get; private set; }

    public Money? Amount { get; private set; }

    public DateOnly? ExpectedOn { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Somebody else answers for it; the hand-over keeps who had it before.</summary>
    public void HandOverTo(long? ownerId, long? teamId)
    {
        (OwnerId, TeamId) = (ownerId, teamId);
        Version++;
    }

    /// <summary>Names the lead once the database has numbered it.</summary>
    public void CameFrom(long leadId) => LeadId = leadId;
}
