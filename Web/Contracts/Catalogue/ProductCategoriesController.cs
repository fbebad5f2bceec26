using System.ComponentModel.DataAnnotations;
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

/// <summary>A category as it is added or renamed.</summary>
public sealed class ProductCategoryForm
{
    /// <summary>Null: a new one.</summary>
    public long? Id { get; set; }

    [Required, StringLength(ProductCategory.NameLength)]
    public string? Name { get; set; }

    [StringLength(ProductCategory.NameLength)]
    public string? ChineseName { get; set; }

    public long? ParentId { get; set; }
}

public sealed record ProductCategoriesPage(IReadOnlyList<ProductCategory> Categories, ProductCategoryForm Form, bool MayWrite)
{
    public IEnumerable<SelectListItem> Choices => Categories.AsTree()
        .Select(row => new SelectListItem(new string('　', row.Level) + row.Category.LocalName(), row.Category.Id.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>The tree of the catalogue.</summary>
[Authorize(Policy = Policies.ReadProducts)]
[Route("products/categories")]
public sealed class ProductCategoriesController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long? id, CancellationToken cancel)
    {
        var categories = await Db.CategoriesAsync(cancel);
        var chosen = categories.FirstOrDefault(category => category.Id == id);
        return View("Categories", PageOf(categories, new ProductCategoryForm { Id = chosen?.Id, Name = chosen?.Name, ChineseName = chosen?.ChineseName }));
    }

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteProducts)]
    public async Task<IActionResult> Save([Bind(Prefix = "Form")] ProductCategoryForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || !await TryAsync(() => Db.WriteAsync(() => KeepAsync(form, cancel), cancel), why => why.Code == "CategoryAlike" ? "Form.Name" : ""))
        {
            return Unprocessable("Categories", PageOf(await Db.CategoriesAsync(cancel), form));
        }

        Say(words["Catalogue.Said.Category", form.Name]);
        return LocalRedirect("/products/categories");
    }

    private async Task KeepAsync(ProductCategoryForm form, CancellationToken cancel)
    {
        var all = await Db.ProductCategories.ToDictionaryAsync(category => category.Id, cancel);
        if (form.Id is { } id)
        {
            var known = all.GetValueOrDefault(id) ?? throw new RuleBroken(new Refusal("CategoryNotThere"));
            ProductCategory.CanBeCalled(form.Name, all.Values.Where(other => other.ParentId == known.ParentId && other.Id != id)).ThrowIfRefused();
            known.Rename(form.Name ?? "", form.ChineseName);
        }
        else
        {
            ProductCategory.CanBeCalled(form.Name, all.Values.Where(other => other.ParentId == form.ParentId)).ThrowIfRefused();
            Db.ProductCategories.Add(new ProductCategory(form.Name ?? "", form.ChineseName, [.. Above(all, form.ParentId)]));
        }

        await Db.SaveChangesAsync(cancel);
    }

    private static IEnumerable<ProductCategory> Above(Dictionary<long, ProductCategory> all, long? parent)
    {
        for (var next = parent; next is { } id && all.TryGetValue(id, out var category); next = category.ParentId)
        {
            yield return category;
        }
    }

    private ProductCategoriesPage PageOf(IReadOnlyList<ProductCategory> categories, ProductCategoryForm form) =>
        new(categories, form, Viewer.May(RecordType.Product, AccessAction.Write));
}
