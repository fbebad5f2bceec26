using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads;

/// <summary>
/// A page of the leads that say certain words. A common word stands in so many that collecting all of them for the first fifty costs
/// more than reading the next few thousand in the order of the list; a rare one is not among those, and its leads are few.
/// </summary>
public static class LeadSearch
{
    private const int Near = 10_000;

    /// <param name="leads">All that the page may show, whatever they say.</param>
    public static async Task<KeysetPage<TRow>> SearchAsync<TRow>(
        this KeysetOrder<Lead, TRow> order, CrmDbContext db, IQueryable<Lead> leads, string? words, Func<IQueryable<Lead>, IQueryable<TRow>> project,
        bool descending, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var tokens = SearchText.Query(words);
        if (order.HasOneLeg && tokens.Count > 0)
        {
            var near = await order.PageAsync(leads, rows => Saying(rows.Take(Near), tokens), project, descending, cursor, size, cancel);
            if ((cursor?.IsBackward == true ? near.Previous : near.Next) is not null)
            {
                return near;
            }
        }

        return await order.PageAsync(leads.Found(words, db), project, descending, cursor, size, cancel);
    }

    /// <summary>All of them, by the index of words.</summary>
    internal static IQueryable<Lead> Found(this IQueryable<Lead> leads, string? words, CrmDbContext db)
    {
        if (words is null)
        {
            return leads;
        }

        var found = db.LeadsMatching(words);
        return leads.Where(lead => found.Contains(lead.Id));
    }

    private static IQueryable<Lead> Saying(IQueryable<Lead> leads, IEnumerable<string> tokens)
    {
        foreach (var token in tokens)
        {
            var beginning = $" {token}";
            leads = leads.Where(lead => (" " + lead.SearchText).Contains(beginning));
        }

        return leads;
    }
}
