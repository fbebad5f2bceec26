using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;

namespace SiCrm.Infrastructure.Search.Sources;

internal sealed class ProductSource : SearchSource
{
    public override RecordType Type => RecordType.Product;

    public override string Path => "/products";

    protected internal override int Place => 7;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (isChinese, beginning) = (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh", query.Beginning);
        return query.Db.Products.AsNoTracking().VisibleTo(query.Viewer).Matching(new ProductFilter { Q = query.Text }, [])
            .OrderByDescending(product => product.Code.StartsWith(beginning) || product.Name.StartsWith(beginning)).ThenBy(product => product.Code)
            .Select(product => new SearchHit
            {
                Id = product.Id,
                Title = isChinese ? product.ChineseName ?? product.Name : product.Name,
                Number = product.Code,
                Detail = product.Partner,
            });
    }
}
