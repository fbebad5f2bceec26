using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Web.Leads.Record;

/// <summary>One move of the flow table as a button; a refused one says why.</summary>
public sealed record LeadButton(LeadMove Move, string Path, Refusal? Refusal);

/// <summary>Which moves are the viewer's business with this lead, the likely next one first.</summary>
public static class LeadButtons
{
    private static readonly (LeadMove Move, string Noun, AccessAction Right)[] Moves =
    [
        (LeadMove.Qualify, "qualification", AccessAction.Assign),
        (LeadMove.Assign, "assignment", AccessAction.Assign),
        (LeadMove.Convert, "conversion", AccessAction.Write),
        (LeadMove.Reassign, "assignment", AccessAction.Assign),
        (LeadMove.Reclaim, "reclaim", AccessAction.Assign),
        (LeadMove.GiveBack, "give-back", AccessAction.Write),
        (LeadMove.Disqualify, "disqualification", AccessAction.Write),
        (LeadMove.Reopen, "reopening", AccessAction.Assign),
    ];

    public static IReadOnlyList<LeadButton> For(Viewer viewer, LeadDetail lead, bool mayWrite) =>
    [
        .. Moves.Where(move => move.Right == AccessAction.Write ? mayWrite : viewer.Reaches(move.Right, lead.OwnerId, lead.TeamId, lead.RegionId))
            .Where(move => move.Move != LeadMove.GiveBack || lead.OwnerId == viewer.PersonId)
            .Select(move => new LeadButton(move.Move, $"/leads/{lead.Id}/{move.Noun}", Refuse(lead, move.Move)))
            .Where(button => button.Refusal is null || IsWorthSaying(button.Move, lead))
            .OrderBy(button => button.Refusal is not null),
    ];

    private static Refusal? Refuse(LeadDetail lead, LeadMove move) =>
        lead.ArchivedAt is not null ? new Refusal("LeadIsArchived", lead.Number) : LeadFlow.Refuse(lead.Status, move);

    /// <summary>Of two buttons for one thing only the one that fits is shown, and of a closed lead only how to open it.</summary>
    private static bool IsWorthSaying(LeadMove move, LeadDetail lead) => lead.ArchivedAt is null && lead.IsOpen
        && move is not (LeadMove.Reassign or LeadMove.Reopen) && (move != LeadMove.Assign || lead.OwnerId is null);
}
