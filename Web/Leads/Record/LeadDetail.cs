using AutoMapper;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Leads.Record;

/// <summary>A lead as its own page shows it.</summary>
public sealed record LeadDetail
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public required string Company { get; init; }

    public string? ContactName { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public LeadChannel Channel { get; init; }

    public string? Campaign { get; init; }

    public long? RegionId { get; init; }

    public string? Industry { get; init; }

    public string? Need { get; init; }

    public string? Products { get; init; }

    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public int? Score { get; init; }

    public long? ReferredById { get; init; }

    public LeadStatus Status { get; init; }

    public DateTime StatusSince { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public DateTime? AssignedAt { get; init; }

    public DateTime? FirstContactAt { get; init; }

    public DateTime? LastActivityAt { get; init; }

    public string? NextAction { get; init; }

    public DateOnly? NextDueOn { get; init; }

    public DateTime? ReclaimDueAt { get; init; }

    public ReclaimRule? ReclaimRule { get; init; }

    public DateOnly? ExemptUntil { get; init; }

    public string? ExemptReason { get; init; }

    public long? OpportunityId { get; init; }

    public DateTime? ArchivedAt { get; init; }

    public DateTime CapturedAt { get; init; }

    public long? CapturedById { get; init; }

    public LeadOrigin Origin { get; init; }

    public int Version { get; init; }

    public bool IsOpen => Status.IsOpen();

    /// <summary>Of a lead that is loaded already.</summary>
    public static LeadDetail Of(IMapper mapper, Lead lead, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentNullException.ThrowIfNull(lead);
        return mapper.Map<LeadDetail>(lead) with
        {
            Amount = viewer.See(SensitiveField.Amount, lead.Amount),
            Phone = viewer.See(SensitiveField.PersonalPhone, lead.Phone),
        };
    }
}

public sealed class LeadDetailProfile : Profile
{
    public LeadDetailProfile()
    {
        var (seesAmount, seesPhone) = (false, false);
        CreateMap<Lead, LeadDetail>()
            .ForMember(row => row.Amount, to => to.MapFrom(lead => seesAmount ? lead.Amount : null))
            .ForMember(row => row.Phone, to => to.MapFrom(lead => seesPhone ? lead.Phone : null));
    }
}
