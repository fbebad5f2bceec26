using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Number series that live in memory until the story is told.</summary>
internal sealed class DemoNumbers
{
    private readonly Dictionary<(string Series, int Year), int> _last = [];

    public string Next(string series, int year)
    {
        var number = _last[(series, year)] = _last.GetValueOrDefault((series, year)) + 1;
        return $"{series}-{year}-{number:00000}";
    }

    /// <summary>The program goes on counting where the story ended.</summary>
    public void GoOnIn(CrmDbContext db)
    {
        foreach (var (key, last) in _last)
        {
            db.Add(new NumberSeries(key.Series, key.Year)).Property(row => row.Last).CurrentValue = last;
        }
    }
}
