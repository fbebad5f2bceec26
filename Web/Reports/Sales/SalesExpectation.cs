using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Sales;

/// <summary>How far what was signed, and what is open at its stages' probabilities, reaches towards the target of the days.</summary>
public static class SalesExpectation
{
    /// <summary>As the address of the figures says it.</summary>
    public const string GapName = "gap";

    public const string CoverageName = "reach";

    /// <summary>Null without a target, for who reads no opportunities, and of one product or category: the pipeline is of all.</summary>
    public static async Task<ForecastGap?> GapAsync(CrmDbContext db, SalesQuestion asked, Money signed, DateTime now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (asked.IsOfSome || !asked.Viewer.May(RecordType.Opportunity, AccessAction.Read) || (await db.TargetsAsync(asked.From, asked.To, cancel)).Of(asked.TargetIs, asked.From, asked.To) is not { } target)
        {
            return null;
        }

        var filter = new OpportunityFilter
        {
            Unheld = true,
            ExpectedUntil = asked.To,
            Owner = asked.Owner is { } owner ? Written(owner) : null,
            Team = asked.Team,
            Region = asked.Region,
            NoRegion = asked.NoRegion,
        };
        return new ForecastGap(target, signed, await db.WeightedAsync(asked.Viewer, filter, now, cancel));
    }

    /// <summary>How the gap, or how far what is expected covers it, is made; null for another figure, and where nothing is left to be covered.</summary>
    internal static RatioPage? Ratio(ForecastGap gap, string? of, SalesTable table, SalesQuestion asked, Crumb back, PageAddress report, Words words)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(words);
        RatioPart target = new(words["Home.Target"], Show.Money(gap.Target), LinkOf(table, "target")), signed = new(words["Pipeline.Signed"], Show.Money(gap.Signed), table.Total.Link) { IsLess = true, Place = "less" },
            weighted = new(words["Pipeline.Weighted"], Show.Money(gap.Weighted), Expected(asked, table.Key, report));
        var (days, whose) = ($"{Show.Day(asked.From)} – {Show.Day(asked.To)}", words["Reports.Total"]);
        if (of == GapName)
        {
            RatioPart[] parts = [target, signed, weighted with { IsLess = true, Place = "less" }];
            var step = new RatioStep(words["Pipeline.Gap"], string.Join(" − ", parts.Select(part => part.Name)), string.Join(" − ", parts.Select(part => part.Value)), Show.Money(gap.Gap));
            return new RatioPage(words["Pipeline.Gap"], words["Pipeline.ForecastMeans.Gap"], whose, parts, [step]) { Back = back, Days = days };
        }

        return of == CoverageName && gap.Coverage is { } coverage
            ? new(words["Home.Coverage"], words["Pipeline.ForecastMeans.Coverage"], whose, [weighted], [target, signed], Show.Percent(coverage)) { Back = back, Days = days } : null;
    }

    /// <summary>The opportunities that are expected until the last of the days.</summary>
    internal static string Expected(SalesQuestion asked, string key, PageAddress report) =>
        $"/opportunities?weighted=true&unheld=true&expectedUntil={Show.Day(asked.To)}{Of(asked)}{ReportOrigin.Said(key, report)}";

    /// <summary>Where a column of the total row leads to.</summary>
    internal static string? LinkOf(SalesTable table, string column) =>
        table.Columns.ToList().IndexOf(column) is >= 0 and var place && table.Total.Cells[place] is PartOf part ? part.Link : null;

    /// <summary>What the days are asked for, as the address of the list of opportunities goes on.</summary>
    public static string Of(SalesQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        string?[] parts =
        [
            asked.Owner is { } owner ? $"&owner={Written(owner)}" : null, asked.Team is { } team ? $"&team={Written(team)}" : null,
            asked.Region is { } region ? $"&region={Written(region)}" : null, asked.NoRegion ? "&noRegion=true" : null,
        ];
        return string.Concat(parts);
    }

    private static string Written(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
