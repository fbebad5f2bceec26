using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

/// <summary>One week of one colleague, in person-days.</summary>
/// <param name="Asked">By the application that is looked at.</param>
/// <param name="Committed">In presales budgets that run already.</param>
/// <param name="Capacity">Working days of the week.</param>
public sealed record WeekLoad(IsoWeek Week, decimal Asked, decimal Committed, int Capacity)
{
    public decimal Total => Asked + Committed;

    public bool IsOver => Total > Capacity;
}

/// <summary>The weeks of one colleague who is asked for.</summary>
public sealed record PersonLoad(long PersonId, IReadOnlyList<WeekLoad> Weeks);

/// <summary>How the person-days of a budget fall on weeks: evenly over the working days of their span.</summary>
public static class PresalesLoad
{
    /// <summary>More weeks ahead nobody plans presales.</summary>
    public const int MostWeeks = 26;

    /// <summary>Days by colleague and week.</summary>
    public static IReadOnlyDictionary<(long PersonId, IsoWeek Week), decimal> Spread(IEnumerable<PresalesLine> lines, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(calendar);
        var load = new Dictionary<(long, IsoWeek), decimal>();
        foreach (var line in lines)
        {
            if (line is not { Kind: PresalesKind.PersonDays, PersonId: { } person, StartOn: { } start, EndOn: { } end } || end < start)
            {
                continue;
            }

            var days = Days(start, end).Where(calendar.IsWorkingDay).DefaultIfEmpty(start).ToList();
            foreach (var week in days.GroupBy(IsoWeek.Of))
            {
                load[(person, week.Key)] = load.GetValueOrDefault((person, week.Key)) + (line.TenthDays / 10m * week.Count() / days.Count);
            }
        }

        return load;
    }

    /// <summary>The weeks from this one on in which the people are asked for, beside what they have already.</summary>
    public static IReadOnlyList<PersonLoad> Of(
        IReadOnlyCollection<PresalesLine> asked, IEnumerable<PresalesLine> running, BusinessCalendar calendar, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var (wanted, had) = (Spread(asked, calendar), Spread(running, calendar));
        return
        [
            .. from cell in wanted.Keys.Where(cell => cell.Week >= IsoWeek.Of(today)).OrderBy(cell => cell.Week).GroupBy(cell => cell.PersonId)
               select new PersonLoad(cell.Key,
               [
                   .. cell.Take(MostWeeks).Select(key => new WeekLoad(key.Week, Math.Round(wanted[key], 1), Math.Round(had.GetValueOrDefault(key), 1),
                       Days(key.Week.Monday, key.Week.Sunday).Count(calendar.IsWorkingDay))),
               ]),
        ];
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
}
