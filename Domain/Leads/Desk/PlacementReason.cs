namespace SiCrm.Domain.Leads.Desk;

public enum PlacementCause
{
    /// <summary>The desk chose the person.</summary>
    ByHand,

    /// <summary>A rule names him or his team; the argument is the rule's place.</summary>
    Rule,

    /// <summary>It is his turn.</summary>
    Turn,
    CoversRegion,
    KnowsIndustry,
    KnowsProduct,

    /// <summary>So many open leads he has.</summary>
    OpenLeads,

    /// <summary>Nobody in his team has fewer.</summary>
    FewestInTeam,

    /// <summary>So many open leads, and so many he may have.</summary>
    Room,
}

/// <summary>One reason for a placement; a text of its cause is filled with the arguments.</summary>
public sealed record PlacementReason(PlacementCause Cause, params IReadOnlyList<object?> Args);
