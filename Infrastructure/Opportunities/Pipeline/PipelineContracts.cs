using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Pipeline;

/// <param name="Known">Won opportunities that have a contract already.</param>
public sealed record PipelineContractsOutcome(int Made, Money Amount, int Known);

/// <summary>
/// What a pipeline tells as won becomes contracts: signed on the closing day for the closing value, with the product as the one
/// line and without tax. Numbers follow the days of signing; what has a contract gets no second one. Of payments the files say
/// nothing: all of it is due on the day of signing and open.
/// </summary>
public sealed class PipelineContracts(CrmDbContext db, Stamp stamp)
{
    /// <param name="numbers">The opportunities that the file names.</param>
    public Task<PipelineContractsOutcome> RunAsync(IReadOnlyCollection<string> numbers, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        var named = numbers.ToHashSet();
        var contracted = await db.Contracts.VisibleTo(Viewer.Program).Where(row => row.OpportunityId != null).Select(row => row.OpportunityId ?? 0).ToHashSetAsync(cancel);
        var won = (await db.Opportunities.AsNoTracking().VisibleTo(Viewer.Program)
                .Where(row => row.State == OpportunityState.Won && row.CustomerId != null && row.ProductId != null && row.ClosedAt != null && row.OwnerId != null).ToListAsync(cancel))
            .Where(row => named.Contains(row.Number)).OrderBy(row => row.ClosedAt).ThenBy(row => row.Number, StringComparer.Ordinal).ToList();
        var contracts = won.Where(row => !contracted.Contains(row.Id)).Select(Draft).ToList();
        foreach (var year in contracts.GroupBy(pair => pair.On.Year))
        {
            var series = await db.NextNumbersAsync(ContractSigning.Series, year.Key, year.Count(), cancel);
            foreach (var ((contract, on), number) in year.Zip(series))
            {
                contract.Sign(number, on, Then(on));
            }
        }

        await db.InsertInBulkAsync(contracts.ConvertAll(pair => pair.Contract), cancel);
        await TellCustomersAsync(contracts.Select(pair => pair.Contract), cancel);
        return new PipelineContractsOutcome(contracts.Count, new Money(contracts.Sum(pair => pair.Contract.AmountInTax.Minor)), won.Count - contracts.Count);
    }, cancel);

    private (Contract Contract, DateOnly On) Draft(Opportunity won)
    {
        var on = db.Company.Time.DayOf(won.ClosedAt ?? stamp.At);
        var facts = new ContractFacts(won.Name, won.CustomerId ?? 0)
        {
            OpportunityId = won.Id,
            Lines = [new LineTerms(won.ProductId ?? 0, 1, won.Amount ?? Money.Zero, Percent.Zero, Percent.Zero)],
            Milestones = [new MilestoneTerms(MilestoneKind.Payment, won.Number, on, Percent.Whole)],
        };
        return (new Contract(facts, new ContractOwner(won.OwnerId, won.TeamId, won.RegionId), Then(on)), on);
    }

    /// <summary>A past is told as it happened, each day on its own: nobody enters it late.</summary>
    private Stamp Then(DateOnly on) => stamp with { At = db.Company.Time.StartOf(on), Today = on };

    private async Task TellCustomersAsync(IEnumerable<Contract> contracts, CancellationToken cancel)
    {
        var first = contracts.GroupBy(contract => contract.CustomerId).ToDictionary(group => group.Key, group => group.First().Id);
        foreach (var customer in await db.Customers.VisibleTo(Viewer.Program).ForChange().Where(row => first.Keys.Contains(row.Id)).ToListAsync(cancel))
        {
            customer.ContractSigned(first[customer.Id], stamp);
        }

        await db.SaveChangesAsync(cancel);
    }
}
