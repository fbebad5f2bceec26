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
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Contracts.Drafts;

/// <summary>变更: what is agreed on after signing.</summary>
[Authorize(Policy = Policies.WriteContracts)]
[Route("contracts/{id:long}/amendments")]
public sealed class AmendmentsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int Rows = 3;

    [HttpGet("new")]
    public async Task<IActionResult> New(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contract)
        {
            return NotFound();
        }

        contract.CanAmend().ThrowIfRefused();
        return await FormAsync(contract, new AmendmentForm { SignedOn = Today, DueOn = Today.AddDays(30) }, cancel);
    }

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

        // Said beside whatever else is missing: it is not found out only after that.
        var canGo = await TryAsync(() => Task.FromResult(Removed(contract, form)));
        if (ModelState.IsValid && canGo && await TryAsync(() => Db.WriteAsync(() => AmendAsync(contract, form, cancel), cancel)))
        {
            Say(words["Contracts.Said.Amended", contract.Label]);
            return LocalRedirect($"/contracts/{id}/lines");
        }

        return await FormAsync(contract, form, cancel);
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
        if (ModelState.Where(entry => entry.Key is not (nameof(form.Reason) or nameof(form.SignedOn))).All(entry => entry.Value?.Errors.Count is null or 0))
        {
            ModelState.Clear();
            form.Added = [.. form.Added.Where(line => !line.IsEmpty)];
            await TryAsync(async () =>
            {
                var added = await AddedAsync(contract, form, cancel);
                Fill(form, added);
                contract.CanTakeOut(Removed(contract, form)).ThrowIfRefused();
            });
        }

        return await FormAsync(contract, form, cancel);
    }

    private async Task<IReadOnlyList<LineTerms>> AddedAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        return await Db.TermsOfAsync(Viewer, nameof(form.Added), form.Added, contract.RegionId, await CategoryAsync(contract, cancel), form.SignedOn ?? Today, cancel);
    }

    private async Task<string?> CategoryAsync(Contract contract, CancellationToken cancel) =>
        await Db.Customers.VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Category).SingleAsync(cancel);

    /// <summary>What goes, goes at the price at which that line came.</summary>
    /// <exception cref="FieldsBroken">Less than one of a line is to go, or more than are left of it.</exception>
    private static List<LineTerms> Removed(Contract contract, AmendmentForm form)
    {
        var left = contract.LinesLeft.ToDictionary(row => row.Line.Id);
        List<(string, Refusal)> faults =
        [
            .. from one in form.Removed.Index()
               let refusal = one.Item.Quantity < 0 ? new Refusal("TakeOutQuantity")
                   : left.TryGetValue(one.Item.LineId, out var row) && one.Item.Quantity > row.Left ? new Refusal("MoreThanContracted", row.Left, row.Line.UnitPrice) : null
               where refusal is not null
               select ($"{nameof(form.Removed)}[{one.Index}].{nameof(RemovalForm.Quantity)}", refusal),
        ];
        return faults.Count > 0 ? throw new FieldsBroken(faults) : Lines(contract, form);
    }

    private static List<LineTerms> Lines(Contract contract, AmendmentForm form) =>
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

    private async Task<IActionResult> FormAsync(Contract contract, AmendmentForm form, CancellationToken cancel)
    {
        var left = contract.LinesLeft.ToList();
        form.Added = [.. form.Added, .. Enumerable.Range(0, Math.Max(0, Rows - form.Added.Count(line => line.IsEmpty))).Select(_ => new LineForm())];
        form.Removed = [.. left.Select(row => form.Removed.FirstOrDefault(typed => typed.LineId == row.Line.Id) ?? new RemovalForm { LineId = row.Line.Id })];
        var ids = left.ConvertAll(row => row.Line.ProductId);
        var products = await Db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id)).ToListAsync(cancel);
        var table = await Db.LineTableAsync(
            Viewer, nameof(form.Added), form.Added, contract.RegionId, await CategoryAsync(contract, cancel), form.SignedOn ?? Today, cancel);
        ViewData["Lines"] = table;
        Response.StatusCode = ModelState.ErrorCount > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return View("Amendment", new AmendmentPage(contract, form, products.ToDictionary(product => product.Id, product => product.LocalName()), left, EffectOf(contract, form, table))
        {
            SeesMargin = Viewer.Sees(SensitiveField.Margin),
        });
    }

    /// <summary>Null until something is typed, and while something of it can't be.</summary>
    private ChangeEffect? EffectOf(Contract contract, AmendmentForm form, LineTable table)
    {
        var isTyped = table.Typed.Count > 0 || form.Removed.Any(row => row.Quantity > 0);
        var isWhole = table.Typed.Values.All(line => line.Faults.Count == 0) && form.Removed.All(row => row.Quantity is null or >= 0)
            && ModelState.FindKeysWithPrefix(nameof(form.Added)).Concat(ModelState.FindKeysWithPrefix(nameof(form.Removed))).All(entry => entry.Value.Errors.Count == 0);
        return isTyped && isWhole && Lines(contract, form) is var removed && contract.CanTakeOut(removed) is null
            ? contract.EffectOf([.. table.Typed.Values.Select(line => line.Terms).OfType<LineTerms>()], removed) : null;
    }
}
