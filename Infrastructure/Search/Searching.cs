using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Search;

/// <summary>全局搜索: one question to every type of record that the viewer may see, each through its door.</summary>
public static partial class Searching
{
    /// <summary>All that there are.</summary>
    public static IReadOnlyList<SearchSource> Sources { get; } =
    [
        .. typeof(Searching).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SearchSource)) && !type.IsAbstract)
            .Select(type => (SearchSource?)Activator.CreateInstance(type)).OfType<SearchSource>().OrderBy(source => source.Place),
    ];

    public static IEnumerable<SearchSource> SourcesFor(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Sources.Where(source => viewer.May(source.Type, AccessAction.Read));
    }

    /// <summary>The types in which anything is found, with the first of each; one statement for each type.</summary>
    public static async Task<IReadOnlyList<SearchGroup>> SearchAsync(this CrmDbContext db, Viewer viewer, string text, int most, CancellationToken cancel = default)
    {
        var query = new SearchQuery(db, viewer, text);
        var groups = new List<SearchGroup>();
        foreach (var source in query.IsWorthwhile ? SourcesFor(viewer) : [])
        {
            if (await source.Find(query).Take(most + 1).ToListAsync(cancel) is { Count: > 0 } hits)
            {
                groups.Add(new SearchGroup(source, [.. hits.Take(most)], hits.Count > most));
            }
        }

        return groups;
    }

    /// <summary>The record that has the number, as far as the viewer may see it; null for what is no number.</summary>
    public static async Task<(SearchSource Source, long Id)?> NumberedAsync(this CrmDbContext db, Viewer viewer, string text, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var number = text.Trim().ToUpperInvariant();
        if (!NumberText().IsMatch(number) || SourcesFor(viewer).FirstOrDefault(source => source.Series == number.Split('-')[0]) is not { } source)
        {
            return null;
        }

        var ids = await source.Find(new SearchQuery(db, viewer, number)).Where(hit => hit.Number == number).Select(hit => hit.Id).Take(1).ToListAsync(cancel);
        return ids.Count == 0 ? null : (source, ids[0]);
    }

    /// <summary>For example L-2026-00042.</summary>
    [GeneratedRegex("^[A-Z]{1,3}-[0-9]{4}-[0-9]{5,9}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberText();
}
