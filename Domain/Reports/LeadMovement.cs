using SiCrm.Domain.Leads;

namespace SiCrm.Domain.Reports;

/// <summary>One row of a lead's history, as far as the weekly promotion reads it.</summary>
public readonly record struct LeadMovement(
    DateTime At, LeadEventKind Kind, LeadStatus? From, LeadStatus To, LeadHolding Before, LeadHolding After,
    long AmountBefore, long Amount, DateTime TransitionAt)
{
    public bool IsTransition => Kind.IsTransition();

    /// <summary>升迁: to a higher rank; what an undo restores is none.</summary>
    public bool IsPromotion => Kind != LeadEventKind.Undone && From is { } from && LeadStatuses.IsPromotion(from, To);

    public bool WasOpen => From?.IsOpen() == true;

    public bool IsOpen => To.IsOpen();

    public static LeadMovement Of(LeadEvent row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.At, row.Kind, row.From, row.To, new(row.FromOwnerId, row.FromTeamId), new(row.ToOwnerId, row.ToTeamId),
            row.AmountBefore.Minor, row.Amount.Minor, row.TransitionAt);
    }
}
