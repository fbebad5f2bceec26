using System.Globalization;
using SiCrm.Domain.Leads;

namespace SiCrm.Domain.Reports;

/// <summary>What the rows of the weekly promotion are.</summary>
public enum LedgerGrouping
{
    /// <summary>The company, or all that the viewer may see, in one row.</summary>
    Total,
    Owner,
    Team,
    Region,
    Channel,
    Industry,
}

/// <summary>Who holds a lead at an instant; both null while the lead desk does.</summary>
public readonly record struct LeadHolding(long? OwnerId, long? TeamId);

/// <summary>What a lead is grouped by as it is described now, not as it was.</summary>
public readonly record struct LeadAttributes(long? RegionId, LeadChannel Channel, string? Industry)
{
    /// <summary>The lead's properties that these are.</summary>
    public static readonly IReadOnlyList<string> Names = [nameof(Lead.RegionId), nameof(Lead.Channel), nameof(Lead.Industry)];

    public static LeadAttributes Of(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new(lead.RegionId, lead.Channel, lead.Industry);
    }
}

/// <summary>The keys of groups, as roll-ups, frozen weeks and addresses write them.</summary>
public static class LedgerKey
{
    public const string Total = "*";

    /// <summary>The lead desk: leads without an owner.</summary>
    public const string Desk = "desk";

    /// <summary>No region or industry is known, or the owner has no team.</summary>
    public const string None = "-";

    /// <summary>Whether a lead can leave its group; then the row needs the moves to close.</summary>
    public static bool Moves(this LedgerGrouping grouping) => grouping is LedgerGrouping.Owner or LedgerGrouping.Team;

    public static string Of(LedgerGrouping grouping, LeadHolding holding, LeadAttributes lead) => grouping switch
    {
        LedgerGrouping.Total => Total,
        LedgerGrouping.Owner => Of(holding.OwnerId, Desk),
        LedgerGrouping.Team => holding.OwnerId is null ? Desk : Of(holding.TeamId, None),
        LedgerGrouping.Region => Of(lead.RegionId, None),
        LedgerGrouping.Channel => lead.Channel.ToString(),
        LedgerGrouping.Industry => string.IsNullOrWhiteSpace(lead.Industry) ? None : lead.Industry,
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    /// <summary>The record that the key names; null for the lead desk and for what is unknown.</summary>
    public static long? IdOf(string key) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Of(long? id, string none) => id?.ToString(CultureInfo.InvariantCulture) ?? none;
}
