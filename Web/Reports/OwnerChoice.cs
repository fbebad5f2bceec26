using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Leads.Desk;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>Whose records a report can be asked for.</summary>
internal static class OwnerChoice
{
    private const int Most = 300;

    /// <summary>Of those who make such records, whom the viewer reaches; and whom he asks for.</summary>
    public static IReadOnlyDictionary<long, string> OwnersOf(this OrganisationFacts names, RecordType type, Viewer viewer, DateOnly today, long? asked)
    {
        return names.People.Values
            .Where(person => person.Id == asked || (person.IsActive(today) && viewer.Matrix.ScopeOf(person.Roles, type, AccessAction.Create) != Scope.None
                && viewer.Reaches(type, AccessAction.Read, person.Id, person.TeamId, person.RegionId)))
            .OrderByDescending(person => person.Id == asked).ThenBy(person => person.Name, StringComparer.Ordinal).Take(Most).ToDictionary(person => person.Id, person => person.Name);
    }

    /// <summary>Whether somebody's records are beyond what the viewer may see.</summary>
    public static bool IsOutOfReach(this OrganisationFacts names, RecordType type, Viewer viewer, long? owner) =>
        owner is { } id && names.People.GetValueOrDefault(id) is { } person && !viewer.Reaches(type, AccessAction.Read, id, person.TeamId, person.RegionId);

    /// <summary>The regions, teams and people that a report on opportunities can be narrowed to: those whose opportunities the viewer may see, and what he asks for.</summary>
    public static IEnumerable<Choice> PartsOf(
        this OrganisationFacts names, Viewer viewer, DateOnly today, Words words, (string? Region, string? Team, string? Owner) asked)
    {
        ArgumentNullException.ThrowIfNull(words);
        var isAll = viewer.ScopeOf(RecordType.Opportunity, AccessAction.Read) == Scope.All;
        var reached = isAll ? [] : names.People.Values
            .Where(person => person.IsActive(today) && viewer.Reaches(RecordType.Opportunity, AccessAction.Read, person.Id, person.TeamId, person.RegionId)).ToList();
        Choice?[] all =
        [
            Of(PipelineGrouping.Region, names.Regions.Where(one => isAll || reached.Exists(person => person.RegionId == one.Key)), asked.Region, names.Region, words),
            Of(PipelineGrouping.Team, names.Teams.Where(one => isAll || reached.Exists(person => person.TeamId == one.Key)), asked.Team, names.Team, words),
            Of(PipelineGrouping.Owner, names.OwnersOf(RecordType.Opportunity, viewer, today, LedgerKey.IdOf(asked.Owner ?? "")), asked.Owner, names.Person, words),
        ];
        return all.OfType<Choice>();
    }

    /// <summary>Null where there is nothing to choose.</summary>
    private static Choice? Of(PipelineGrouping by, IEnumerable<KeyValuePair<long, string>> offered, string? asked, Func<long?, string?> called, Words words)
    {
        List<(string Value, string Text)> options =
            [.. offered.OrderBy(one => one.Value, StringComparer.CurrentCulture).Select(one => (one.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), one.Value))];
        if (asked is not null && options.TrueForAll(one => one.Value != asked))
        {
            options.Add((asked, asked == LedgerKey.None ? words[by switch { PipelineGrouping.Owner => "Pipeline.NoOwner", PipelineGrouping.Team => "Reports.NoTeam", _ => "Reports.Unknown" }] : called(LedgerKey.IdOf(asked)) ?? asked));
        }

        return options.Count < 2 && asked is null ? null : new(by.ToString().ToLowerInvariant(), words.Of(by), options, asked);
    }
}
