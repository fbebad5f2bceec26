using SiCrm.Domain.Opportunities;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>An opportunity as it stands after a row of its history.</summary>
/// <param name="Amount">In minor units; zero while unknown.</param>
public readonly record struct OpportunityStanding(
    int StageId, OpportunityState State, long? OwnerId, long? TeamId, long? RegionId, long Amount, DateOnly? ExpectedOn, bool IsHeld)
{
    public bool IsOpen => State == OpportunityState.Open;
}

/// <summary>What an opportunity is grouped by as it is described now, not as it was.</summary>
public readonly record struct OpportunityAttributes(long? ProductId, string? Category);

/// <summary>Open opportunities that stand alike at an instant, told together.</summary>
/// <param name="Standing">With the amount of them all; what nobody asked for is empty in it.</param>
public readonly record struct PipelineStock(OpportunityStanding Standing, OpportunityAttributes Opportunity, long Count);

/// <summary>One row of an opportunity's history, as far as reports read it.</summary>
/// <param name="Before">Null for the opening.</param>
public sealed record OpportunityMovement(
    long OpportunityId, int Seq, DateTime At, DateTime? UntilAt, OpportunityEventKind Kind,
    OpportunityStanding? Before, OpportunityStanding After, OpportunityAttributes Opportunity)
{
    public static OpportunityMovement Of(OpportunityEvent row, long opportunityId, OpportunityAttributes opportunity)
    {
        ArgumentNullException.ThrowIfNull(row);
        var after = new OpportunityStanding(row.StageId, row.State, row.OwnerId, row.TeamId, row.RegionId, row.Amount.Minor, row.ExpectedOn, row.IsHeld);
        return new(opportunityId, row.Seq, row.At, row.UntilAt, row.Kind,
            row.FromStageId is not { } stage || row.FromState is not { } state ? null
                : new OpportunityStanding(stage, state, row.FromOwnerId, row.FromTeamId, row.RegionId, row.AmountBefore.Minor, row.ExpectedBefore,
                    WasHeld(row.Kind, row.IsHeld)),
            after, opportunity);
    }

    /// <summary>Whether it was held before: only two kinds of event change that.</summary>
    public static bool WasHeld(OpportunityEventKind kind, bool isHeld) => kind switch
    {
        OpportunityEventKind.Held => false,
        OpportunityEventKind.Released => true,
        _ => isHeld,
    };

    /// <summary>Whether this is how it stood at the instant: after the last event strictly before.</summary>
    public bool HoldsAt(DateTime at) => At < at && (UntilAt is null || UntilAt >= at);
}

/// <summary>Rows of history that do the same to the same groups within a week, told together.</summary>
/// <param name="Week">Which of the weeks, from 0.</param>
/// <param name="Row">With the amounts of them all; it stands for each of them, so all of them raise the amount, or lower it, or leave it.</param>
public readonly record struct PipelineMoves(int Week, OpportunityMovement Row, long Count);
