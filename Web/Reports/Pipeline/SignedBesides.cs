using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Reports.Sales;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>What was signed without an opportunity: a forecast, which counts won opportunities, does not know of it, while what is signed towards a target does.</summary>
/// <param name="Link">Its contracts.</param>
public sealed record SignedBesides(Money Signed, string Link)
{
    /// <summary>Null where nothing was, or it is not for the viewer.</summary>
    public static async Task<SignedBesides?> OfAsync(CrmDbContext db, ForecastQuestion asked, FiscalSpan period, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!asked.Viewer.May(RecordType.Contract, AccessAction.Read) || !asked.Viewer.Sees(SensitiveField.Amount) || ContractsOf(asked, period) is not { } contracts)
        {
            return null;
        }

        var filter = new ContractFilter
        {
            NoOpportunity = true,
            From = contracts.From,
            To = contracts.To,
            Region = contracts.Region,
            NoRegion = contracts.NoRegion,
            Team = contracts.Team,
            Owner = contracts.Owner,
        };
        var signed = (await ContractSums.OfAsync(db, asked.Viewer, filter, today, cancel)).Signed;
        return signed == Money.Zero ? null : new(signed, SalesTables.Link(contracts, "noOpportunity=true"));
    }

    /// <summary>The contracts of the part that is asked for, signed by its day; null where contracts can't be asked for by that part.</summary>
    private static SalesQuestion? ContractsOf(ForecastQuestion asked, FiscalSpan period)
    {
        SalesQuestion? contracts = new(asked.Viewer, period.From, asked.AsOf < period.Until ? asked.AsOf : period.Until);
        foreach (var slice in asked.Filter)
        {
            contracts = (slice.Grouping, LedgerKey.IdOf(slice.Key)) switch
            {
                (PipelineGrouping.Owner, { } owner) => contracts with { Owner = owner },
                (PipelineGrouping.Team, { } team) => contracts with { Team = team },
                (PipelineGrouping.Region, { } region) => contracts with { Region = region },
                (PipelineGrouping.Region, null) when slice.Key == LedgerKey.None => contracts with { NoRegion = true },
                _ => null,
            };
            if (contracts is null)
            {
                return null;
            }
        }

        return contracts;
    }
}
