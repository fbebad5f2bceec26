using AutoMapper;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Leads;

/// <summary>A lead as lists and exports show it.</summary>
public sealed record LeadRow
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public required string Company { get; init; }

    /// <summary>What the order by company goes by.</summary>
    public required string CompanyKey { get; init; }

    public string? ContactName { get; init; }

    public LeadStatus Status { get; init; }

    public DateTime StatusSince { get; init; }

    public DateTime CapturedAt { get; init; }

    public LeadChannel Channel { get; init; }

    public string? Campaign { get; init; }

    public string? Industry { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public int? Score { get; init; }

    public string? NextAction { get; init; }

    public DateOnly? NextDueOn { get; init; }

    public DateTime? ReclaimDueAt { get; init; }

    public int Version { get; init; }
}

public sealed class LeadRowProfile : Profile
{
    public LeadRowProfile()
    {
        var seesAmount = false;
        CreateMap<Lead, LeadRow>().ForMember(row => row.Amount, to => to.MapFrom(lead => seesAmount ? lead.Amount : null));
    }
}
