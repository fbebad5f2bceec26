using AutoMapper;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Opportunities.Record;

/// <summary>An opportunity as its page shows it.</summary>
public sealed record OpportunityDetail
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public long? CustomerId { get; init; }

    public string? CustomerName { get; init; }

    public long? ContactId { get; init; }

    public string? ContactName { get; init; }

    public long? LeadId { get; init; }

    public int StageId { get; init; }

    public DateTime StageSince { get; init; }

    public OpportunityState State { get; init; }

    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public DateOnly? FirstExpectedOn { get; init; }

    public int Slips { get; init; }

    public bool IsHeld { get; init; }

    public int? Called { get; init; }

    public string? NextStep { get; init; }

    public DateOnly? NextDueOn { get; init; }

    public DateTime? LastActivityAt { get; init; }

    public string? Need { get; init; }

    public string? Source { get; init; }

    public long? ProductId { get; init; }

    public CustomerBudgetState BudgetState { get; init; }

    public Money? BudgetAmount { get; init; }

    public string? BudgetSource { get; init; }

    public bool IsStrategic { get; init; }

    public DateTime? QualifiedAt { get; init; }

    public DateTime? InitiatedAt { get; init; }

    public DateTime? ClosedAt { get; init; }

    public CloseReason? CloseReason { get; init; }

    public string? CloseCompetitor { get; init; }

    public string? Lessons { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? ArchivedAt { get; init; }

    public int Version { get; init; }

    public bool IsOpen => State == OpportunityState.Open;

    /// <summary>Of one that is loaded, as far as the viewer sees it.</summary>
    public static OpportunityDetail Of(IMapper mapper, Opportunity opportunity, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentNullException.ThrowIfNull(viewer);
        var detail = mapper.Map<OpportunityDetail>(opportunity);
        return viewer.Sees(SensitiveField.Amount)
            ? detail with { Amount = opportunity.Amount, BudgetAmount = opportunity.BudgetAmount }
            : detail with { Amount = null, BudgetAmount = null };
    }
}

public sealed class OpportunityDetailProfile : Profile
{
    public OpportunityDetailProfile()
    {
        var seesAmount = false;
        CreateMap<Opportunity, OpportunityDetail>()
            .ForMember(row => row.Amount, to => to.MapFrom(opportunity => seesAmount ? opportunity.Amount : null))
            .ForMember(row => row.BudgetAmount, to => to.MapFrom(opportunity => seesAmount ? opportunity.BudgetAmount : null));
    }
}
