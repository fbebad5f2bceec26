using AutoMapper;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Opportunities;

/// <summary>An opportunity as its list and its page show it.</summary>
public sealed record OpportunityRow
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public long? CustomerId { get; init; }

    public string? CustomerName { get; init; }

    public string? ContactName { get; init; }

    public string? ContactPhone { get; init; }

    public string? ContactEmail { get; init; }

    public long? LeadId { get; init; }

    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public long? OwnerId { get; init; }

    public DateTime CreatedAt { get; init; }
}

public sealed class OpportunityProfile : Profile
{
    public OpportunityProfile()
    {
        var (seesAmount, seesPhone) = (false, false);
        CreateMap<Opportunity, OpportunityRow>()
            .ForMember(row => row.Amount, to => to.MapFrom(opportunity => seesAmount ? opportunity.Amount : null))
            .ForMember(row => row.ContactPhone, to => to.MapFrom(opportunity => seesPhone && opportunity.Contact != null ? opportunity.Contact.Phone : null));
    }
}
