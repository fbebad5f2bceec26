using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Access;
using SiCrm.Web.Opportunities.Record;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>A quote as lists show it.</summary>
public sealed record QuoteRow(
    long Id, string Number, int VersionNo, QuoteStatus Status, Money AmountInTax, DateOnly? ValidUntil, DateTime CreatedAt, long? CreatedById, long OpportunityId)
{
    public static IQueryable<QuoteRow> Of(IQueryable<Quote> quotes) => quotes.Select(quote => new QuoteRow(
        quote.Id, quote.Number, quote.VersionNo, quote.Status, quote.AmountInTax, quote.ValidUntil, quote.CreatedAt, quote.CreatedById, quote.OpportunityId));
}

/// <summary>The tab of an opportunity with what was offered for it.</summary>
public sealed record OpportunityQuotesPage(OpportunityHead Head, IReadOnlyList<QuoteRow> Quotes, bool MayQuote) : OpportunityPage(Head, "quotes");

/// <summary>报价: the quotes of one opportunity, the newest first.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}/quotes")]
public sealed class QuotesController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation)
    : OpportunityPageController(db, clock, mapping, organisation)
{
    private const int Most = 100;

    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var quotes = await QuoteRow.Of(Db.Quotes.VisibleTo(Viewer).Where(quote => quote.OpportunityId == id).OrderByDescending(quote => quote.Id).Take(Most)).ToListAsync(cancel);
        return View(new OpportunityQuotesPage(head, quotes, head.MayChange && head.SeesAmount && head.Opportunity.CustomerId is not null));
    }
}
