using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Catalogue;

/// <summary>A product is added to the catalogue, and what it says is changed.</summary>
[Authorize(Policy = Policies.WriteProducts)]
[Route("products")]
public sealed class ProductFormController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("new")]
    public Task<IActionResult> New() => FormAsync("New", new NewProductForm { TaxRate = new Percent(1300), ActiveFrom = Today }, StatusCodes.Status200OK);

    [HttpPost("")]
    public async Task<IActionResult> Create(NewProductForm form, CancellationToken cancel)
    {
        Product? product = null;
        if (!ModelState.IsValid || !await TryAsync(() => Db.WriteAsync(async () => product = await AddAsync(form, cancel), cancel)) || product is null)
        {
            return await FormAsync("New", form, StatusCodes.Status422UnprocessableEntity);
        }

        Say(words["Catalogue.Said.Added", product.Name]);
        return LocalRedirect($"/products/{product.Id}");
    }

    [HttpGet("{id:long}/edit")]
    public async Task<IActionResult> Edit(long id) =>
        await FindAsync(id) is { } product ? await FormAsync("Edit", ProductForm.Of(product), StatusCodes.Status200OK, product) : NotFound();

    [HttpPost("{id:long}/edit")]
    public async Task<IActionResult> Update(long id, ProductForm form, CancellationToken cancel)
    {
        if (await FindAsync(id) is not { } product)
        {
            return NotFound();
        }

        if (form.Version != product.Version)
        {
            return Conflicting(form, ProductForm.Of(product), product.Name);
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => SaveAsync(product, form, cancel), cancel)))
        {
            Say(words["Catalogue.Said.Edited", product.Name]);
            return LocalRedirect($"/products/{id}");
        }

        return await FormAsync("Edit", form, StatusCodes.Status422UnprocessableEntity, product);
    }

    private Task<Product?> FindAsync(long id) => Db.Products.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(product => product.Id == id);

    private async Task<Product> AddAsync(NewProductForm form, CancellationToken cancel)
    {
        await RefuseTakenAsync(form.Code, 0, cancel);
        var product = new Product(form.FactsFrom(Today), form.ListPrice ?? default, form.StandardCost, ByViewer);
        Db.Products.Add(product);
        await Db.SaveChangesAsync(cancel);
        return product;
    }

    private async Task SaveAsync(Product product, ProductForm form, CancellationToken cancel)
    {
        await RefuseTakenAsync(form.Code, product.Id, cancel);
        product.Edit(form.FactsFrom(Today));
        await Db.SaveChangesAsync(cancel);
    }

    private async Task RefuseTakenAsync(string? code, long id, CancellationToken cancel)
    {
        var taken = await Db.Products.VisibleTo(Viewer).WithCode(code).AnyAsync(product => product.Id != id, cancel);
        (taken ? new Refusal("ProductCodeTaken", code) : null).ThrowIfRefused();
    }

    private async Task<IActionResult> FormAsync(string view, ProductForm form, int status, Product? product = null)
    {
        var categories = await Db.CategoriesAsync();
        ViewData["Categories"] = categories.AsTree()
            .Select(row => new SelectListItem(new string('　', row.Level) + row.Category.LocalName(), row.Category.Id.ToString(CultureInfo.InvariantCulture))).ToList();
        (ViewData["Id"], ViewData["Product"]) = (product?.Id, product?.LocalName());
        Response.StatusCode = status;
        return View(view, form);
    }
}
