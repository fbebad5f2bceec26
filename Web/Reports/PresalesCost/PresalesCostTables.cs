using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>The report as a table for other programs: fixed column names, plain numbers.</summary>
public static class PresalesCostTables
{
    public static ExportTable Costs(PresalesCostReport report, OrganisationFacts names, Words words, bool seesAmounts = true)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(words);
        var page = new PresalesCostPage(report, [], [], names);
        return ExportTable.Of("presales-cost",
            ["group", "won_projects", "signed_margin", "won_cost", "lost_projects", "lost_cost", "open_projects", "open_cost", "total_cost", "minutes", "result",
                "previous_cost", "previous_result", "last_year_cost", "last_year_result"],
            report.Lines.Select(line => Row(page.Name(line.Key, words), line, report.Before?.Find(line.Key), report.LastYear?.Find(line.Key), seesAmounts))
                .Append(Row(words["Reports.Total"], report.Total, report.Before?.Total, report.LastYear?.Total, seesAmounts)));
    }

    /// <summary>Amounts that the reader does not see are empty cells.</summary>
    private static IReadOnlyList<object?> Row(string name, PresalesCostLine line, PresalesCostLine? before, PresalesCostLine? lastYear, bool seesAmounts)
    {
        Money? Seen(Money amount) => seesAmounts ? amount : null;
        return
        [
            name, line.WonProjects, Seen(line.Margin), Seen(line.Won), line.LostProjects, Seen(line.Lost), line.OpenProjects, Seen(line.Open), Seen(line.Cost),
            line.Minutes, Seen(line.Result), Seen(before?.Cost ?? Money.Zero), Seen(before?.Result ?? Money.Zero), Seen(lastYear?.Cost ?? Money.Zero), Seen(lastYear?.Result ?? Money.Zero),
        ];
    }
}
