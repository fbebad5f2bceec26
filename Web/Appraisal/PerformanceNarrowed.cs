using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>What the appraisal, or a list behind a figure of it, is narrowed by, in words.</summary>
public static class PerformanceNarrowed
{
    public static IEnumerable<(string Word, string Value)> Narrowed(this PerformanceQuestion asked, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        (string Word, string? Value)[] all =
        [
            ("Appraisal.Column.team", asked.Team == PerformanceReport.None ? words["Reports.NoTeam"] : names.Team(asked.Team)),
            ("Appraisal.Column.region", asked.Region == PerformanceReport.None ? words["Reports.NoRegion"] : names.Region(asked.Region)),
        ];
        return all.Where(one => one.Value is not null).Select(one => (words[one.Word], one.Value ?? ""));
    }
}
