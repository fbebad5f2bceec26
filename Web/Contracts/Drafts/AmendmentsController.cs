using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Drafts;

/// <summary>变更: what is agreed on after signing.</summary>
[Authorize(Policy = Policies.WriteContracts)]
[Route("contracts/{id:long}/amendments")]
public sealed class AmendmentsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int Rows = 3;

    [HttpGet("new")]
    public async Task<IActionResult> New(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } contract ? await FormAsync(contract, new AmendmentForm { SignedOn = Today, DueOn = Today.AddDays(30) }, null, cancel) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, AmendmentForm form, DraftAct act, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contract)
        {
            return NotFound();
        }

        if (act == DraftAct.AddUp)
        {
            return await AddUpAsync(contract, form, cancel);
        }

        if (Contract.CanBeDue(form.DueOn, form.SignedOn ?? Today) is { } early)
        {
            ModelState.AddModelError(nameof(form.DueOn), words.Of(early));
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => AmendAsync(contract, form, cancel), cancel)))
        {
            Say(words["Contracts.Said.Amended", contract.Label]);
            return LocalRedirect($"/contracts/{id}/lines");
        }

        return await FormAsync(contract, form, null, cancel);
    }

    /// <summary>Null too for whom amounts are hidden from: the form is full of them.</summary>
    private async Task<Contract?> FindAsync(long id, CancellationToken cancel) => !Viewer.Sees(SensitiveField.Amount) ? null
        : await Db.Contracts.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);

    private async Task AmendAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        var day = form.SignedOn ?? Today;
        var (added, removed) = (await AddedAsync(contract, form, cancel), Removed(contract, form));
        (await Db.WhyNotAddedAsync(contract, added, removed, Viewer.Roles, day, cancel)).ThrowIfRefused();
        contract.Amend(day, form.Reason, added, removed, form.DueOn, ByViewer, words["Contracts.AmendmentPayment", contract.Amendments.Count + 1]);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>What it comes to, whether or not there is a reason yet.</summary>
    private async Task<IActionResult> AddUpAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        Money? change = null;
        if (ModelState.Where(entry => entry.Key is not (nameof(form.Reason) or nameof(form.SignedOn))).All(entry => entry.Value?.Errors.Count is null or 0))
        {
            ModelState.Clear();
            form.Added = [.. form.Added.Where(line => !line.IsEmpty)];
            await TryAsync(async () =>
            {
                var added = await AddedAsync(contract, form, cancel);
                Fill(form, added);
                change = Contract.ChangeOf(added, Removed(contract, form));
            });
        }

        return await FormAsync(contract, form, change, cancel);
    }

    private async Task<IReadOnlyList<LineTerms>> AddedAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        return await Db.TermsOfAsync(Viewer, nameof(form.Added), form.Added, contract.RegionId, await CategoryAsync(contract, cancel), form.SignedOn ?? Today, cancel);
    }

    private async Task<string?> CategoryAsync(Contract contract, CancellationToken cancel) =>
        await Db.Customers.VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Category).SingleAsync(cancel);

    /// <summary>What goes, goes at the price at which that line came.</summary>
    private static List<LineTerms> Removed(Contract contract, AmendmentForm form) =>
        [.. from row in form.Removed
            where row.Quantity is not null and not 0
            let line = contract.Lines.FirstOrDefault(line => line.Id == row.LineId && !line.IsReduction) ?? throw new RuleBroken(new Refusal("LineNotThere", contract.Label))
            select line.Terms with { Quantity = row.Quantity ?? 0 }];

    /// <summary>What was left out is said as it will be signed, so that it can be changed.</summary>
    private static void Fill(AmendmentForm form, IEnumerable<LineTerms> added)
    {
        foreach (var (line, terms) in form.Added.Where(line => !line.IsEmpty).Zip(added))
        {
            (line.Quantity, line.UnitPrice, line.Discount, line.TaxRate) = (terms.Quantity, terms.UnitPrice, terms.Discount, terms.TaxRate);
        }
    }

    private async Task<IActionResult> FormAsync(Contract contract, AmendmentForm form, Money? change, CancellationToken cancel)
    {
        var left = contract.LinesLeft.ToList();
        form.Added = [.. form.Added, .. Enumerable.Range(0, Math.Max(0, Rows - form.Added.Count(line => line.IsEmpty))).Select(_ => new LineForm())];
        form.Removed = [.. left.Select(row => form.Removed.FirstOrDefault(typed => typed.LineId == row.Line.Id) ?? new RemovalForm { LineId = row.Line.Id })];
        var ids = left.ConvertAll(row => row.Line.ProductId);
        var products = await Db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id)).ToListAsync(cancel);
        ViewData["Lines"] = await Db.LineTableAsync(
            Viewer, nameof(form.Added), form.Added, contract.RegionId, await CategoryAsync(contract, cancel), form.SignedOn ?? Today, cancel);
        Response.StatusCode = ModelState.ErrorCount > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return View("Amendment", new AmendmentPage(contract, form, products.ToDictionary(product => product.Id, product => product.LocalName()), left, change));
    }
}
