namespace SiCrm.Domain.Customers;

/// <summary>Where a contact worked before: a row for each employer that he left; the present one is the contact's own.</summary>
public sealed class ContactEmployment
{
    internal ContactEmployment()
    {
    }

    public long Id { get; private set; }

    public long ContactId { get; private set; }

    public long CustomerId { get; internal init; }

    public string? Position { get; internal init; }

    public string? Department { get; internal init; }

    /// <summary>Null: since before we knew him.</summary>
    public DateOnly? From { get; internal init; }

    public DateOnly Until { get; internal init; }

    public DateTime At { get; internal init; }

    public long? ActorId { get; internal init; }
}
