namespace SiCrm.Tests.Architecture;

/// <summary>A rule of the house holds when nothing breaks it; otherwise every breach is named.</summary>
public static class Rule
{
    public static void Holds(IEnumerable<string> breaches)
    {
        var found = breaches.ToList();
        Assert.True(found.Count == 0, $"{found.Count} breaches:\n  {string.Join("\n  ", found.Take(100))}");
    }
}
