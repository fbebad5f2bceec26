using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>Why a project is on the list of those followed.</summary>
public enum FollowReason
{
    /// <summary>Marked as strategic.</summary>
    Strategic,

    /// <summary>Worth at least the given amount.</summary>
    Large,

    /// <summary>新行业: the company has signed nothing in the customer's industry within the appraisal's look-back.</summary>
    NewIndustry,

    /// <summary>Pinned by hand, with a reason.</summary>
    Pinned,
}

/// <summary>What is to be worried about; each by a rule that can be read.</summary>
public enum ProjectWarning
{
    /// <summary>The expected signing date is past.</summary>
    Overdue,

    /// <summary>Put off at least twice.</summary>
    SlippedAgain,

    /// <summary>Longer in the stage than its norm days.</summary>
    SlowInStage,

    /// <summary>Nothing is to be done next.</summary>
    NoNextStep,

    /// <summary>The next step is past its day.</summary>
    NextStepLate,

    /// <summary>Nothing was done with the customer for more than 14 days.</summary>
    Quiet,

    /// <summary>From Bidding on, and the customer's own approval of the money is not there.</summary>
    NoCustomerBudget,

    /// <summary>A competitor is ahead.</summary>
    CompetitorAhead,

    /// <summary>A manager's instruction was not answered by its day.</summary>
    InstructionLate,
}

/// <summary>What of an opportunity the reasons and warnings are judged by.</summary>
public sealed record ProjectFacts(
    bool IsStrategic, Money? Amount, DateTime StageSince, DateOnly? ExpectedOn, bool IsHeld, int Slips, string? NextStep, DateOnly? NextDueOn,
    DateTime? LastActivityAt, CustomerBudgetState BudgetState, bool HasCompetitorAhead, bool IsPinned = false)
{
    public bool IsNewIndustry { get; init; }

    public bool HasLateInstruction { get; init; }
}

/// <summary>The reasons, the warnings, and what follows from the stage.</summary>
/// <param name="DaysInStage">Whole days.</param>
public sealed record ProjectSigns(IReadOnlyList<FollowReason> Reasons, IReadOnlyList<ProjectWarning> Warnings, int DaysInStage, Horizon Horizon)
{
    public static readonly ProjectSigns None = new([], [], 0, default);

    private const int QuietDays = 14;

    public static ProjectSigns Of(
        ProjectFacts project, Stage stage, StageScheme stages, FiscalSpan present, DateTime now, DateOnly today, Money large)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(stages);
        var days = (int)(now - project.StageSince).TotalDays;
        var isBidding = stage.Position >= stages.Of(StageKind.Bidding).Position;
        return new ProjectSigns(
            [.. Those((FollowReason.Strategic, project.IsStrategic), (FollowReason.Large, project.Amount >= large), (FollowReason.NewIndustry, project.IsNewIndustry), (FollowReason.Pinned, project.IsPinned))],
            [
                .. Those(
                    (ProjectWarning.Overdue, project.ExpectedOn < today),
                    (ProjectWarning.SlippedAgain, project.Slips >= 2),
                    (ProjectWarning.SlowInStage, days > stage.NormDays),
                    (ProjectWarning.NoNextStep, project.NextStep is null),
                    (ProjectWarning.NextStepLate, project.NextStep is not null && project.NextDueOn < today),
                    (ProjectWarning.Quiet, (project.LastActivityAt ?? project.StageSince) < now.AddDays(-QuietDays)),
                    (ProjectWarning.NoCustomerBudget, isBidding && project.BudgetState != CustomerBudgetState.Approved),
                    (ProjectWarning.CompetitorAhead, project.HasCompetitorAhead),
                    (ProjectWarning.InstructionLate, project.HasLateInstruction)),
            ],
            days, Horizons.Of(project.ExpectedOn, project.IsHeld, present));
    }

    private static IEnumerable<T> Those<T>(params IEnumerable<(T Sign, bool Holds)> signs) => signs.Where(sign => sign.Holds).Select(sign => sign.Sign);
}
