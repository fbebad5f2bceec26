using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>By what the opportunities behind a figure are narrowed, in words.</summary>
public sealed class PipelineNarrowed(OrganisationFacts names, CategoryScheme categories, PipelineText text, Words words)
{
    public IReadOnlyList<(string Word, string Value)> Of(FunnelQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return [(words["Pipeline.Period"], $"{Show.Day(asked.From)} – {Show.Day(asked.Until)}"), .. PartOf(asked, names, categories, words)];
    }

    /// <summary>The same without the days.</summary>
    public static IReadOnlyList<(string Word, string Value)> PartOf(FunnelQuestion asked, OrganisationFacts names, CategoryScheme categories, Words words)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        return
        [
            .. Numbered(PipelineGrouping.Owner, asked.OwnerId, names.Person, words), .. Numbered(PipelineGrouping.Team, asked.TeamId, names.Team, words),
            .. Numbered(PipelineGrouping.Region, asked.RegionId, names.Region, words),
            .. asked.Category is { } category ? [(words.Of(PipelineGrouping.Category), categories.Name(category))] : Nothing,
        ];
    }

    /// <param name="group">The row of the figure; null for all together.</param>
    /// <param name="product">What the row's product is called, where it is of one.</param>
    /// <param name="method">Null where the figure asks none.</param>
    public IReadOnlyList<(string Word, string Value)> Of(ForecastQuestion asked, string? group, string? product, ForecastMethod? method)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var slices = group is null ? asked.Filter : [.. asked.Filter, new PipelineSlice(asked.By, group)];
        return
        [
            .. slices.Where(slice => slice.Grouping != PipelineGrouping.Total).Distinct().Select(slice => (words.Of(slice.Grouping), text.Group(slice.Grouping, slice.Key, slice.Grouping == PipelineGrouping.Product ? product : names.NameOf(slice)))),
            (words["Pipeline.AsOf"], Show.Day(asked.AsOf)), .. method is { } by ? [(words["Pipeline.Method"], words.Of(by))] : Nothing,
        ];
    }

    private static IEnumerable<(string, string)> Nothing => [];

    private static IEnumerable<(string, string)> Numbered(PipelineGrouping grouping, long? id, Func<long?, string?> name, Words words) =>
        id is { } number ? [(words.Of(grouping), name(number) ?? $"#{number}")] : [];
}
