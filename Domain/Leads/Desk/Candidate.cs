using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

/// <summary>Somebody who may take leads, as the desk sees him when it hands out.</summary>
/// <param name="Knows">His industries and products, one a line.</param>
/// <param name="OpenLeads">The open leads that he owns now.</param>
/// <param name="Capacity">How many he may own 库容; null: no limit.</param>
/// <param name="IsRep">Sales by role: taken into account where no rule names him.</param>
public sealed record Candidate(
    long Id, string Name, long? TeamId, string? Team, long? RegionId, string? Region, string Knows, int OpenLeads, int? Capacity, bool IsRep)
{
    private IReadOnlyList<string>? _fields;

    private IReadOnlyList<string> Fields => _fields ??= Lines(Knows);

    /// <summary>How many more he may take; null: any number.</summary>
    public int? Room => Capacity - OpenLeads;

    /// <summary>The field as he wrote it; null when he does not know it.</summary>
    public string? Known(string? field) =>
        Fields.FirstOrDefault(known => string.Equals(known, field?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The first product of the list that he knows.</summary>
    public string? KnownOf(string? products) => Lines(products).Select(Known).FirstOrDefault(known => known is not null);

    internal static IReadOnlyList<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A lead that waits for an owner, or for another one.</summary>
/// <param name="CoolingOff">Who may not have it back yet: it was reclaimed from them.</param>
public sealed record LeadToPlace(
    long Id, string Number, string Company, LeadStatus Status, int Version, long? RegionId, string? Industry, string? Products, long? OwnerId,
    IReadOnlyCollection<long> CoolingOff);

/// <summary>Where a lead goes and why, or why it stays.</summary>
/// <param name="RuleId">The rule that decided; null when none did.</param>
public sealed record Placement(
    LeadToPlace Lead, Candidate? To, IReadOnlyList<PlacementReason> Reasons, Refusal? Refusal, long? RuleId = null);
