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
    public ExportTable Of(IEnumerable<KeyProject> projects) => ExportTable.Of(
        "key-projects",
        [
            "number", "project", "customer", "category", "region", "owner", "reasons", "stage", "days_in_stage", "norm_days", "amount", "probability",
            "expected_on", "first_expected_on", "horizon", "competitor", "last_activity", "next_step", "next_due", "warnings",
            "presales_budget", "presales_spent", "coverage", "pinned_because",
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
        return
        [
            project.Number, project.Name, project.Customer, project.Category is { } category ? company.Categories.Name(category) : null,
            names.Region(project.RegionId), names.Person(project.OwnerId), string.Join("; ", project.Signs.Reasons.Select(reason => words.Of(reason))),
            stage.Called(), project.Signs.DaysInStage, stage.NormDays, project.Amount, project.Called ?? stage.Probability, project.ExpectedOn,
            project.FirstExpectedOn, words.Of("Pipeline", project.Signs.Horizon), project.Competitor,
            project.LastActivityAt is { } at ? time.Local(at) : null, project.NextStep, project.NextDueOn,
            string.Join("; ", project.Signs.Warnings.Select(warning => words.Of(warning))),
            project.PresalesBudget, project.PresalesSpent, project.Coverage is { } coverage ? decimal.Round(coverage, 2) : null, project.PinReason,
        ];
    }
}
