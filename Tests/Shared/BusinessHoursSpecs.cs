using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Shared;

public sealed class BusinessHoursSpecs
{
    private static readonly CompanyTime Shanghai = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    // A holiday on Thursday, made up for on Saturday.
    private static readonly BusinessCalendar Calendar = new([new DateOnly(2026, 11, 19)], [new DateOnly(2026, 11, 21)]);

    [Theory]
    [InlineData("2026-11-18 10:00", "2026-11-18 11:30", 90)]
    [InlineData("2026-11-18 11:00", "2026-11-18 14:00", 120)]
    [InlineData("2026-11-18 17:00", "2026-11-20 10:00", 120)]
    [InlineData("2026-11-20 18:00", "2026-11-23 09:00", 480)]
    [InlineData("2026-11-22 01:00", "2026-11-22 23:00", 0)]
    [InlineData("2026-11-18 11:30", "2026-11-18 10:00", 0)]
    public void Only_working_time_counts(string from, string to, int minutes) =>
        Assert.Equal(minutes, BusinessHours.Default.Between(Utc(from), Utc(to), Shanghai, Calendar).TotalMinutes);

    [Fact]
    public void The_sum_is_what_counting_minute_by_minute_gives() => Check.QuickThrowOnFailure(
        Prop.ForAll(Arb.From(Gen.Choose(0, 14 * 1440).Two()), pair =>
        {
            var start = Utc("2026-11-15 00:00");
            var (from, to) = (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2));
            var counted = Enumerable.Range(from, to - from).Count(minute => IsWorked(Shanghai.Local(start.AddMinutes(minute))));
            Assert.Equal(counted, BusinessHours.Default.Between(start.AddMinutes(from), start.AddMinutes(to), Shanghai, Calendar).TotalMinutes);
        }));

    private static bool IsWorked(DateTime local) =>
        Calendar.IsWorkingDay(DateOnly.FromDateTime(local)) && local.Hour is >= 9 and < 18 and not 12;

    private static DateTime Utc(string local) => Shanghai.Utc(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", null));
}
