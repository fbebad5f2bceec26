namespace SiCrm.Domain.Contracts;

/// <summary>How far a contract is (product text, section 6).</summary>
public enum ContractStatus
{
    Draft,
    Signed,
    InProgress,
    Delivered,
    Closed,
    Terminated,
}

/// <summary>The one table of a contract's ways: from which status to which.</summary>
public static class ContractFlow
{
    private static readonly Dictionary<ContractStatus, ContractStatus[]> Ways = new()
    {
        [ContractStatus.Draft] = [ContractStatus.Signed],
        [ContractStatus.Signed] = [ContractStatus.InProgress, ContractStatus.Terminated],
        [ContractStatus.InProgress] = [ContractStatus.Delivered, ContractStatus.Terminated],
        [ContractStatus.Delivered] = [ContractStatus.Closed, ContractStatus.Terminated],
        [ContractStatus.Closed] = [],
        [ContractStatus.Terminated] = [],
    };

    public static IReadOnlyList<ContractStatus> From(ContractStatus status) => Ways[status];

    public static bool Leads(this ContractStatus from, ContractStatus to) => Ways[from].Contains(to);

    /// <summary>Signed, and neither closed nor terminated.</summary>
    public static bool IsLive(this ContractStatus status) => status is ContractStatus.Signed or ContractStatus.InProgress or ContractStatus.Delivered;

    public static bool IsSigned(this ContractStatus status) => status != ContractStatus.Draft;
}

public enum CostKind
{
    Purchase,
    Labour,
    Travel,
    Subcontract,
    Other,
}

public enum MilestoneKind
{
    Delivery,
    Payment,
}

public enum ContractEventKind
{
    Drafted,
    Edited,
    Signed,
    Started,
    Delivered,
    Closed,
    Terminated,
    Amended,
    MilestoneDone,
    MilestoneMoved,
    Invoiced,
    Received,
    Refunded,

    /// <summary>What was matched wrongly is open again.</summary>
    Unmatched,
    CostPlanned,
    CostBooked,

    /// <summary>A planned or booked cost, by its counter-entry.</summary>
    CostTakenBack,
    Accepted,
    HandedOver,

    /// <summary>Another project manager, or none.</summary>
    Appointed,

    /// <summary>A draft went to somebody else with what it hangs on.</summary>
    OwnerChanged,

    /// <summary>Another yearly service fee, or none.</summary>
    FeeAgreed,
}
