namespace SiCrm.Domain.Customers;

/// <summary>A role that has to be covered when a customer buys in that way and the opportunity is that far.</summary>
/// <param name="Mode">Null: however it buys.</param>
/// <param name="Stage">The word of the stage from which on it counts; null: always.</param>
public sealed record RoleNeed(BuyingRole Role, ProcurementMode? Mode = null, string? Stage = null);

/// <summary>Which roles have to be covered, and what an effective contact with each is.</summary>
public static class BuyingCentreNeeds
{
    /// <summary>A contact older than this is none any more.</summary>
    public const int TouchDays = 30;

    /// <summary>What a company begins with: who decides, who pays and who judges the solution; a tender needs somebody inside, and who keeps the door.</summary>
    public static readonly IReadOnlyList<RoleNeed> Default =
    [
        new(BuyingRole.DecisionMaker),
        new(BuyingRole.EconomicBuyer),
        new(BuyingRole.TechnicalEvaluator),
        new(BuyingRole.Coach, ProcurementMode.OpenTender),
        new(BuyingRole.Gatekeeper, ProcurementMode.OpenTender),
        new(BuyingRole.Coach, ProcurementMode.InvitedTender),
        new(BuyingRole.Gatekeeper, ProcurementMode.CompetitiveNegotiation),
        new(BuyingRole.User, ProcurementMode.SingleSource),
        new(BuyingRole.User, ProcurementMode.DirectPurchase),
    ];

    /// <param name="stages">The words of the stages reached so far.</param>
    public static IReadOnlyList<BuyingRole> Of(ProcurementMode? mode, IReadOnlyCollection<string>? stages = null, IReadOnlyList<RoleNeed>? table = null) =>
    [
        .. (table ?? Default)
            .Where(need => need.Mode is null || need.Mode == mode)
            .Where(need => need.Stage is null || stages?.Contains(need.Stage) == true)
            .Select(need => need.Role).Distinct().Order(),
    ];

    /// <summary>Who decides and who pays is to be met by a manager of ours; a rep's call does not reach that far.</summary>
    public static bool NeedsManager(this BuyingRole role) => role is BuyingRole.DecisionMaker or BuyingRole.EconomicBuyer;
}
