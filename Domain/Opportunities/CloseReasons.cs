namespace SiCrm.Domain.Opportunities;

/// <summary>Which reasons say something about which end of an opportunity.</summary>
public static class CloseReasons
{
    private static readonly IReadOnlyList<CloseReason> All = Enum.GetValues<CloseReason>();

    private static readonly IReadOnlyList<CloseReason> OfWins =
        [CloseReason.Price, CloseReason.Solution, CloseReason.Relationship, CloseReason.Delivery, CloseReason.Service, CloseReason.Other];

    private static readonly IReadOnlyList<CloseReason> OfLosses = [.. All.Where(reason => reason is not (CloseReason.NotOurBusiness or CloseReason.Duplicate))];

    /// <summary>None for what is still open.</summary>
    public static IReadOnlyList<CloseReason> Of(OpportunityState end) => end switch
    {
        OpportunityState.Won => OfWins,
        OpportunityState.Lost => OfLosses,
        OpportunityState.Abandoned => All,
        _ => [],
    };
}
