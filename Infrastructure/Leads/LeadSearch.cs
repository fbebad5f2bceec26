using SiCrm.Domain.Access;
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

    /// <param name="leads">All that the page may show, whatever they say, in parts that do not overlap.</param>
    public static async Task<KeysetPage<TRow>> SearchAsync<TRow>(
        this KeysetOrder<Lead, TRow> order, CrmDbContext db, Viewer viewer, IReadOnlyList<IQueryable<Lead>> leads, string? words,
        Func<IQueryable<Lead>, IQueryable<TRow>> project, bool descending, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(leads);
        var tokens = SearchText.Query(words);
        if (order.HasOneLeg && leads is [var all] && tokens.Count > 0)
        {
            var near = await order.PageAsync(all, rows => Saying(rows.Take(Near), tokens).NotByPhone(tokens, viewer), project, descending, cursor, size, cancel);
            if ((cursor?.IsBackward == true ? near.Previous : near.Next) is not null)
            {
                return near;
            }
        }

        return await order.PageAsync(leads.Select(part => part.Found(words, db, viewer)).ToList(), project, descending, cursor, size, cancel);
    }

    /// <summary>All of them, by the index of words.</summary>
    internal static IQueryable<Lead> Found(this IQueryable<Lead> leads, string? words, CrmDbContext db, Viewer viewer)
    {
        if (words is null)
        {
            return leads;
        }

        var found = db.LeadsMatching(words);
        return leads.Where(lead => found.Contains(lead.Id)).NotByPhone(SearchText.Query(words), viewer);
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

    /// <summary>Who does not see a telephone number can't find out by searching whose it is.</summary>
    private static IQueryable<Lead> NotByPhone(this IQueryable<Lead> leads, IEnumerable<string> tokens, Viewer viewer)
    {
        if (viewer.Sees(SensitiveField.PersonalPhone))
        {
            return leads;
        }

        foreach (var digits in tokens.Where(token => token.All(char.IsAsciiDigit)))
        {
            leads = leads.Where(lead => !lead.PhoneKey.Contains(digits));
        }

        return leads;
    }
}
