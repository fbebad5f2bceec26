using System.Globalization;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Customers.Care;

/// <summary>The dates are those of the published almanacs.</summary>
public sealed class CareDaysSpecs
{
    private static readonly string[] SpringFestivals =
    [
        "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
        "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
    ];

    private static readonly string[] MidAutumns =
    [
        "2020-10-01", "2021-09-21", "2022-09-10", "2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15",
        "2028-10-03", "2029-09-22", "2030-09-12", "2031-10-01", "2032-09-19", "2033-09-08", "2034-09-27", "2035-09-16",
    ];

    private static readonly string[] DragonBoats =
        ["2020-06-25", "2021-06-14", "2022-06-03", "2023-06-22", "2024-06-10", "2025-05-31", "2026-06-19"];

    [Fact]
    public void Festivals_of_the_chinese_calendar_fall_on_the_known_days()
    {
        Assert.Equal(SpringFestivals, Years(CareKind.SpringFestival, SpringFestivals.Length));
        Assert.Equal(MidAutumns, Years(CareKind.MidAutumn, MidAutumns.Length));
        Assert.Equal(DragonBoats, Years(CareKind.DragonBoat, DragonBoats.Length));
    }

    [Theory]
    [InlineData("2026-01-01", CareKind.NewYear, "2026-01-01")]
    [InlineData("2026-01-02", CareKind.NewYear, "2027-01-01")]
    [InlineData("2026-02-17", CareKind.SpringFestival, "2026-02-17")]
    [InlineData("2026-02-18", CareKind.SpringFestival, "2027-02-06")]
    [InlineData("2026-11-18", CareKind.NationalDay, "2027-10-01")]
    public void The_next_festival_is_today_or_later(string from, CareKind kind, string expected) =>
        Assert.Equal(Day(expected), CareDays.NextFestival(kind, Day(from)));

    [Theory]
    [InlineData("1980-11-20", "2026-11-18", "2026-11-20")]
    [InlineData("1980-11-18", "2026-11-18", "2026-11-18")]
    [InlineData("1980-11-17", "2026-11-18", "2027-11-17")]
    [InlineData("1984-02-29", "2026-01-01", "2026-02-28")]
    [InlineData("1984-02-29", "2028-01-01", "2028-02-29")]
    public void A_birthday_comes_every_year(string born, string from, string expected) =>
        Assert.Equal(Day(expected), CareDays.NextBirthday(Day(born), isLunar: false, Day(from)));

    [Theory]
    [InlineData("1980-02-16", "2026-01-01", "2026-02-17")] // the first of the first month
    [InlineData("2017-07-23", "2018-01-01", "2018-07-13")] // the leap sixth month, in a year without one
    [InlineData("2017-07-23", "2025-06-01", "2025-07-25")] // and in one that has it
    [InlineData("2020-05-23", "2021-01-01", "2021-05-12")] // the leap fourth month
    [InlineData("2024-02-09", "2024-06-01", "2025-01-28")] // the 30th of a twelfth month that has 29 days that year
    [InlineData("2024-02-09", "2025-01-29", "2026-02-16")] // and 29 again
    [InlineData("1880-11-20", "2026-01-01", "2026-11-20")] // before the calendar that is known: kept by the sun
    public void A_lunar_birthday_is_found_from_the_day_of_birth(string born, string from, string expected) =>
        Assert.Equal(Day(expected), CareDays.NextBirthday(Day(born), isLunar: true, Day(from)));

    [Fact]
    public void A_lunar_birthday_comes_about_once_a_year_and_never_in_the_past()
    {
        var random = new Random(26);
        for (var i = 0; i < 2000; i++)
        {
            var born = LunarDay.First.AddDays(random.Next(45_000));
            var from = new DateOnly(2020, 1, 1).AddDays(random.Next(20_000));
            var next = CareDays.NextBirthday(born, isLunar: true, from);

            Assert.InRange(next.DayNumber - from.DayNumber, 0, 390);
            Assert.Equal(next, CareDays.NextBirthday(born, isLunar: true, next));
        }
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-20")] // a Friday
    [InlineData("2026-11-22", "2026-11-20")] // a Sunday: the Friday before
    [InlineData("2026-11-01", "2026-11-18")] // past: today
    public void One_sees_to_it_on_a_working_day_before(string on, string expected) =>
        Assert.Equal(Day(expected), BusinessCalendar.Plain.DueFor(Day(on), Day("2026-11-18")));

    [Fact]
    public void Holidays_and_make_up_days_count()
    {
        var calendar = new BusinessCalendar([Day("2026-11-18"), Day("2026-11-19"), Day("2026-11-20")], [Day("2026-11-21")]);

        Assert.Equal(Day("2026-11-21"), calendar.DueFor(Day("2026-11-20"), Day("2026-11-18")));
        Assert.Equal(Day("2026-11-21"), calendar.DueFor(Day("2026-11-22"), Day("2026-11-18")));
    }

    private static IEnumerable<string> Years(CareKind kind, int count) =>
        Enumerable.Range(2020, count).Select(year => CareDays.Festival(kind, year).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
