using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>The draft of a quote is changed until it goes out.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("quotes/{id:long}/edit")]
public sealed class QuoteEditController(CrmDbContext db, TimeProvider clock, Words words) : QuoteFormController(db, clock, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not var (quote, opportunity))
        {
            return NotFound();
        }

        if (quote.CanEdit() is { } refusal)
        {
            Say(Words.Of(refusal));
            return LocalRedirect($"/quotes/{id}");
        }

        var form = QuoteForm.Of(quote, await ProductsAsync(quote, cancel));
        return View("Edit", Page(opportunity, quote, form, await PricingAsync(opportunity, form, null, cancel)));
    }

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, QuoteForm form, QuoteAct act, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not var (quote, opportunity))
        {
            return NotFound();
        }

        if (act == QuoteAct.Save && form.Version != quote.Version)
        {
            return await MeanwhileAsync(quote, opportunity, form, cancel);
        }

        CheckValidity(form, quote);
        var facts = act == QuoteAct.Save ? await FactsAsync(opportunity, quote, form, cancel) : null;
        if (facts is null || !await TryAsync(() => SaveAsync(quote, facts, cancel)))
        {
            return await AgainAsync("Edit", opportunity, quote, form, act, cancel);
        }

        Say(quote.ValidUntil < Today ? $"{Words["Quotes.Said.Edited", quote.Number]} {Words["Quotes.ValidityOver", quote.ValidUntil]}" : Words["Quotes.Said.Edited", quote.Number]);
        return LocalRedirect($"/quotes/{id}");
    }

    private async Task<(Quote Quote, Opportunity Opportunity)?> FindAsync(long id, CancellationToken cancel)
    {
        var quote = await Db.Quotes.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
        return quote is null || await OpportunityAsync(quote.OpportunityId, cancel) is not { } opportunity ? null : (quote, opportunity);
    }

    /// <summary>Somebody saved between: what was typed stays to be compared with his, and can be saved over it.</summary>
    private async Task<IActionResult> MeanwhileAsync(Quote quote, Opportunity opportunity, QuoteForm form, CancellationToken cancel)
    {
        form.Version = quote.Version;
        ModelState.Remove(nameof(QuoteForm.Version));
        ModelState.AddModelError("", Words["Quotes.ChangedMeanwhile", quote.Number]);
        var answer = await AgainAsync("Edit", opportunity, quote, form, QuoteAct.Save, cancel);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return answer;
    }

    private Task SaveAsync(Quote quote, QuoteFacts facts, CancellationToken cancel)
    {
        quote.Edit(facts, ByViewer);
        return Db.SaveChangesAsync(cancel);
    }

    private Task<Dictionary<long, Product>> ProductsAsync(Quote quote, CancellationToken cancel)
    {
        var ids = quote.Current.Lines.Select(line => line.ProductId).OfType<long>().ToList();
        return Db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancel);
    }
}
