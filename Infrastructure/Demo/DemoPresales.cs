using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using Person = SiCrm.Domain.Access.Person;

namespace SiCrm.Infrastructure.Demo;

/// <summary>
/// What the presales engineers of the demonstration have to do, week by week, so that nobody is asked for more than a week holds: few of them
/// serve many projects, and for the rest an application names nobody yet.
/// </summary>
internal sealed class DemoPresales(DemoHours hours)
{
    /// <summary>By applications, in tenths of days.</summary>
    private const decimal MostAsked = 24;

    /// <summary>By plans, in minutes; with what is asked five and a half days.</summary>
    private const int MostPlanned = 1_500;

    private const int MostWorked = 2_100;
    private const int MostOfOne = 50;
    private const int LeastOfOne = 10;
    private const int SpanDays = 30;
    private const int MostDelay = 28;

    private readonly Dictionary<(long, IsoWeek), decimal> _asked = [];
    private readonly Dictionary<(long, IsoWeek), int> _planned = [];
    private readonly Dictionary<(long, IsoWeek), int> _worked = [];

    /// <summary>So many days of the first of them who has time, soon or in the weeks after; what nobody has time for stays without a name.</summary>
    public IEnumerable<PresalesLine> Ask(IEnumerable<Person> engineers, PresalesLine wanted, DateOnly today)
    {
        var found = (from delay in (int[])[0, 14, MostDelay]
                     let span = Weeks(today.AddDays(delay))
                     from engineer in engineers
                     let free = (int)span.Min(week => (MostAsked - _asked.GetValueOrDefault((engineer.Id, week.Key))) / week.Value)
                     where free >= LeastOfOne
                     select (engineer.Id, Days: Math.Min(Math.Min(free, MostOfOne), wanted.TenthDays), From: today.AddDays(delay), Span: span)).FirstOrDefault();
        if (found.Days == 0)
        {
            return [wanted];
        }

        foreach (var (week, share) in found.Span)
        {
            _asked[(found.Id, week)] = _asked.GetValueOrDefault((found.Id, week)) + (found.Days * share);
        }

        var named = wanted with { PersonId = found.Id, TenthDays = found.Days, StartOn = found.From, EndOn = found.From.AddDays(SpanDays) };
        return found.Days == wanted.TenthDays ? [named] : [named, wanted with { TenthDays = wanted.TenthDays - found.Days }];
    }

    /// <summary>False when his week is full of plans already.</summary>
    public bool Plan(Person engineer, DateOnly day, int minutes)
    {
        var week = (engineer.Id, IsoWeek.Of(day));
        var all = _planned.GetValueOrDefault(week) + minutes;
        if (all > MostPlanned)
        {
            return false;
        }

        _planned[week] = all;
        return true;
    }

    /// <summary>As much of it as his week still holds.</summary>
    public int Work(long personId, DateOnly day, int minutes)
    {
        var week = (personId, IsoWeek.Of(day));
        var taken = Math.Min(minutes, MostWorked - _worked.GetValueOrDefault(week));
        _worked[week] = _worked.GetValueOrDefault(week) + taken;
        return taken;
    }

    /// <summary>The share of each week in a piece of work that is spread over the working days from a day on.</summary>
    private Dictionary<IsoWeek, decimal> Weeks(DateOnly from)
    {
        var days = Enumerable.Range(0, SpanDays + 1).Select(from.AddDays).Where(hours.IsWorkingDay).ToList();
        return days.GroupBy(IsoWeek.Of).ToDictionary(week => week.Key, week => decimal.Divide(week.Count(), days.Count));
    }
}
