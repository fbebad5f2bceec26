using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>A quote begins with an opportunity.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/quotes")]
public sealed class NewQuoteController(CrmDbContext db, TimeProvider clock, Words words) : QuoteFormController(db, clock, words)
{
    private const int ValidDays = 30;

    [HttpGet("new")]
    public async Task<IActionResult> New(long id, CancellationToken cancel)
    {
        if (await OpportunityAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        if (Quote.CanQuote(opportunity) is { } refusal)
        {
            Say(Words.Of(refusal));
            return LocalRedirect($"/opportunities/{id}/quotes");
        }

        var form = new QuoteForm { ValidUntil = Today.AddDays(ValidDays) };
        var pricing = await PricingAsync(opportunity, form, null, cancel);
        form.Lines = [.. pricing.Sold.Where(product => product.Id == opportunity.ProductId).Select(product => new QuoteLineForm { ProductCode = product.Code, Quantity = 1 })];
        return View("New", Page(opportunity, null, form.Padded(), pricing));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, QuoteForm form, QuoteAct act, CancellationToken cancel)
    {
        if (await OpportunityAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        CheckValidity(form, null);
        Quote? quote = null;
        var facts = act == QuoteAct.Save ? await FactsAsync(opportunity, null, form, cancel) : null;
        if (facts is null || !await TryAsync(async () => quote = await Db.QuoteAsync(opportunity, facts, ByViewer, cancel)) || quote is null)
        {
            return await AgainAsync("New", opportunity, null, form, act, cancel);
        }

        Say(Words["Quotes.Said.Drafted", quote.Number]);
        return LocalRedirect($"/quotes/{quote.Id}");
    }
}
