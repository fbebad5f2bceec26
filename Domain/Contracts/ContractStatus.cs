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

    /// <summary>作废: a draft that was given up; it stays to be read and counts nowhere.</summary>
    Discarded,
}

/// <summary>The one table of a contract's ways: from which status to which.</summary>
public static class ContractFlow
{
    private static readonly Dictionary<ContractStatus, ContractStatus[]> Ways = new()
    {
        [ContractStatus.Draft] = [ContractStatus.Signed, ContractStatus.Discarded],
        [ContractStatus.Signed] = [ContractStatus.InProgress, ContractStatus.Terminated],
        [ContractStatus.InProgress] = [ContractStatus.Delivered, ContractStatus.Terminated],
        [ContractStatus.Delivered] = [ContractStatus.Closed, ContractStatus.Terminated, ContractStatus.InProgress],
        [ContractStatus.Closed] = [ContractStatus.Delivered],
        [ContractStatus.Terminated] = [],
        [ContractStatus.Discarded] = [],
    };

    public static IReadOnlyList<ContractStatus> From(ContractStatus status) => Ways[status];

    public static bool Leads(this ContractStatus from, ContractStatus to) => Ways[from].Contains(to);

    /// <summary>What was said to be done is not: that way needs a reason.</summary>
    public static bool IsBack(this ContractStatus from, ContractStatus to) => to < from;

    /// <summary>Signed, and neither closed nor terminated.</summary>
    public static bool IsLive(this ContractStatus status) => status is ContractStatus.Signed or ContractStatus.InProgress or ContractStatus.Delivered;

    /// <summary>What was owed is settled and late costs come, also after it was terminated.</summary>
    public static bool IsSettled(this ContractStatus status) => status.IsLive() || status == ContractStatus.Terminated;

    public static bool IsSigned(this ContractStatus status) => status is not (ContractStatus.Draft or ContractStatus.Discarded);

    /// <summary>Nothing more happens in it.</summary>
    public static bool IsOver(this ContractStatus status) => status is ContractStatus.Closed or ContractStatus.Terminated or ContractStatus.Discarded;
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

    /// <summary>A delivery that was said to be done is not.</summary>
    DeliveryTakenBack,

    /// <summary>What was closed goes on.</summary>
    Reopened,

    /// <summary>The customer was reminded of what is overdue.</summary>
    Reminded,

    /// <summary>The draft was given up.</summary>
    Discarded,
}
