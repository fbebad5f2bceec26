using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

using static LeadStatus;

/// <summary>The verbs that move a lead.</summary>
public enum LeadMove
{
    Qualify,
    Disqualify,
    Assign,
    Reassign,
    Start,
    Convert,
    Reclaim,
    GiveBack,
    Reopen,
}

/// <summary>One row of the flow table.</summary>
public sealed record LeadStep(LeadMove Move, LeadStatus From, LeadStatus To);

/// <summary>The lead's status machine (product text, section 4); the help page draws it from this table.</summary>
public static class LeadFlow
{
    public static readonly IReadOnlyList<LeadStep> Steps =
    [
        new(LeadMove.Qualify, New, Qualified),
        new(LeadMove.Disqualify, New, Disqualified),
        new(LeadMove.Assign, Qualified, Assigned),
        new(LeadMove.Disqualify, Qualified, Disqualified),
        new(LeadMove.Start, Assigned, Working),
        new(LeadMove.Reassign, Assigned, Assigned),
        new(LeadMove.Reclaim, Assigned, Reclaimed),
        new(LeadMove.GiveBack, Assigned, Reclaimed),
        new(LeadMove.Disqualify, Assigned, Disqualified),
        new(LeadMove.Convert, Working, Converted),
        new(LeadMove.Reassign, Working, Assigned),
        new(LeadMove.Reclaim, Working, Reclaimed),
        new(LeadMove.GiveBack, Working, Reclaimed),
        new(LeadMove.Disqualify, Working, Disqualified),
        new(LeadMove.Assign, Reclaimed, Assigned),
        new(LeadMove.Disqualify, Reclaimed, Disqualified),
        new(LeadMove.Reopen, Disqualified, New),
    ];

    public static LeadStep? Find(LeadStatus from, LeadMove move) =>
        Steps.FirstOrDefault(step => step.From == from && step.Move == move);

    /// <summary>The step that leads from one status to another, as a file of past events names them.</summary>
    public static LeadStep? Between(LeadStatus from, LeadStatus to) =>
        Steps.FirstOrDefault(step => step.From == from && step.To == to);

    public static Refusal? Refuse(LeadStatus from, LeadMove move) =>
        Find(from, move) is null ? new Refusal("LeadMoveNotAllowed", from, move) : null;
}
