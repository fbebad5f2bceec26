using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What is done with a quote, one verb for each form of its page.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("quotes/{id:long}")]
public sealed class QuoteVerbsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : QuotePageController(db, clock, organisation, words)
{
    [HttpPost("submission")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Submit(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Submit, word, (quote, opportunity) => Db.SubmitAsync(quote, opportunity, ByViewer, cancel), cancel);

    [HttpPost("withdrawal")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Withdraw(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Withdraw, word, (quote, _) => Plain(() => quote.Withdraw(ByViewer)), cancel);

    [HttpPost("decision")]
    [Authorize(Policy = Policies.ApproveOpportunities)]
    public Task<IActionResult> Decide(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) => DoAsync(
        id, AccessAction.Approve, QuoteVerb.Decide, word,
        (quote, opportunity) => Plain(() => Db.Decide(quote, opportunity, word.IsApproved, word.Reason, Db.Company.Facts.Quotes.LimitOf(Viewer.Roles), ByViewer)), cancel);

    [HttpPost("sending")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Send(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Send, word, (quote, _) => Plain(() => quote.Send(ByViewer)), cancel);

    [HttpPost("acceptance")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Accept(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Accept, word, (quote, _) => Plain(() => quote.Accept(word.Reason, ByViewer)), cancel);

    [HttpPost("reopening")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Reopen(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) => DoAsync(id, AccessAction.Write, QuoteVerb.Reopen, word, async (quote, _) =>
    {
        (await Db.ContractOfQuoteAsync(id, cancel) is { } made ? new Refusal("QuoteHasContract", quote.Number, made.Label) : null).ThrowIfRefused();
        quote.TakeBackAcceptance(word.Reason, ByViewer);
    }, cancel);

    [HttpPost("refusal")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Decline(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Decline, word, (quote, _) => Plain(() => quote.Decline(word.Reason, ByViewer)), cancel);

    [HttpPost("versions")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Revise(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Revise, word, (quote, _) => Plain(() => quote.Revise(ByViewer)), cancel);

    [HttpPost("discarding")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public Task<IActionResult> Discard(long id, [Bind(Prefix = "Word")] QuoteWordForm word, CancellationToken cancel) =>
        DoAsync(id, AccessAction.Write, QuoteVerb.Discard, word, (quote, _) => Plain(() => quote.Discard(word.Reason, ByViewer)), cancel);

    private static Task Plain(Action verb)
    {
        verb();
        return Task.CompletedTask;
    }

    private async Task<IActionResult> DoAsync(long id, AccessAction right, QuoteVerb verb, QuoteWordForm word, Func<Quote, Opportunity, Task> work, CancellationToken cancel)
    {
        if (await Db.Quotes.VisibleTo(Viewer, right).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } quote)
        {
            return NotFound();
        }

        // What was decided on another version was decided on something else, whatever its rule would say.
        var isFirst = quote.Version == word.Version;
        try
        {
            if (isFirst && ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => SaveAsync(quote, word, right, work, cancel), cancel)))
            {
                Say(quote.Status == QuoteStatus.Draft && right == AccessAction.Approve ? Words["Quotes.Said.Returned", quote.Number] : Words["Quotes.Said.Moved", quote.Number, quote.Status]);
                return LocalRedirect($"/quotes/{id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            isFirst = false;
        }

        return await ShowAgainAsync(id, verb, word, isFirst, cancel);
    }

    private async Task SaveAsync(Quote quote, QuoteWordForm word, AccessAction right, Func<Quote, Opportunity, Task> work, CancellationToken cancel)
    {
        Db.Entry(quote).Property(row => row.Version).OriginalValue = word.Version;
        var opportunity = await Db.Opportunities.VisibleTo(Viewer, right).Include(row => row.Customer).SingleAsync(row => row.Id == quote.OpportunityId, cancel);
        await work(quote, opportunity);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>What was typed stands in the form that it was typed in, and in no other: where the page has that no more, it is only told.</summary>
    private async Task<IActionResult> ShowAgainAsync(long id, QuoteVerb verb, QuoteWordForm word, bool isFirst, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        ModelState.Remove("Word.Version");
        if (await PageAsync(id, null, word, cancel) is not { } page)
        {
            return NotFound();
        }

        if (!page.Takes(verb))
        {
            ModelState.Remove("Word.Reason");
            page = page with { Word = new QuoteWordForm(), Kept = await KeptForm.OfAsync(HttpContext) };
        }

        if (!isFirst)
        {
            ModelState.AddModelError("", ChangedMeanwhile(page, verb));
        }

        Response.StatusCode = isFirst ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return View("Show", page with { Refused = verb });
    }

    private string ChangedMeanwhile(QuotePage page, QuoteVerb verb)
    {
        var accepted = verb == QuoteVerb.Accept && page.Quote.Status == QuoteStatus.Accepted ? page.History.FirstOrDefault(row => row.Kind == QuoteEventKind.Accepted) : null;
        var last = accepted ?? page.History[0];
        return Words[
            accepted is null ? "Quotes.ChangedMeanwhile" : "Quotes.AcceptedAlready", page.Quote.Number, last.Kind,
            page.Subject.Names.Person(last.ActorId) ?? Words["Quotes.Program"], Show.Instant(last.At, CompanyTime)];
    }
}
