using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The followed projects as a table: fixed column names for other programs, the reader's words for people.</summary>
public sealed class KeyProjectsTables(Words words, OrganisationFacts names, CompanyTime time, CompanyFacts company)
{
    /// <summary>The columns that only all columns are.</summary>
    public static readonly IReadOnlyList<string> Further =
    [
        "presales", "novelty", "median_days", "p80_days", "weighted", "planned_margin", "slips", "procurement", "customer_budget", "decision_maker_at",
        "gate", "conditions_until", "presales_burn", "stage_on_monday", "amount_this_week", "days_put_off",
    ];

    public ExportTable Of(IEnumerable<KeyProject> projects) => ExportTable.Of(
        "key-projects",
        [
            "number", "project", "customer", "category", "region", "owner", "reasons", "stage", "days_in_stage", "norm_days", "amount", "probability",
            "expected_on", "first_expected_on", "horizon", "competitor", "last_activity", "next_step", "next_due", "warnings",
            "presales_budget", "presales_spent", "coverage", "pinned_because",
            .. Further, "instruction", "instruction_due", "instruction_answer",
        ],
        projects.Select(Row));

    public ExportTable ForReaders(ExportTable table, string title)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table with { Name = title, Columns = [.. table.Columns.Select(column => words[$"Pipeline.ProjectColumn.{column}"])] };
    }

    private IReadOnlyList<object?> Row(KeyProject project)
    {
        var stage = company.Stages.Of(project.StageId);
        var further = project.Further ?? new KeyProjectFurther();
        return
        [
            project.Number, project.Name, project.Customer, project.Category is { } category ? company.Categories.Name(category) : null,
            names.Region(project.RegionId), names.Person(project.OwnerId), string.Join("; ", project.Signs.Reasons.Select(reason => words.Of(reason))),
            stage.Called(), project.Signs.DaysInStage, stage.NormDays, project.Amount, project.Called ?? stage.Probability, project.ExpectedOn,
            project.FirstExpectedOn, words.Of("Pipeline", project.Signs.Horizon), project.Competitor,
            project.LastActivityAt is { } at ? time.Local(at) : null, project.NextStep, project.NextDueOn,
            string.Join("; ", project.Signs.Warnings.Select(warning => words.Of(warning))),
            project.PresalesBudget, project.PresalesSpent, new ShareOf(project.Coverage), project.PinReason,
            string.Join("; ", further.Presales.Select(person => names.Person(person)).OfType<string>()), further.Novelty is { } novelty ? words.Of(novelty) : null,
            Rounded(further.Stay?.Median), Rounded(further.Stay?.Eightieth), KeyProjects.WeightedOf(project, company.Stages),
            new ShareOf(further.MarginRate), project.Slips, project.Procurement is { } procurement ? words.Of(procurement) : null,
            words.Of(project.BudgetState), project.DecisionMakerAt is { } touched ? time.Local(touched) : null,
            further.Gate is { } gate ? words.Of("Gates", gate) : null, further.ConditionsUntil, new ShareOf(project.Burn),
            further.Week.StageId is { } was ? company.Stages.Find(was)?.Called() : null, project.Amount is null ? null : further.Week.Amount, further.Week.Days,
            project.Instruction?.Text, project.Instruction?.DueOn, project.Instruction?.Answer,
        ];
    }

    private static decimal? Rounded(double? days) => days is { } known ? decimal.Round((decimal)known, 1) : null;
}
