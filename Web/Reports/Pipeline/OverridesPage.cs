using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>Which number of the overrides was opened.</summary>
public sealed record OverrideFigureLook
{
    /// <summary>Whose; without one all.</summary>
    [MaxLength(20)]
    public string? Person { get; init; }

    /// <summary>Without one all.</summary>
    public OverrideVerdict? Verdict { get; init; }

    public IReadOnlyList<JudgedOverride> Of(IEnumerable<JudgedOverride> overrides) =>
    [
        .. overrides.Where(row => (Person is null or LedgerKey.Total || row.Override.Key == Person) && (Verdict is null || row.Verdict == Verdict)),
    ];
}

/// <summary>改判准确率: who was right where the rule and a person said different things, as one page shows it.</summary>
public sealed record OverridesPage(
    ForecastLook Look, ForecastQuestion Asked, IReadOnlyList<JudgedOverride> Overrides, OrganisationFacts Names, PageAddress Address, PipelineText Text)
{
    public const string Path = ForecastPage.Path + "/overrides";

    public static readonly IReadOnlyList<OverrideVerdict> Verdicts = Enum.GetValues<OverrideVerdict>();

    /// <summary>By what it is narrowed, in words.</summary>
    public IReadOnlyList<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. Asked.Filter.Select(slice => (words.Of(slice.Grouping), Text.Group(slice.Grouping, slice.Key, Names.NameOf(slice))))];
    }

    public bool MayExport => Asked.Viewer.May(RecordType.Opportunity, AccessAction.Export);

    public IEnumerable<(string Name, OverrideScore Score)> Scores => OverrideScore.Of(Overrides).Select(score => (Name: NameOf(score.Key), Score: score))
        .OrderBy(row => row.Score.Key == LedgerKey.Total).ThenBy(row => row.Name, StringComparer.CurrentCulture);

    public string Open(string key, OverrideVerdict? verdict) =>
        Address.At(Path + "/opportunities").Without("part", "page").With("person", key).With("verdict", verdict).ToString();

    /// <summary>How a hit rate is made.</summary>
    public string Made(string key, bool ofRule) => Address.At(Path + "/ratio").Without("part", "page").With("person", key).With("rule", ofRule ? "true" : null).ToString();

    public string NameOf(string key) => Text.Person(key, Names.Person(LedgerKey.IdOf(key)));
}

/// <summary>The opportunities behind a number, with what was said and what came.</summary>
public sealed record OverrideHitsPage(HitsPage List, IReadOnlyDictionary<(long OpportunityId, DateTime At), JudgedOverride> Overrides)
{
    public JudgedOverride Of(PipelineHit hit)
    {
        ArgumentNullException.ThrowIfNull(hit);
        return Overrides[(hit.OpportunityId, hit.At)];
    }
}
