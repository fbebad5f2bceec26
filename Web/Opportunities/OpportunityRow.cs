using AutoMapper;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Opportunities;

/// <summary>An opportunity as lists and the board show it.</summary>
public sealed record OpportunityRow
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public long CustomerId { get; init; }

    public string? CustomerName { get; init; }

    public long? CustomerOwnerId { get; init; }

    public int StageId { get; init; }

    public DateTime StageSince { get; init; }

    public OpportunityState State { get; init; }

    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public int Slips { get; init; }

    public bool IsHeld { get; init; }

    public string? NextStep { get; init; }

    public DateOnly? NextDueOn { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public DateTime CreatedAt { get; init; }

    public int Version { get; init; }
}

public sealed class OpportunityRowProfile : Profile
{
    public OpportunityRowProfile()
    {
        var seesAmount = false;
        CreateMap<Opportunity, OpportunityRow>()
            .ForMember(row => row.Amount, to => to.MapFrom(opportunity => seesAmount ? opportunity.Amount : null));
    }
}
