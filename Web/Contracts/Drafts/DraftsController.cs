using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Drafts;

/// <summary>A contract is drafted, by hand or from an opportunity, and changed until it is signed.</summary>
[Authorize(Policy = Policies.CreateContracts)]
[Route("contracts")]
public sealed class DraftsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int MostHits = 10;

    [HttpGet("new")]
    public async Task<IActionResult> New(long? opportunity, long? customer, CancellationToken cancel)
    {
        var from = await OpportunityAsync(opportunity, cancel);
        var name = await Db.Customers.VisibleTo(Viewer).Where(row => row.Id == (from == null ? customer : from.CustomerId)).Select(row => row.Name).SingleOrDefaultAsync(cancel);
        return await FormAsync("New", new ContractForm
        {
            ContractName = from?.Name,
            CustomerName = name,
            OpportunityId = from?.Id,
            Payments = [Payment("First", 30, 0), Payment("Delivered", 60, 60), Payment("Last", 10, 425, true)],
            Deliveries = [new MilestoneForm { Name = words["Contracts.Terms.Delivery"], DueOn = Today.AddDays(60), Part = Percent.Hundred }],
        }.Padded(), cancel);
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(ContractForm form, DraftAct act, CancellationToken cancel)
    {
        if (act == DraftAct.AddUp)
        {
            return await AddUpAsync("New", form, cancel);
        }

        Contract? contract = null;
        if (!ModelState.IsValid || !await TryAsync(() => Db.WriteAsync(async () => contract = await AddAsync(form, cancel), cancel)) || contract is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await FormAsync("New", form, cancel);
        }

        Say(words["Contracts.Said.Drafted", contract.Name]);
        return LocalRedirect($"/contracts/{contract.Id}");
    }

    [HttpGet("{id:long}/edit")]
    [Authorize(Policy = Policies.WriteContracts)]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contract)
        {
            return NotFound();
        }

        if (contract.CanEdit() is not null)
        {
            return LocalRedirect($"/contracts/{id}/amendments/new");
        }

        (ViewData["Id"], ViewData["Contract"]) = (id, contract.Name);
        return await FormAsync("Edit", await KeptAsync(contract, cancel), cancel);
    }

    [HttpPost("{id:long}/edit")]
    [Authorize(Policy = Policies.WriteContracts)]
    public async Task<IActionResult> Update(long id, ContractForm form, DraftAct act, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contract)
        {
            return NotFound();
        }

        (ViewData["Id"], ViewData["Contract"]) = (id, contract.Name);
        if (act == DraftAct.AddUp)
        {
            return await AddUpAsync("Edit", form, cancel);
        }

        if (form.Version != contract.Version && contract.CanEdit() is null)
        {
            return Conflicting(form, await KeptAsync(contract, cancel), contract.Name);
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => SaveAsync(contract, form, cancel), cancel)))
        {
            Say(words["Contracts.Said.Edited", contract.Name]);
            return LocalRedirect($"/contracts/{id}");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await FormAsync("Edit", form, cancel);
    }

    private async Task<ContractForm> KeptAsync(Contract contract, CancellationToken cancel)
    {
        var ids = contract.Lines.Select(line => line.ProductId).ToList();
        var codes = await Db.Products.AsNoTracking().VisibleTo(Viewer).Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.Code, cancel);
        var customer = await Db.Customers.VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Name).SingleAsync(cancel);
        return ContractForm.Of(contract, customer, codes);
    }

    private MilestoneForm Payment(string name, int percent, int days, bool isRetention = false) => new()
    {
        Name = words[$"Contracts.Terms.{name}"],
        DueOn = Today.AddDays(days),
        Part = new Percent(percent * 100),
        IsRetention = isRetention,
    };

    /// <summary>Null too for whom amounts are hidden from: the form is full of them.</summary>
    private async Task<Contract?> FindAsync(long id, CancellationToken cancel) => !Viewer.Sees(SensitiveField.Amount) ? null
        : await Db.Contracts.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);

    private Task<Opportunity?> OpportunityAsync(long? id, CancellationToken cancel) =>
        Db.Opportunities.VisibleTo(Viewer).Include(row => row.Members).SingleOrDefaultAsync(row => row.Id == id, cancel);

    private async Task<Contract> AddAsync(ContractForm form, CancellationToken cancel)
    {
        var (facts, owner) = await FactsAsync(form, cancel);
        var contract = new Contract(facts, owner, ByViewer);
        Db.Contracts.Add(contract);
        await Db.SaveChangesAsync(cancel);
        return contract;
    }

    private async Task SaveAsync(Contract contract, ContractForm form, CancellationToken cancel)
    {
        var (facts, owner) = await FactsAsync(form, cancel);
        var ids = form.Lines.Where(line => !line.IsEmpty).Select(line => line.LineId);
        contract.Edit(facts with { Lines = [.. facts.Lines.Zip(ids, (terms, id) => AtCost(contract, id, terms))] }, owner, ByViewer);
        await Db.ReviewSigningAsync(contract, Today, cancel);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// The form says nothing of costs: what each line was expected to cost, and what its bundle consists of, as a quote may have said it, stays. Where somebody saved between,
    /// its line is the one that is most like it.
    /// </summary>
    private static LineTerms AtCost(Contract contract, long? lineId, LineTerms terms)
    {
        var alike = lineId is null ? [] : contract.Lines.Where(line => line.ProductId == terms.ProductId)
            .OrderByDescending(line => line.Id == lineId).ThenByDescending(line => line.UnitPrice == terms.UnitPrice).ToList();
        return alike.Count > 0 ? terms with { UnitCost = alike[0].UnitCost, Bundle = alike[0].Bundle } : terms;
    }

    private async Task<(ContractFacts Facts, ContractOwner Owner)> FactsAsync(ContractForm form, CancellationToken cancel)
    {
        var opportunity = await OpportunityAsync(form.OpportunityId, cancel);
        var customer = await CustomerAsync(form.CustomerName, opportunity, cancel);
        var region = opportunity?.RegionId ?? customer.RegionId;
        var facts = new ContractFacts(form.ContractName ?? "", customer.Id)
        {
            OpportunityId = opportunity?.Id,
            Note = form.Note,
            YearlyFee = form.YearlyFee,
            Lines = await Db.TermsOfAsync(Viewer, nameof(form.Lines), form.Lines, region, customer.Category, Today, cancel),
            Milestones = form.Milestones(Today),
            Shares = opportunity is null ? [] : [.. opportunity.Shares().Select(share => (share.PersonId, share.Share))],
        };
        return (facts, new ContractOwner(opportunity?.OwnerId ?? customer.OwnerId ?? Viewer.PersonId, opportunity?.TeamId ?? customer.TeamId ?? Viewer.TeamId, region));
    }

    private async Task<Customer> CustomerAsync(string? name, Opportunity? opportunity, CancellationToken cancel)
    {
        var own = Db.Customers.VisibleTo(Viewer).Kept();
        if (opportunity?.CustomerId is { } id)
        {
            return await own.SingleOrDefaultAsync(row => row.Id == id, cancel) ?? throw new RuleBroken(new Refusal("ContractCustomer", name));
        }

        var found = Db.CustomersMatching(name ?? "");
        var hits = PlainText.Line(name) is null ? [] : await own.Where(row => found.Contains(row.Id) || row.Name == name)
            .OrderByDescending(row => row.Name == name).ThenBy(row => row.Id).Take(MostHits).ToListAsync(cancel);
        return hits.Find(row => row.Name == name) ?? (hits.Count == 1 ? hits[0] : throw new RuleBroken(new Refusal("ContractCustomer", name)));
    }

    /// <summary>What the lines come to, and more rows to type in; what else is wrong is said when it is saved.</summary>
    private async Task<IActionResult> AddUpAsync(string view, ContractForm form, CancellationToken cancel)
    {
        if (ModelState.FindKeysWithPrefix(nameof(form.Lines)).All(entry => entry.Value.Errors.Count == 0))
        {
            ModelState.Clear();
            (await TableAsync(form.Filled(), cancel)).Fill();
            form.Padded();
        }

        Response.StatusCode = ModelState.ErrorCount > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return await FormAsync(view, form, cancel);
    }

    private async Task<LineTable> TableAsync(ContractForm form, CancellationToken cancel)
    {
        var opportunity = await OpportunityAsync(form.OpportunityId, cancel);
        var (id, name) = (opportunity?.CustomerId, form.CustomerName);
        var customer = await Db.Customers.VisibleTo(Viewer).Kept().Where(row => id == null ? row.Name == name : row.Id == id).OrderBy(row => row.Id)
            .Select(row => new { row.RegionId, row.Category }).FirstOrDefaultAsync(cancel);
        return await Db.LineTableAsync(Viewer, nameof(form.Lines), form.Lines, opportunity?.RegionId ?? customer?.RegionId, customer?.Category, Today, cancel);
    }

    private async Task<IActionResult> FormAsync(string view, ContractForm form, CancellationToken cancel)
    {
        ViewData["UsualFee"] = ViewData["Id"] is long id ? Contract.UsualFee.Of(await Db.SoftwarePriceAsync(id, cancel)) : null;
        ViewData["Lines"] = await TableAsync(form, cancel);
        return View(view, form);
    }
}
