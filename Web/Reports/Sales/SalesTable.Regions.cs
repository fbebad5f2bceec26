using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <content>What each region signed, how that is made up, and what it may still sign.</content>
public sealed partial class SalesTables
{
    private async Task<SalesTable> RegionsAsync(SalesQuestion asked, CancellationToken cancel)
    {
        // An opportunity tells no amount by product, and its list no category: beside a part of what was signed there is no pipeline.
        var pipeline = asked is { Further: true, IsOfSome: false } && RegionPipeline.IsFor(asked.Viewer) ? await RegionPipeline.OfAsync(db, asked, today, cancel) : null;
        long[] expecting = pipeline is null ? [] : [.. pipeline.Where(one => one.Value.All != Money.Zero && one.Key != 0).Select(one => one.Key)];
        var (sums, further) = asked.Further
            ? await db.ReadTogetherAsync(here => SalesReports.RegionsAsync(here, asked, expecting, cancel), other => SalesFurther.RegionsAsync(other, asked, cancel), cancel)
            : (await SalesReports.RegionsAsync(db, asked, expecting, cancel), null);
        var rows = sums.Rows;
        var (signed, exTax, cost) = (Sum(rows, row => row.Signed), Sum(rows, row => row.ExTax), Sum(rows, row => row.Cost));
        var (contracts, target) = (rows.Sum(row => row.Contracts), (await db.TargetsAsync(asked.From, asked.To, cancel)).Of(asked.TargetIs, asked.From, asked.To));
        return new SalesTable(
            "regional-sales",
            [
                "region", "contracts", "signed", "share", "target", "attainment", "previous", "last_year", .. Further(asked, "growth", "growth_year"), "mean", .. Margin(asked, "margin"), .. RateColumns(asked), .. Further(asked, [.. Margin(asked, "completion_margin")]),
                .. Further(asked, "volume_effect", "size_effect", "top_five", "concentration"), .. pipeline is null ? [] : Further(asked, "pipeline", "pipeline_due", "coverage"),
            ],
            [.. rows.Select(row => new SalesRow(
            [
                names.Region(row.RegionId) ?? words["Reports.NoRegion"], row.Contracts, row.Signed, new ShareOf(row.Share), Aimed(asked, row.Target, (TargetOf.Region, row.RegionId)), Attained(row.Signed, row.Target),
                .. Compared(asked, row.Previous, row.LastYear, Only(row.RegionId)), .. Grown(asked, row.Signed, row.Previous, row.LastYear), row.Mean,
                .. Margin(asked, row.ExTax - row.Cost), .. Rate(asked, row.ExTax, row.ExTax - row.Cost), .. AtCompletion(asked, further?.Margins.GetValueOrDefault(row.RegionId ?? 0), Only(row.RegionId)), .. further is null ? [] : Further(asked, row.RegionId, further.Of(row)),
                .. pipeline is null ? [] : Further(asked, pipeline.GetValueOrDefault(row.RegionId ?? 0), Only(row.RegionId), row.Target, row.Signed),
            ], Link(asked, Only(row.RegionId))) { Id = row.RegionId ?? 0 })],
            new SalesRow(
            [
                words["Reports.Total"], contracts, signed, new ShareOf(signed.Minor == 0 ? 0 : 1), Aimed(asked, target), Attained(signed, target), .. Compared(asked, sums.Previous, sums.LastYear, ""),
                .. Grown(asked, signed, sums.Previous, sums.LastYear), contracts == 0 ? null : new Money(signed.Minor / contracts), .. Margin(asked, exTax - cost), .. Rate(asked, exTax, exTax - cost),
                .. AtCompletion(asked, further is null ? null : Sum(further.Margins.Values, one => one), ""),
                .. Further(asked, (object?)null, null, null, null),
                .. pipeline is null ? [] : Further(asked, pipeline.Values.Aggregate(default(WeightedPipeline), (so, one) => so.Plus(one)), asked.Region is { } of ? $"region={of}" : "", target, signed),
            ], Link(asked, "")), new SalesChart("funnel", ["signed"]));
    }

    /// <summary>The contracts that were signed within the days, as they stand now.</summary>
    private static object?[] AtCompletion(SalesQuestion asked, Money? margin, string region) =>
        [.. Further(asked, [.. Margin(asked, new PartOf(margin, Link(asked, $"{region}&first=true".TrimStart('&'))))])];

    private static string Only(long? region) => region is { } id ? $"region={id}" : "noRegion=true";

    /// <summary>Shares and differences are no sum of records: what they open shows how they are made.</summary>
    private static object?[] Further(SalesQuestion asked, long? region, RegionFurther one)
    {
        var basis = RegionBasisPage.Link(Query(asked, Only(region)));
        return
        [
            one.Effect is { Volume: var volume } ? new PartOf(volume, $"{basis}#effects") : null, one.Effect is { Size: var size } ? new PartOf(size, $"{basis}#effects") : null,
            one.TopFive is { } share ? new PartOf(new ShareOf(share), $"{basis}#top-five") : null, one.Concentration is { } index ? new PartOf(index, $"{basis}#concentration") : null,
        ];
    }

    /// <summary>The opportunities behind a sum: of today those of the list, else as they stood at the end of the days.</summary>
    private object?[] Further(SalesQuestion asked, WeightedPipeline one, string region, Money? target, Money signed)
    {
        var parts = new[] { "weighted=true", region, asked.Team is { } team ? $"team={team}" : "", asked.Owner is { } owner ? $"owner={owner}" : "" };
        var now = "/opportunities?" + string.Join('&', parts.Where(part => part.Length > 0));
        var (all, due) = asked.To < today ? (RegionPipelineController.Of(Query(asked, region), due: false), RegionPipelineController.Of(Query(asked, region), due: true))
            : (now, $"{now}&unheld=true&expectedUntil={Show.Day(asked.To)}");
        return [new PartOf(one.All, all), new PartOf(one.Due, due), new PartOf(new ShareOf(one.Coverage(target, signed)), due)];
    }
}
