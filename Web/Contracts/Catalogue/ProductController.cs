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

/// <summary>A product with its prices, its parts, and the price lists that have it.</summary>
public sealed record ProductPage(
    Product Product, IReadOnlyList<ProductCategory> Categories, IReadOnlyDictionary<long, Product> Parts, IReadOnlyList<PriceList> Lists,
    OrganisationFacts Names, Viewer Viewer, DateOnly Today, ProductPriceForm PriceForm, ProductPartForm PartForm)
{
    public bool MayWrite => Viewer.May(RecordType.Product, AccessAction.Write) && Product.ArchivedAt is null;

    public bool MayRestore => Viewer.May(RecordType.Product, AccessAction.Write) && Product.ArchivedAt is not null;

    public bool SeesCost => Viewer.Sees(SensitiveField.Margin);

    /// <summary>What the lists' categories are called.</summary>
    public required CategoryScheme Scheme { get; init; }

    /// <summary>Its parts as they are today.</summary>
    public BundleContents Contents => ProductQueries.Contents(Product.Parts, Parts, Today);

    /// <summary>The lists that hold today and the others, in the order in which they win; those that hold before the others.</summary>
    public IEnumerable<PriceList> ListsInTurn =>
        Lists.OrderByDescending(list => list.HoldsOn(Today)).ThenByDescending(list => list.Closeness).ThenByDescending(list => list.FromOn).ThenByDescending(list => list.Id);

    public bool HasRivals => Lists.Count(list => list.HoldsOn(Today)) > 1;

    public string Path => $"/products/{Product.Id}";
}

/// <summary>The page of one product, and its verbs.</summary>
[Authorize(Policy = Policies.ReadProducts)]
[Route("products/{id:long}")]
public sealed class ProductController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await PageAsync(id, null, null, cancel) is { } page ? View("Show", page) : NotFound();

    [HttpPost("prices")]
    [Authorize(Policy = Policies.WriteProducts)]
    public Task<IActionResult> Price(long id, [Bind(Prefix = "PriceForm")] ProductPriceForm form, CancellationToken cancel) =>
        DoAsync(id, "Catalogue.Said.Priced", form, null, product =>
        {
            var day = form.FromOn ?? Today;
            product.Price(form.ListPrice ?? default, Viewer.Sees(SensitiveField.Margin) ? form.StandardCost : product.PriceOn(day).StandardCost, day, form.Reason, ByViewer);
            return Task.CompletedTask;
        }, cancel);

    [HttpPost("parts")]
    [Authorize(Policy = Policies.WriteProducts)]
    public Task<IActionResult> Part(long id, [Bind(Prefix = "PartForm")] ProductPartForm form, CancellationToken cancel) =>
        DoAsync(id, "Catalogue.Said.Bundled", null, form, async product =>
        {
            var part = await Db.Products.VisibleTo(Viewer).WithCode(form.PartCode).SingleOrDefaultAsync(cancel) ?? throw new RuleBroken(new Refusal("ProductNotThere", form.PartCode));
            var partId = part.Id;
            (form.Quantity is > 0 && !part.IsSoldOn(Today) ? new Refusal("QuoteProductNotSold", part) : null).ThrowIfRefused();
            (form.Quantity is > 0 && await Db.IsWithinAsync(id, partId, cancel) ? new Refusal("BundleCircle", form.PartCode, product.LocalName()) : null).ThrowIfRefused();
            var others = product.Parts.Where(other => other.PartId != partId).Select(other => (other.PartId, other.Quantity));
            product.Bundle([.. form.Quantity is > 0 ? others.Append((partId, form.Quantity.Value)) : others]);
        }, cancel);

    [HttpPost("archive")]
    [Authorize(Policy = Policies.WriteProducts)]
    public Task<IActionResult> Archive(long id, CancellationToken cancel) => DoAsync(id, "Catalogue.Said.Archived", null, null, product =>
    {
        product.Archive(ByViewer);
        return Task.CompletedTask;
    }, cancel);

    [HttpPost("restoration")]
    [Authorize(Policy = Policies.WriteProducts)]
    public Task<IActionResult> Restore(long id, CancellationToken cancel) => DoAsync(id, "Catalogue.Said.Restored", null, null, product =>
    {
        product.Restore();
        return Task.CompletedTask;
    }, cancel);

    [HttpPost("removal")]
    [Authorize(Policy = Policies.WriteProducts)]
    public async Task<IActionResult> Remove(long id, CancellationToken cancel)
    {
        var answer = await DoAsync(id, "Catalogue.Said.Removed", null, null, async product =>
        {
            product.CanDelete(await Db.IsInUseAsync(id, cancel)).ThrowIfRefused();
            Db.Products.Remove(product);
        }, cancel);
        return answer is LocalRedirectResult ? LocalRedirect("/products") : answer;
    }

    private async Task<IActionResult> DoAsync(
        long id, string said, ProductPriceForm? price, ProductPartForm? part, Func<Product, Task> verb, CancellationToken cancel)
    {
        if (await Db.Products.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } product)
        {
            return NotFound();
        }

        var done = ModelState.IsValid && await TryAsync(() => Db.WriteAsync(async () =>
        {
            await verb(product);
            await Db.SaveChangesAsync(cancel);
        }, cancel));
        if (done)
        {
            Say(words[said, product.LocalName()]);
            return LocalRedirect($"/products/{id}");
        }

        return await PageAsync(id, price, part, cancel) is { } page ? Unprocessable("Show", page) : NotFound();
    }

    private async Task<ProductPage?> PageAsync(long id, ProductPriceForm? price, ProductPartForm? part, CancellationToken cancel)
    {
        if (await Db.Products.AsNoTracking().VisibleTo(Viewer).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } product)
        {
            return null;
        }

        var ids = product.Parts.Select(row => row.PartId).ToList();
        var parts = await Db.Products.AsNoTracking().VisibleTo(Viewer).Where(row => ids.Contains(row.Id)).Include(row => row.Prices).ToDictionaryAsync(row => row.Id, cancel);
        var lists = await Db.PriceLists.AsNoTracking().Include(list => list.Lines.Where(line => line.ProductId == id))
            .Where(list => list.Lines.Any(line => line.ProductId == id)).OrderByDescending(list => list.FromOn).ToListAsync(cancel);
        return new ProductPage(
            product, await Db.CategoriesAsync(cancel), parts, lists, await organisation.ReadAsync(Db, cancel), Viewer, Today,
            price ?? new ProductPriceForm { FromOn = Today, StandardCost = product.PriceOn(Today).StandardCost }, part ?? new ProductPartForm())
        {
            Scheme = Db.Company.Facts.Categories,
        };
    }
}
