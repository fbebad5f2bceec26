using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>The report as a table for other programs: fixed column names, plain numbers.</summary>
public static class PresalesCostTables
{
    public static ExportTable Costs(PresalesCostReport report, OrganisationFacts names, Words words, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(words);
        var page = new PresalesCostPage(report, new PostMortemLines([], []), names);
        return ExportTable.Of("presales-cost",
            ["group", "won_projects", "signed_margin", "won_cost", "lost_projects", "lost_cost", "open_projects", "open_cost", "total_cost", "hours", "result",
                "previous_cost", "previous_result", "last_year_cost", "last_year_result"],
            report.Lines.Select(line => Row(page.Name(line.Key, words), line, report.Before?.Find(line.Key), report.LastYear?.Find(line.Key), viewer))
                .Append(Row(words["Reports.Total"], report.Total, report.Before?.Total, report.LastYear?.Total, viewer)));
    }

    /// <summary>As the page writes them.</summary>
    public static decimal Hours(long minutes) => decimal.Round(minutes / 60m, 2);

    /// <summary>What the reader does not see are empty cells.</summary>
    private static IReadOnlyList<object?> Row(string name, PresalesCostLine line, PresalesCostLine? before, PresalesCostLine? lastYear, Viewer viewer)
    {
        var (seesMargin, seesCost) = (viewer.Sees(SensitiveField.Margin), viewer.Sees(SensitiveField.PresalesCost));
        Money? Cost(Money amount) => seesCost ? amount : null;
        Money? Result(PresalesCostLine? one) => seesMargin && seesCost ? one?.Result ?? Money.Zero : null;
        return
        [
            name, line.WonProjects, seesMargin ? line.Margin : null, Cost(line.Won), line.LostProjects, Cost(line.Lost), line.OpenProjects, Cost(line.Open), Cost(line.Cost),
            Hours(line.Minutes), Result(line), Cost(before?.Cost ?? Money.Zero), Result(before), Cost(lastYear?.Cost ?? Money.Zero), Result(lastYear),
        ];
    }
}
