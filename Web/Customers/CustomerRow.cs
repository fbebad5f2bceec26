using AutoMapper;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers;

/// <summary>A customer as lists and exports show it.</summary>
public sealed record CustomerRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What the order by name goes by.</summary>
    public required string NameKey { get; init; }

    public string? ShortName { get; init; }

    public string? CreditCode { get; init; }

    public CustomerStatus Status { get; init; }

    public DateTime StatusSince { get; init; }

    public required string Category { get; init; }

    public CustomerTier? Tier { get; init; }

    public string? Industry { get; init; }

    public string? Source { get; init; }

    public string? Phone { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public int OpenOpportunities { get; init; }

    public DateTime? LastTouchAt { get; init; }

    public DateTime CreatedAt { get; init; }
}

public sealed class CustomerRowProfile : Profile
{
    public CustomerRowProfile()
    {
        CreateMap<Customer, CustomerRow>();
    }
}
