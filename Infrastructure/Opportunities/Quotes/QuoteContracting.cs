using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Quotes;

/// <summary>What a contract needs beyond what the quote says.</summary>
/// <param name="Products">The product that a free line is sold as, by the line's key: sales are counted by product.</param>
/// <param name="Options">The keys of the options that the customer takes.</param>
public sealed record QuoteChoice(string Name, IReadOnlyDictionary<int, long> Products, IReadOnlySet<int> Options, IReadOnlyList<MilestoneTerms> Milestones);

/// <summary>The accepted quote becomes a contract, and one only.</summary>
public static class QuoteContracting
{
    /// <exception cref="RuleBroken">It is not accepted, a free line has no product, or it is a contract already.</exception>
    public static async Task<Contract> ContractAsync(
        this CrmDbContext db, Quote quote, Opportunity opportunity, QuoteChoice choice, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(choice);
        try
        {
            return await db.WriteAsync(() => MakeAsync(db, quote, opportunity, choice, stamp, cancel), cancel);
        }
        catch (DbUpdateException)
        {
            // Two at the same moment: the index of the contracts lets one of them through.
            db.ChangeTracker.Clear();
            await db.RefuseTwiceAsync(quote, cancel);
            throw;
        }
    }

    /// <summary>The contract that the quote became; null while there is none, or only what was discarded.</summary>
    public static Task<Contract?> ContractOfQuoteAsync(this CrmDbContext db, long quoteId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Contracts.AsNoTracking().VisibleTo(Viewer.Program).Kept().SingleOrDefaultAsync(contract => contract.QuoteId == quoteId, cancel);
    }

    private static async Task<Contract> MakeAsync(
        CrmDbContext db, Quote quote, Opportunity opportunity, QuoteChoice choice, Stamp stamp, CancellationToken cancel)
    {
        await db.RefuseTwiceAsync(quote, cancel);
        quote.BecameContract(stamp);
        var soldAs = choice.Products.Values.ToList();
        var costs = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Include(product => product.Prices).Where(product => soldAs.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => product.PriceOn(stamp.Today).StandardCost, cancel);
        var facts = new ContractFacts(choice.Name, opportunity.CustomerId ?? throw new RuleBroken(new Refusal("QuoteNeedsCustomer")))
        {
            OpportunityId = opportunity.Id,
            QuoteId = quote.Id,
            Note = quote.Current.Terms,
            Lines = [.. quote.Current.Lines.Where(line => !line.IsOptional || choice.Options.Contains(line.Key)).OrderBy(line => line.Place).Select(line => Line(line, choice, costs))],
            Milestones = choice.Milestones,
            Shares = [.. opportunity.Shares().Select(share => (share.PersonId, share.Share))],
        };
        var contract = new Contract(facts, new ContractOwner(opportunity.OwnerId ?? stamp.ActorId, opportunity.TeamId, opportunity.RegionId), stamp);
        db.Contracts.Add(contract);
        await db.SaveChangesAsync(cancel);
        return contract;
    }

    /// <summary>What is sold as a product costs no less than the catalogue says of it, whatever was typed while it was described freely.</summary>
    private static LineTerms Line(QuoteLine line, QuoteChoice choice, Dictionary<long, Money?> costs)
    {
        if (line.ProductId is not null)
        {
            return line.Terms.Sums;
        }

        var product = choice.Products.TryGetValue(line.Key, out var chosen) ? chosen : throw new RuleBroken(new Refusal("QuoteLineNeedsProduct", line.Place, line.Text));
        return line.Terms.Sums with { ProductId = product, UnitCost = (line.Terms with { StandardCost = costs.GetValueOrDefault(product) }).MeasuredUnitCost };
    }

    private static async Task RefuseTwiceAsync(this CrmDbContext db, Quote quote, CancellationToken cancel) =>
        (await db.ContractOfQuoteAsync(quote.Id, cancel) is { } made ? new Refusal("QuoteHasContract", quote.Number, made.Label) : null).ThrowIfRefused();
}
