using AutoMapper;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Record;

/// <summary>A customer as its own page shows it.</summary>
public sealed record CustomerDetail
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public required string NameKey { get; init; }

    public string? ShortName { get; init; }

    public string? CreditCode { get; init; }

    public long? RegionId { get; init; }

    public string? Industry { get; init; }

    public required string Category { get; init; }

    public CustomerTier? Tier { get; init; }

    public string? Source { get; init; }

    public long? ReferredById { get; init; }

    public int? EconomicStrength { get; init; }

    public ItMaturity? ItMaturity { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    public string? Addresses { get; init; }

    public string? Note { get; init; }

    public long? ParentId { get; init; }

    public CustomerStatus Status { get; init; }

    public DateTime StatusSince { get; init; }

    public CustomerStatus Standing { get; init; }

    /// <summary>Why the status is what it is; null while it never changed.</summary>
    public CustomerCause? Cause { get; init; }

    /// <summary>What somebody said when he changed it.</summary>
    public string? CauseReason { get; init; }

    public int OpenOpportunities { get; init; }

    public DateTime? LastTouchAt { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public DateTime? ArchivedAt { get; init; }

    /// <summary>What became of it, where it is not only archived.</summary>
    public long? MergedIntoId { get; init; }

    public DateTime CreatedAt { get; init; }

    public long? CreatedById { get; init; }

    public CustomerOrigin Origin { get; init; }

    public int Version { get; init; }
}

public sealed class CustomerDetailProfile : Profile
{
    public CustomerDetailProfile()
    {
        CreateMap<Customer, CustomerDetail>()
            .ForMember(detail => detail.Cause, member => member.MapFrom(customer => customer.History
                .Where(row => row.Kind == CustomerEventKind.StatusChanged).OrderByDescending(row => row.Seq).Select(row => row.Cause).FirstOrDefault()))
            .ForMember(detail => detail.CauseReason, member => member.MapFrom(customer => customer.History
                .Where(row => row.Kind == CustomerEventKind.StatusChanged).OrderByDescending(row => row.Seq).Select(row => row.Reason).FirstOrDefault()));
    }
}
