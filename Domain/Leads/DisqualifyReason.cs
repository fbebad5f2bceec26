namespace SiCrm.Domain.Leads;

/// <summary>Why a lead is invalid 无效; the daily list counts by it.</summary>
public enum DisqualifyReason
{
    NotTarget,
    NotSolvable,
    NotAffordable,
    NoNeed,
    Unreachable,
    Duplicate,
    Spam,
    Competitor,
    Other,
}

/// <summary>Why an owner gives a lead back 退回.</summary>
public enum GiveBackReason
{
    Overloaded,
    WrongRegion,
    WrongIndustry,
    NoProgress,
    OnLeave,
    Other,
}
