using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Web.Opportunities.Board;

/// <summary>The board with its columns.</summary>
public sealed record BoardPage(
    OpportunityFilter Filter, StageScheme Stages, IReadOnlyList<StageTotal> Totals, ILookup<int, OpportunityRow> Cards, OrganisationFacts Names, Viewer Viewer,
    DateOnly Today, DateTime Now)
{
    public bool SeesAmount => Viewer.Sees(SensitiveField.Amount);

    public StageTotal TotalOf(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return Totals.FirstOrDefault(total => total.StageId == stage.Id) ?? new StageTotal(stage.Id, 0, 0);
    }

    /// <summary>Whole days in its stage.</summary>
    public int DaysOf(OpportunityRow card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Math.Max(0, (int)(Now - card.StageSince).TotalDays);
    }

    /// <summary>How it has aged against the stage's norm days: nothing to say, longer than the norm, longer than twice the norm.</summary>
    public string? AgeOf(OpportunityRow card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Stages.Of(card.StageId).NormDays is not { } norm ? null : DaysOf(card) > 2 * norm ? "card-old" : DaysOf(card) > norm ? "card-slow" : null;
    }

    /// <summary>Of the cards that stand there.</summary>
    public bool MayMoveAny => Stages.Open.Any(stage => Cards[stage.Id].Any(MayMove));

    public bool MayMove(OpportunityRow card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Viewer.Reaches(RecordType.Opportunity, AccessAction.Write, card.OwnerId, card.TeamId, card.RegionId);
    }

    /// <summary>Whose opportunities the list behind a column shows.</summary>
    public string ListOf(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return $"/opportunities?stage={stage.Id}{(Filter.Owner is { } owner ? $"&owner={Uri.EscapeDataString(owner)}" : null)}{(Filter.Team is { } team ? $"&team={team}" : null)}{(Filter.Region is { } region ? $"&region={region}" : null)}";
    }
}
