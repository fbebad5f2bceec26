using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>合同起草: the accepted quote becomes the draft of a contract.</summary>
[Authorize(Policy = Policies.CreateContracts)]
[Route("quotes/{id:long}/contract")]
public sealed class QuoteContractController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : QuotePageController(db, clock, organisation, words)
{
    private const int MostProducts = 500;

    [HttpGet("")]
    public async Task<IActionResult> New(long id, CancellationToken cancel)
    {
        if (await SubjectAsync(id, null, cancel) is not { } subject)
        {
            return NotFound();
        }

        if (subject.Quote.CanContract() is { } refusal)
        {
            Say(Words.Of(refusal));
            return LocalRedirect($"/quotes/{id}");
        }

        return await Db.ContractOfQuoteAsync(id, cancel) is { } made
            ? LocalRedirect($"/contracts/{made.Id}") : View("Contract", await PageAsync(subject, QuoteContractForm.Of(subject.Quote, subject.Opportunity), cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, QuoteContractForm form, CancellationToken cancel)
    {
        if (await Db.Quotes.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } quote)
        {
            return NotFound();
        }

        Contract? contract = null;
        if (ModelState.IsValid && await TryAsync(async () => contract = await MakeAsync(quote, form, cancel)) && contract is not null)
        {
            Say(Words["Quotes.Said.Contracted", quote.Number]);
            return LocalRedirect($"/contracts/{contract.Id}");
        }

        Db.ChangeTracker.Clear();
        if (await Db.ContractOfQuoteAsync(id, cancel) is { } made)
        {
            // Somebody was quicker: there is nothing left to fill in here.
            Say(Words.Of(new Refusal("QuoteHasContract", quote.Number, made.Label)));
            return LocalRedirect($"/contracts/{made.Id}");
        }

        return await SubjectAsync(id, null, cancel) is { } subject ? Unprocessable("Contract", await PageAsync(subject, form, cancel)) : NotFound();
    }

    private async Task<Contract> MakeAsync(Quote quote, QuoteContractForm form, CancellationToken cancel)
    {
        var opportunity = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).Include(row => row.Members).SingleAsync(row => row.Id == quote.OpportunityId, cancel);
        var codes = form.Lines.Select(line => line.ProductCode).OfType<string>().ToList();
        var products = await Db.Products.AsNoTracking().VisibleTo(Viewer).WithCodes(codes).ToDictionaryAsync(product => product.CodeKey, product => product.Id, cancel);
        var missing = codes.Find(code => !products.ContainsKey(Product.CodeKeyOf(code)));
        (missing is null ? null : new Refusal("ProductNotThere", missing)).ThrowIfRefused();
        var choice = new QuoteChoice(
            form.ContractName ?? "", form.Lines.Where(line => line.ProductCode is not null).DistinctBy(line => line.Key).ToDictionary(line => line.Key, line => products[Product.CodeKeyOf(line.ProductCode)]),
            form.Lines.Where(line => line.IsTaken).Select(line => line.Key).ToHashSet(), Milestones());
        return await Db.ContractAsync(quote, opportunity, choice, ByViewer, cancel);
    }

    /// <summary>The usual terms, to be changed in the draft.</summary>
    private IReadOnlyList<MilestoneTerms> Milestones() =>
    [
        new(MilestoneKind.Payment, Words["Contracts.Terms.First"], Today, 3000), new(MilestoneKind.Payment, Words["Contracts.Terms.Delivered"], Today.AddDays(60), 6000),
        new(MilestoneKind.Payment, Words["Contracts.Terms.Last"], Today.AddDays(425), 1000, true),
        new(MilestoneKind.Delivery, Words["Contracts.Terms.Delivery"], Today.AddDays(60), 10_000),
    ];

    private async Task<QuoteContractPage> PageAsync(QuoteSubject subject, QuoteContractForm form, CancellationToken cancel) =>
        new(subject, form, await Db.Products.AsNoTracking().VisibleTo(Viewer).SoldOn(Today).OrderBy(product => product.Code).Take(MostProducts).ToListAsync(cancel));
}
