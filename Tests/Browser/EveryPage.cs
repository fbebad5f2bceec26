using System.Collections.Concurrent;

namespace SiCrm.Tests.Browser;

/// <summary>What was seen on one page.</summary>
public sealed record Sight(
    Visit Visit,
    IReadOnlyList<string> Barriers,
    IReadOnlyList<string> Complaints,
    IReadOnlyList<string> SmallTargets,
    IReadOnlyList<string> Overhang,
    IReadOnlyList<string> Wordless)
{
    public string Place => $"{Visit.Address} as {Visit.Person ?? "nobody"}";
}

/// <summary>Visits every page once in each look; what the tests ask is answered from that one visit. For barriers the smallest phone is not asked:
/// nothing is laid out otherwise on it.</summary>
public sealed class EveryPage(Site site)
{
    private const int Windows = 3;
    private const int Handful = 20;
    private readonly ConcurrentDictionary<Look, Lazy<Task<List<Sight>>>> _seen = new();

    public async Task<IReadOnlyList<Sight>> SeenAsync(Look look)
    {
        Chromium.SkipWithout();
        return await _seen.GetOrAdd(look, key => new(() => VisitAsync(key))).Value;
    }

    /// <summary>By several windows at once; each person's pages are cut so that no window waits for another.</summary>
    private async Task<List<Sight>> VisitAsync(Look look)
    {
        var pages = await site.PagesAsync();
        var seen = new ConcurrentBag<Sight>();
        await Parallel.ForEachAsync(
            pages.GroupBy(visit => visit.Person).SelectMany(visits => visits.Chunk(Handful)), new ParallelOptions { MaxDegreeOfParallelism = Windows },
            async (visits, _) => await LookAsync(visits, look, seen));
        var place = pages.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return [.. seen.OrderBy(sight => place[sight.Visit])];
    }

    private async Task LookAsync(Visit[] visits, Look look, ConcurrentBag<Sight> seen)
    {
        await using var tab = await site.OpenAsync(visits[0].Person, look);
        foreach (var visit in visits)
        {
            await tab.GoAsync(visit.Address);
            seen.Add(new Sight(
                visit,
                look.Width == Look.SmallPhone ? [] : await tab.BarriersAsync(),
                tab.TakeComplaints(),
                await tab.SmallTargetsAsync(),
                await tab.OverhangAsync(),
                look.Width == Look.SmallPhone ? [] : await tab.WordlessAsync()));
        }
    }
}
