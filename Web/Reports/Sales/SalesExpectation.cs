using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.Sales;

namespace SiCrm.Web.Reports.Sales;

/// <summary>How far what was signed, and what is open at its stages' probabilities, reaches towards the target of the days.</summary>
public static class SalesExpectation
{
    /// <summary>Null without a target, or for who reads no opportunities.</summary>
    public static async Task<ForecastGap?> GapAsync(CrmDbContext db, SalesQuestion asked, Money signed, DateTime now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!asked.Viewer.May(RecordType.Opportunity, AccessAction.Read) || (await db.TargetsAsync(asked.From, asked.To, cancel)).Of(asked.TargetIs, asked.From, asked.To) is not { } target)
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
