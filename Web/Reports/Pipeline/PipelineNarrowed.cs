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
        return
        [
            (words["Pipeline.Period"], $"{Show.Day(asked.From)} – {Show.Day(asked.Until)}"),
            .. Numbered(PipelineGrouping.Owner, asked.OwnerId, names.Person), .. Numbered(PipelineGrouping.Team, asked.TeamId, names.Team),
            .. Numbered(PipelineGrouping.Region, asked.RegionId, names.Region),
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

    private IEnumerable<(string, string)> Numbered(PipelineGrouping grouping, long? id, Func<long?, string?> name) =>
        id is { } number ? [(words.Of(grouping), name(number) ?? $"#{number}")] : [];
}
