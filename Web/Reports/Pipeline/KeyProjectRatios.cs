using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
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

    /// <summary>Amount × probability, an amount itself.</summary>
    Weighted,
}

/// <summary>How the ratios of followed projects are made.</summary>
internal static class KeyProjectRatios
{
    public static bool IsSeen(KeyProjectRatio ratio, Viewer viewer) =>
        viewer.Sees(SensitiveField.Amount) && ratio switch
        {
            KeyProjectRatio.Burn => viewer.Sees(SensitiveField.PresalesCost),
            KeyProjectRatio.PlannedMargin => viewer.Sees(SensitiveField.Margin),
            _ => true,
        };

    /// <summary>Null where the project has none of the kind.</summary>
    public static RatioPage? Of(KeyProjectRatio ratio, KeyProject project, StageScheme stages, Words words) => ratio switch
    {
        KeyProjectRatio.Burn => Burn(project, words),
        KeyProjectRatio.PlannedMargin => Margin(project, words),
        _ => Weighted(project, stages, words),
    };

    private static RatioPage? Weighted(KeyProject project, StageScheme stages, Words words)
    {
        if (KeyProjects.WeightedOf(project, stages) is not { } weighted)
        {
            return null;
        }

        var (record, percent) = ($"/opportunities/{project.Id}", (project.Called ?? stages.Of(project.StageId).Probability).ToString(CultureInfo.InvariantCulture) + "%");
        RatioPart amount = new(words["Reports.Amount"], Show.Money(project.Amount ?? Money.Zero), record), chance = new(words["Pipeline.Probability"], percent, record);
        var name = words["Pipeline.ProjectColumn.weighted"];
        return new(
            name, words["Pipeline.ProjectMeans.weighted"], project.Name, [amount, chance],
            [new RatioStep(name, $"{amount.Name} × {chance.Name}", $"{amount.Value} × {chance.Value}", Show.Money(weighted))])
        {
            Back = new Crumb(KeyProjectsPage.Path, words["Pipeline.KeyProjects"]),
            Days = "",
        };
    }

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
