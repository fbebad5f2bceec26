namespace SiCrm.Domain.Leads;

public enum LeadStatus
{
    New,
    Qualified,
    Assigned,
    Working,
    Converted,
    Reclaimed,
    Disqualified,
}

public enum LeadChannel
{
    Phone,
    Website,
    Event,
    Referral,
    ExistingCustomer,
    Partner,
    Other,
}

public static class LeadStatuses
{
    /// <summary>The statuses of an open lead: not Converted, not Disqualified (product text, section 4).</summary>
    public static readonly IReadOnlyList<LeadStatus> Open =
        [LeadStatus.New, LeadStatus.Qualified, LeadStatus.Assigned, LeadStatus.Working, LeadStatus.Reclaimed];

    public static bool IsOpen(this LeadStatus status) => status is not (LeadStatus.Converted or LeadStatus.Disqualified);

    /// <summary>A transition to a higher rank is a promotion 升迁; a disqualified lead has none (section 4).</summary>
    public static int? Rank(this LeadStatus status) => status switch
    {
        LeadStatus.New => 0,
        LeadStatus.Qualified or LeadStatus.Reclaimed => 1,
        LeadStatus.Assigned => 2,
        LeadStatus.Working => 3,
        LeadStatus.Converted => 4,
        _ => null,
    };

    public static bool IsPromotion(LeadStatus from, LeadStatus to) => to.Rank() > from.Rank();
}
