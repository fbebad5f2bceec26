namespace SiCrm.Domain.Customers;

/// <summary>One row of a customer's append-only history: who owns it, where it stands, what it belongs to.</summary>
public sealed class CustomerEvent
{
    internal CustomerEvent()
    {
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>Position in the customer's history, from 1; orders events of the same instant.</summary>
    public int Seq { get; internal init; }

    public DateTime At { get; internal init; }

    public CustomerEventKind Kind { get; internal init; }

    public CustomerStatus FromStatus { get; internal init; }

    public CustomerStatus ToStatus { get; internal init; }

    public long? FromOwnerId { get; internal init; }

    public long? ToOwnerId { get; internal init; }

    public long? FromTeamId { get; internal init; }

    public long? ToTeamId { get; internal init; }

    /// <summary>For a change of status.</summary>
    public CustomerCause? Cause { get; internal init; }

    /// <summary>The opportunity, contract, parent or merged customer that it is about.</summary>
    public long? RelatedId { get; internal init; }

    public long? ActorId { get; internal init; }

    public string? Reason { get; internal init; }
}
