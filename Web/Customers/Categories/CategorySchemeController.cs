using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Categories;

public sealed record SchemePage(SchemeForm Form, SchemePreview? Preview, IReadOnlyList<CategoryScheme> Versions, OrganisationFacts Names);

/// <summary>客户分类: the company's own classes of customers; who would fall asleep is shown before it can be saved, and every version stays.</summary>
[Authorize(Policy = Policies.Administer)]
[Route("customers/categories")]
public sealed class CategorySchemeController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int ShownVersions = 10;

    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken cancel) => View("Scheme", await PageAsync(SchemeForm.Of(Db.Company.Facts.Categories), null, cancel));

    [HttpPost("preview")]
    public async Task<IActionResult> Preview(SchemeForm form, CancellationToken cancel)
    {
        CategoryScheme? scheme = null;
        if (!ModelState.IsValid || !await TryAsync(() => Task.FromResult(scheme = form.ToScheme(ByViewer))) || scheme is null)
        {
            return Unprocessable("Scheme", await PageAsync(form, null, cancel));
        }

        form.Previewed = form.Text;
        ModelState.Clear();
        return View("Scheme", await PageAsync(form, await PreviewAsync(scheme, cancel), cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(SchemeForm form, CancellationToken cancel)
    {
        if (!form.IsPreviewed)
        {
            ModelState.AddModelError("", words["Customers.Scheme.PreviewFirst"]);
        }

        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(form, cancel)))
        {
            return Unprocessable("Scheme", await PageAsync(form, null, cancel));
        }

        Say(words["Customers.Scheme.Saved"]);
        return LocalRedirect("/customers/categories");
    }

    private async Task SaveAsync(SchemeForm form, CancellationToken cancel)
    {
        Db.CategorySchemes.Add(form.ToScheme(ByViewer));
        await Db.SaveChangesAsync(cancel);
        await Db.ReadCompanyAsync(cancel);
    }

    private async Task<SchemePreview> PreviewAsync(CategoryScheme scheme, CancellationToken cancel)
    {
        var codes = scheme.Categories.Select(category => category.Code).ToList();
        var homeless = await Db.Customers.Kept().Where(customer => !codes.Contains(customer.Category)).GroupBy(customer => customer.Category)
            .Select(group => new { group.Key, Count = group.Count() }).OrderByDescending(group => group.Count).Take(CategoryScheme.Most).ToListAsync(cancel);
        return new SchemePreview(
            await SleepyAsync(Db.Company.Facts.Categories, cancel), await SleepyAsync(scheme, cancel), [.. homeless.Select(row => KeyValuePair.Create(row.Key, row.Count))]);
    }

    private async Task<IReadOnlyDictionary<string, int>> SleepyAsync(CategoryScheme scheme, CancellationToken cancel) =>
        (await Db.SleepyAsync(scheme, Now, cancel)).ToDictionary(row => row.Code, row => row.Customers);

    private async Task<SchemePage> PageAsync(SchemeForm form, SchemePreview? preview, CancellationToken cancel)
    {
        var versions = await Db.CategorySchemes.AsNoTracking().OrderByDescending(row => row.Id).Take(ShownVersions).ToListAsync(cancel);
        return new SchemePage(form.WithRoom(), preview, versions, await organisation.ReadAsync(Db, versions.Select(row => row.ActorId), cancel));
    }
}
