using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
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
        await FindAsync(id, cancel) is { } contract ? await FormAsync(contract, new AmendmentForm { SignedOn = Today, DueOn = Today.AddDays(30) }, cancel) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, AmendmentForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contract)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => AmendAsync(contract, form, cancel), cancel)))
        {
            Say(words["Contracts.Said.Amended", contract.Label]);
            return LocalRedirect($"/contracts/{id}/lines");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await FormAsync(contract, form, cancel);
    }

    private Task<Contract?> FindAsync(long id, CancellationToken cancel) =>
        Db.Contracts.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);

    private async Task AmendAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        var day = form.SignedOn ?? Today;
        var added = await Db.TermsOfAsync(Viewer, form.Added, contract.RegionId, null, day, cancel);
        var removed = await Db.TermsOfAsync(Viewer, form.Removed, contract.RegionId, null, day, cancel);
        contract.Amend(day, form.Reason, added, [.. removed.Select(terms => AsContracted(contract, terms))], form.DueOn, ByViewer,
            words["Contracts.AmendmentPayment", contract.Amendments.Count + 1]);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>What goes, goes at the price it came at.</summary>
    private static LineTerms AsContracted(Contract contract, LineTerms terms) =>
        contract.Lines.LastOrDefault(line => line.ProductId == terms.ProductId && !line.IsReduction) is { } line ? line.Terms with { Quantity = terms.Quantity } : terms;

    private async Task<IActionResult> FormAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        form.Added = [.. form.Added, .. Enumerable.Range(0, Math.Max(0, Rows - form.Added.Count)).Select(_ => new LineForm())];
        form.Removed = [.. form.Removed, .. Enumerable.Range(0, Math.Max(0, Rows - form.Removed.Count)).Select(_ => new LineForm())];
        (ViewData["Id"], ViewData["Contract"]) = (contract.Id, contract.Label);
        ViewData["Products"] = await Db.Products.AsNoTracking().VisibleTo(Viewer).SoldOn(Today).OrderBy(product => product.Code).Take(500).ToListAsync(cancel);
        return View("Amendment", form);
    }
}
