using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>What the group of a part is called.</summary>
public static class PipelineSliceNames
{
    /// <summary>Null for what the organisation has no name for.</summary>
    public static string? NameOf(this OrganisationFacts names, PipelineSlice slice)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(slice);
        return slice.Grouping switch
        {
            PipelineGrouping.Owner => names.Person(LedgerKey.IdOf(slice.Key)),
            PipelineGrouping.Team => names.Team(LedgerKey.IdOf(slice.Key)),
            PipelineGrouping.Region => names.Region(LedgerKey.IdOf(slice.Key)),
            _ => null,
        };
    }
}

/// <summary>What groups, figures and points of reports on opportunities are called in the reader's language.</summary>
public sealed class PipelineText(Words words, StageScheme stages, CategoryScheme categories)
{
    /// <param name="name">The group's own name, where it has one.</param>
    public string Group(PipelineGrouping by, string key, string? name) => (by, key) switch
    {
        (_, LedgerKey.Total) => words["Reports.Total"],
        (PipelineGrouping.Owner, LedgerKey.None) => words["Pipeline.NoOwner"],
        (PipelineGrouping.Team, LedgerKey.None) => words["Reports.NoTeam"],
        (_, LedgerKey.None) => words["Reports.Unknown"],
        (PipelineGrouping.Category, _) => categories.Name(key),
        _ => name ?? $"#{key}",
    };

    /// <summary>Who did something; the program did what nobody did.</summary>
    public string Person(string key, string? name) => key switch
    {
        LedgerKey.Total => words["Reports.Total"],
        LedgerKey.None => words["Pipeline.NobodyKnown"],
        _ => name ?? $"#{key}",
    };

    public string Point(PipelinePoint point, bool ofHorizons) => point.Edge != PipelineEdge.Open ? words.Of(point.Edge)
        : ofHorizons ? words.Of("Pipeline", (Horizon)point.Place)
        : stages.Find(point.Place)?.Called() ?? $"#{point.Place}";

    /// <summary>In the order of the way: what is open by its place, then what came or left.</summary>
    public IEnumerable<PipelinePoint> Ordered(IEnumerable<PipelinePoint> points, bool ofHorizons) => points.Distinct()
        .OrderBy(point => point.Edge).ThenBy(point => ofHorizons ? point.Place : stages.Find(point.Place)?.Position ?? 0).ThenBy(point => point.Place);

    /// <summary>The lines by the names that the reader sees.</summary>
    public IEnumerable<(string Name, PipelineLine Line)> Sorted(PipelineSums sums, StringComparer order) =>
        sums.By == PipelineGrouping.Total ? []
        : sums.Lines.Select(line => (Name: Group(sums.By, line.Key, line.Name), Line: line))
            .OrderBy(row => row.Name, order).ThenBy(row => row.Line.Key, StringComparer.Ordinal);
}
