using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What groups are called that have a name of their own; categories and what is unknown are named by the reader's language.</summary>
internal static class PipelineNames
{
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(
        CrmDbContext db, PipelineGrouping by, IEnumerable<string> keys, CancellationToken cancel)
    {
        var asked = keys.ToList();
        if (by == PipelineGrouping.Product)
        {
            var ids = asked.Select(LedgerKey.IdOf).OfType<long>().ToList();
            return await db.Products.Where(product => ids.Contains(product.Id))
                .ToDictionaryAsync(product => product.Id.ToString(CultureInfo.InvariantCulture), product => product.Name, cancel);
        }

        return by switch
        {
            PipelineGrouping.Owner => await GroupNames.OfAsync(db, LedgerGrouping.Owner, asked, cancel),
            PipelineGrouping.Team => await GroupNames.OfAsync(db, LedgerGrouping.Team, asked, cancel),
            PipelineGrouping.Region => await GroupNames.OfAsync(db, LedgerGrouping.Region, asked, cancel),
            _ => new Dictionary<string, string>(),
        };
    }
}
