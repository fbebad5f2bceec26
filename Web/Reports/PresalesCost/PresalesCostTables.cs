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
        var page = new PresalesCostPage(report, [], [], names);
        return ExportTable.Of("presales-cost",
            ["group", "won_projects", "signed_margin", "won_cost", "lost_projects", "lost_cost", "open_projects", "open_cost", "total_cost", "minutes", "result"],
            report.Lines.Select(line => Row(page.Name(line.Key, words), line, viewer)).Append(Row(words["Reports.Total"], report.Total, viewer)));
    }

    /// <summary>What the reader does not see are empty cells.</summary>
    private static IReadOnlyList<object?> Row(string name, PresalesCostLine line, Viewer viewer)
    {
        var (seesMargin, seesCost) = (viewer.Sees(SensitiveField.Margin), viewer.Sees(SensitiveField.PresalesCost));
        Money? Cost(Money amount) => seesCost ? amount : null;
        return
        [
            name, line.WonProjects, seesMargin ? line.Margin : null, Cost(line.Won), line.LostProjects, Cost(line.Lost), line.OpenProjects, Cost(line.Open), Cost(line.Cost),
            line.Minutes, seesMargin && seesCost ? line.Result : null,
        ];
    }
}
