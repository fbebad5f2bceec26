using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Opportunities.Capture;

/// <summary>The products that are sold today, as the choices of a select.</summary>
public static class ProductItems
{
    private const int Most = 300;

    public static async Task<List<SelectListItem>> ProductItemsAsync(this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var products = await db.Products.AsNoTracking().VisibleTo(viewer).Where(product => product.ArchivedAt == null && (product.ActiveUntil == null || product.ActiveUntil >= today))
            .OrderBy(product => product.NameKey).Take(Most).Select(product => new { product.Id, product.Name }).ToListAsync(cancel);
        return products.ConvertAll(product => new SelectListItem(product.Name, $"{product.Id}"));
    }
}
