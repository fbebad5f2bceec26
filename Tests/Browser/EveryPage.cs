using System.Collections.Concurrent;

namespace SiCrm.Tests.Browser;

/// <summary>What was seen on one page.</summary>
public sealed record Sight(
    Visit Visit,
    IReadOnlyList<string> Barriers,
    IReadOnlyList<string> Complaints,
    IReadOnlyList<string> SmallTargets,
    int Overhang)
{
    public string Place => $"{Visit.Address} as {Visit.Person ?? "nobody"}";
}

/// <summary>Visits every page once in each look; what the tests ask is answered from that one visit.</summary>
public sealed class EveryPage(Site site)
{
    private readonly ConcurrentDictionary<Look, Lazy<Task<List<Sight>>>> _seen = new();

    public async Task<IReadOnlyList<Sight>> SeenAsync(Look look)
    {
        Chromium.SkipWithout();
        return await _seen.GetOrAdd(look, key => new(() => VisitAsync(key))).Value;
    }

    private async Task<List<Sight>> VisitAsync(Look look)
    {
        var seen = new List<Sight>();
        foreach (var visits in (await site.PagesAsync()).GroupBy(visit => visit.Person))
        {
            await using var tab = await site.OpenAsync(visits.Key, look);
            foreach (var visit in visits)
            {
                await tab.GoAsync(visit.Address);
                seen.Add(new Sight(
                    visit,
                    await tab.BarriersAsync(),
                    tab.TakeComplaints(),
                    await tab.SmallTargetsAsync(),
                    await tab.OverhangAsync()));
            }
        }
        return seen;
    }
}
