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

        var form = await KeptAsync(quote, cancel);
        return View("Edit", Page(opportunity, quote, form, await PricingAsync(opportunity, form, null, cancel)));
    }

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, QuoteForm form, QuoteAct act, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not var (quote, opportunity))
        {
            return NotFound();
        }

        if (act == QuoteAct.Save && form.Version != quote.Version && quote.CanEdit() is null)
        {
            return Conflicting(form, await KeptAsync(quote, cancel), quote.Number);
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

    /// <summary>The form as it is kept; whoever does not see what it costs is not told here either.</summary>
    private async Task<QuoteForm> KeptAsync(Quote quote, CancellationToken cancel)
    {
        var form = QuoteForm.Of(quote, await ProductsAsync(quote, cancel));
        foreach (var line in Viewer.Sees(SensitiveField.Margin) ? [] : form.Lines)
        {
            line.UnitCost = null;
        }

        return form;
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
