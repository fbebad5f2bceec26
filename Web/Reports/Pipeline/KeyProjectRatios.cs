using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The ratios of a followed project that open how they are made.</summary>
public enum KeyProjectRatio
{
    PlannedMargin,

    /// <summary>Presales spent of the presales budget.</summary>
    Burn,
}

/// <summary>How the ratios of followed projects are made.</summary>
internal static class KeyProjectRatios
{
    public static bool IsSeen(KeyProjectRatio ratio, Viewer viewer) =>
        viewer.Sees(SensitiveField.Amount) && viewer.Sees(ratio == KeyProjectRatio.Burn ? SensitiveField.PresalesCost : SensitiveField.Margin);

    /// <summary>Null where the project has none of the kind.</summary>
    public static RatioPage? Of(KeyProjectRatio ratio, KeyProject project, Words words) =>
        ratio == KeyProjectRatio.Burn ? Burn(project, words) : Margin(project, words);

    private static RatioPage? Burn(KeyProject project, Words words)
    {
        RatioPart Part(string word, Money? amount) => new(words[word], Show.Money(amount ?? Money.Zero), $"/opportunities/{project.Id}/presales");
        return project.Burn is not { } burn ? null : Made("presales_burn", project, words, Part("Reports.PresalesSpent", project.PresalesSpent), Part("Reports.PresalesBudget", project.PresalesBudget), burn);
    }

    private static RatioPage? Margin(KeyProject project, Words words)
    {
        if (project.Further?.Planned is not { Rate: { } rate } planned)
        {
            return null;
        }

        var stated = planned.QuoteId is { } quote ? $"/quotes/{quote}" : $"/opportunities/{project.Id}/initiation";
        return Made(
            "planned_margin", project, words, new(words["Reports.SalesColumn.margin"], Show.Money(planned.Margin), stated),
            new(words[planned.QuoteId is null ? "Reports.Amount" : "Reports.SalesColumn.ex_tax"], Show.Money(planned.Of), stated), rate);
    }

    private static RatioPage Made(string column, KeyProject project, Words words, RatioPart above, RatioPart below, decimal ratio) =>
        new(words[$"Pipeline.ProjectColumn.{column}"], words[$"Pipeline.ProjectMeans.{column}"], project.Name, [above], [below], Show.Percent(ratio))
        {
            Back = new Crumb(KeyProjectsPage.Path, words["Pipeline.KeyProjects"]),
            Days = "",
        };
}
