using AutoMapper;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Record;

/// <summary>A contact as the customer's page lists it: what everybody may know who sees the customer.</summary>
public sealed record ContactRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public string? Position { get; init; }

    public string? Department { get; init; }

    public string? OfficePhone { get; init; }

    public string? Email { get; init; }

    public bool IsKey { get; init; }

    public DateTime? LastTouchAt { get; init; }
}

public sealed class ContactRowProfile : Profile
{
    public ContactRowProfile()
    {
        CreateMap<Contact, ContactRow>();
    }
}
