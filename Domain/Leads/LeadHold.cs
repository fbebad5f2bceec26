namespace SiCrm.Domain.Leads;

/// <summary>Who held a lead and how far it was: what the desk's undo brings back.</summary>
public sealed record LeadHold(
    LeadStatus Status,
    DateTime StatusSince,
    long? OwnerId,
    DateTime? AssignedAt,
    DateTime? FirstContactAt,
    DateTime? LastActivityAt,
    string? NextAction,
    DateOnly? NextDueOn,
    DateOnly? ExemptUntil,
    string? ExemptReason);
