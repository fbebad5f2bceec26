namespace SiCrm.Domain.Customers;

/// <summary>Where a customer stands with us: derived from what happened, never typed in (product text, section 3).</summary>
public enum CustomerStatus
{
    /// <summary>潜在: nothing under way, nothing signed.</summary>
    Prospect,

    /// <summary>在建: a project is under way, nothing signed yet.</summary>
    Active,

    /// <summary>已成交: something was signed.</summary>
    Installed,

    /// <summary>休眠: no touch within the days of its category.</summary>
    Dormant,

    /// <summary>流失: given up, until a project begins anew.</summary>
    Lost,
}

/// <summary>What happened to a customer.</summary>
public enum CustomerEventKind
{
    Created,

    /// <summary>移交: another owner.</summary>
    HandedOver,

    /// <summary>The owner changed team and took the customer along.</summary>
    TeamChanged,
    StatusChanged,

    /// <summary>Its place in a group of companies changed.</summary>
    ParentChanged,
    Archived,
    Restored,

    /// <summary>Another record of the same customer was merged into it.</summary>
    Merged,

    /// <summary>A merge was taken back.</summary>
    Unmerged,
}

/// <summary>Why a status changed.</summary>
public enum CustomerCause
{
    OpportunityOpened,
    OpportunityEnded,
    ContractSigned,

    /// <summary>No touch within the days of the category.</summary>
    Silence,
    Touched,

    /// <summary>Somebody gave it up, with a reason.</summary>
    GivenUp,
    TakenUp,
}
