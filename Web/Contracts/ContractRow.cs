using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Contracts;

/// <summary>A contract as its list and its export show it.</summary>
public sealed record ContractRow
{
    public long Id { get; init; }

    public string? Number { get; init; }

    public required string Name { get; init; }

    public long CustomerId { get; init; }

    public required string Customer { get; init; }

    public long? CustomerOwnerId { get; init; }

    public ContractStatus Status { get; init; }

    public DateOnly? SignedOn { get; init; }

    public DateTime CreatedAt { get; init; }

    public Money AmountInTax { get; init; }

    public int DeliveredBasisPoints { get; init; }

    public Money Invoiced { get; init; }

    public Money Received { get; init; }

    public DateOnly? PaymentDueOn { get; init; }

    public long? OwnerId { get; init; }

    public long? ProjectManagerId { get; init; }

    public long? RegionId { get; init; }

    /// <summary>Its name without the customer's, which most begin with.</summary>
    public string OwnName => Name.StartsWith(Customer, StringComparison.Ordinal) && Name.Length > Customer.Length ? Name[Customer.Length..].TrimStart() : Name;

    public Money Lapsed { get; init; }

    public Money Outstanding => Status == ContractStatus.Discarded ? Money.Zero : AmountInTax - Received - Lapsed;

    public bool IsOverdue(DateOnly today) => SignedOn is not null && PaymentDueOn < today;
}
