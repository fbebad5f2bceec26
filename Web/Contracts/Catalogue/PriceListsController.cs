using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Catalogue;

/// <summary>For whom a list is, and when it holds.</summary>
public sealed class PriceListForm
{
    [Required, StringLength(PriceList.NameLength)]
    public string? Name { get; set; }

    public long? RegionId { get; set; }

    [StringLength(CustomerLengths.Category)]
    public string? CustomerCategory { get; set; }

    [Required]
    public DateOnly? FromOn { get; set; }

    public DateOnly? UntilOn { get; set; }

    public PriceListFacts Facts => new(Name ?? "", RegionId, CustomerCategory, FromOn ?? default, UntilOn);
}

/// <summary>What of a list can be changed: whom it is for and when it began is what it was made for.</summary>
public sealed class PriceListChangeForm
{
    [Required, StringLength(PriceList.NameLength)]
    public string? Name { get; set; }

    public DateOnly? UntilOn { get; set; }

    public int Version { get; set; }

    public static PriceListChangeForm Of(PriceList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new() { Name = list.Name, UntilOn = list.UntilOn, Version = list.Version };
    }
}

/// <summary>A product's price in a list; none takes it out.</summary>
public sealed class PriceListLineForm
{
    [Required, StringLength(ProductLengths.Code)]
    public string? ProductCode { get; set; }

    public Money? Price { get; set; }
}

public sealed record PriceListsPage(IReadOnlyList<PriceList> Lists, PriceListForm Form, OrganisationFacts Names, CategoryScheme Scheme, bool MayWrite);

public sealed record PriceListPage(
    PriceList List, IReadOnlyDictionary<long, Product> Products, PriceListLineForm Form, OrganisationFacts Names, CategoryScheme Scheme, bool MayWrite, DateOnly Today);

/// <summary>价格表: prices for a region or a category of customers, for a time.</summary>
[Authorize(Policy = Policies.ReadProducts)]
[Route("price-lists")]
public sealed class PriceListsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int Most = 200;

    private bool MayWrite => Viewer.May(RecordType.Product, AccessAction.Write);

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel) => View("PriceLists", await PageAsync(new PriceListForm { FromOn = Today }, cancel));

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteProducts)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] PriceListForm form, CancellationToken cancel)
    {
        PriceList? list = null;
        if (!ModelState.IsValid || !await TryAsync(async () => await AddAsync(list = new PriceList(form.Facts), cancel)) || list is null)
        {
            return Unprocessable("PriceLists", await PageAsync(form, cancel));
        }

        Say(words["Catalogue.Said.PriceList", list.Name]);
        return LocalRedirect($"/price-lists/{list.Id}");
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } list ? View("PriceList", await PageAsync(list, new PriceListLineForm(), cancel)) : NotFound();

    [HttpPost("{id:long}/lines")]
    [Authorize(Policy = Policies.WriteProducts)]
    public async Task<IActionResult> Price(long id, [Bind(Prefix = "Form")] PriceListLineForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } list)
        {
            return NotFound();
        }

        var product = await Db.Products.VisibleTo(Viewer).WithCode(form.ProductCode).SingleOrDefaultAsync(cancel);
        if (ModelState.IsValid && product is null)
        {
            ModelState.AddModelError("Form.ProductCode", words.Of(new Refusal("ProductNotThere", form.ProductCode)));
        }

        if (ModelState.IsValid && product is not null && await TryAsync(() => Db.PriceAsync(list, product.Id, form.Price, cancel), "Form.Price"))
        {
            Say(words["Catalogue.Said.PriceList", list.Name]);
            return LocalRedirect($"/price-lists/{id}");
        }

        return Unprocessable("PriceList", await PageAsync(list, form, cancel));
    }

    [HttpGet("{id:long}/edit")]
    [Authorize(Policy = Policies.WriteProducts)]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } list ? ChangeView(list, PriceListChangeForm.Of(list)) : NotFound();

    [HttpPost("{id:long}/edit")]
    [Authorize(Policy = Policies.WriteProducts)]
    public async Task<IActionResult> Update(long id, PriceListChangeForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } list)
        {
            return NotFound();
        }

        if (form.Version != list.Version)
        {
            return Conflicting(form, PriceListChangeForm.Of(list), list.Name);
        }

        var (name, facts) = (list.Name, list.Facts with { Name = form.Name ?? "", UntilOn = form.UntilOn });
        if (ModelState.IsValid && await TryAsync(() => Db.EditAsync(list, facts, cancel), nameof(form.UntilOn)))
        {
            Say(words["Catalogue.Said.PriceList", list.Name]);
            return LocalRedirect($"/price-lists/{id}");
        }

        ViewData["List"] = name;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ChangeView(list, form);
    }

    private ViewResult ChangeView(PriceList list, PriceListChangeForm form)
    {
        (ViewData["Id"], ViewData["List"]) = (list.Id, ViewData["List"] ?? list.Name);
        return View("PriceListEdit", form);
    }

    private Task<PriceList?> FindAsync(long id, CancellationToken cancel) =>
        Db.PriceLists.Include(list => list.Lines).SingleOrDefaultAsync(list => list.Id == id, cancel);

    private Task AddAsync(PriceList list, CancellationToken cancel)
    {
        Db.PriceLists.Add(list);
        return Db.SaveChangesAsync(cancel);
    }

    private async Task<PriceListsPage> PageAsync(PriceListForm form, CancellationToken cancel) => new(
        await Db.PriceLists.AsNoTracking().OrderByDescending(list => list.FromOn).ThenByDescending(list => list.Id).Take(Most).ToListAsync(cancel),
        form, await organisation.ReadAsync(Db, cancel), Db.Company.Facts.Categories, MayWrite);

    private async Task<PriceListPage> PageAsync(PriceList list, PriceListLineForm form, CancellationToken cancel)
    {
        var ids = list.Lines.Select(line => line.ProductId).ToList();
        var products = await Db.Products.AsNoTracking().VisibleTo(Viewer).Include(product => product.Prices)
            .Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancel);
        return new(list, products, form, await organisation.ReadAsync(Db, cancel), Db.Company.Facts.Categories, MayWrite, Today);
    }
}
