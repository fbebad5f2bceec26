using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>What groups, figures and points of the weekly promotion are called in the reader's language.</summary>
public sealed class PromotionText(Words words)
{
    /// <param name="name">The group's own name, where it has one.</param>
    public string Group(LedgerGrouping by, string key, string? name) => (by, key) switch
    {
        (_, LedgerKey.Total) => words["Reports.Total"],
        (_, LedgerKey.Desk) => words["Reports.LeadDesk"],
        (LedgerGrouping.Team, LedgerKey.None) => words["Reports.NoTeam"],
        (_, LedgerKey.None) => words["Reports.Unknown"],
        (LedgerGrouping.Channel, _) when Enum.TryParse<LeadChannel>(key, out var channel) => words.Of(channel),
        _ => name ?? $"#{key}",
    };

    public string Point(LedgerPoint point) => point switch
    {
        LedgerPoint.Captured => words["Reports.CapturedInWeek"],
        LedgerPoint.MovedIn => words["Reports.MovedIn"],
        LedgerPoint.MovedOut => words["Reports.MovedOut"],
        _ => words.Of(Enum.Parse<LeadStatus>(point.ToString())),
    };

    /// <summary>The lines by the names that the reader sees.</summary>
    public IEnumerable<(string Name, PromotionLine Line)> Sorted(LedgerGrouping by, IEnumerable<PromotionLine> lines, StringComparer order) =>
        lines.Select(line => (Name: Group(by, line.Key, line.Name), Line: line))
            .OrderBy(row => row.Name, order).ThenBy(row => row.Line.Key, StringComparer.Ordinal);
}
