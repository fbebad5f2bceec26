using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <summary>When people work: 9 to 18 on working days, in the company's time zone.</summary>
internal sealed class DemoHours(CompanyTime time, BusinessCalendar calendar)
{
    private static readonly TimeSpan Opens = TimeSpan.FromHours(9);
    private static readonly TimeSpan Closes = TimeSpan.FromHours(18);

    public CompanyTime Time { get; } = time;

    public bool IsWorkingDay(DateOnly day) => calendar.IsWorkingDay(day);

    /// <summary>So many working hours later.</summary>
    public DateTime After(DateTime utc, double hours)
    {
        var local = Time.Local(utc);
        for (var left = TimeSpan.FromHours(hours); ; local = local.Date.AddDays(1))
        {
            var close = local.Date + Closes;
            if (!IsWorkingDay(DateOnly.FromDateTime(local)) || local >= close)
            {
                continue;
            }

            var begin = local < local.Date + Opens ? local.Date + Opens : local;
            if (begin + left < close)
            {
                return Time.Utc(begin + left);
            }

            left -= close - begin;
        }
    }

    /// <summary>A moment of the day, as the share of the working hours that have passed.</summary>
    public DateTime At(DateOnly day, double share) => Time.Utc(day.ToDateTime(TimeOnly.MinValue) + Opens + ((Closes - Opens) * share));
}
