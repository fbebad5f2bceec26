using SiCrm.Domain.Customers;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

public sealed class BirthdaySpecs
{
    [Theory]
    [InlineData("1980-11-26", false, "2026-11-26", "2026-11-26")]
    [InlineData("1980-11-25", false, "2026-11-26", "2027-11-25")]
    [InlineData("1980-02-29", false, "2026-11-26", "2027-02-28")]
    [InlineData("1980-02-29", false, "2027-03-01", "2028-02-29")]
    [InlineData("1990-10-03", true, "2026-01-01", "2026-09-25")]
    [InlineData("1985-02-20", true, "2026-11-26", "2027-02-06")]
    [InlineData("1984-11-23", true, "2033-12-22", "2033-12-22")]
    [InlineData("1984-11-23", true, "2034-01-01", "2034-12-11")]
    public void The_next_birthday_is_the_day_on_which_it_is_kept(string bornOn, bool isLunar, string today, string next) =>
        Assert.Equal(Day(next), new Birthday(Day(bornOn), isLunar).NextOn(Day(today)));

    [Fact]
    public void A_leap_month_is_kept_in_its_own_year_and_else_in_the_month_of_its_number()
    {
        var born = new DateOnly(2025, 7, 30);
        var lunar = Birthday.LunarDayOf(born);

        Assert.Equal((6, 6, true), (lunar?.Month ?? 0, lunar?.Day ?? 0, lunar?.IsLeap == true));
        Assert.Equal(new DateOnly(2026, 7, 19), new Birthday(born, true).NextOn(new DateOnly(2025, 8, 1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_next_day_with_the_key_is_the_next_birthday(bool isLunar)
    {
        var chance = new Random(20261126);
        for (var i = 0; i < 400; i++)
        {
            var born = new DateOnly(1930, 1, 1).AddDays(chance.Next(28_000));
            var today = new DateOnly(2010, 1, 1).AddDays(chance.Next(20_000));
            var birthday = new Birthday(born, isLunar);
            var first = today < born ? born : today;

            var found = Enumerable.Range(0, 800).Select(first.AddDays).First(day => Birthday.KeysOn(day).Contains(birthday.Key));

            Assert.Equal((born, today, found), (born, today, birthday.NextOn(today) ?? default));
        }
    }

    [Fact]
    public void Where_the_calendar_ends_nothing_is_guessed()
    {
        Assert.Equal("BirthdayOutOfCalendar", Given.RefusalOf(() => _ = new Birthday(new DateOnly(1899, 1, 1), true)));
        Assert.Null(Birthday.LunarDayOf(new DateOnly(2150, 1, 1)));
        Assert.Null(new Birthday(new DateOnly(1990, 10, 3), true).NextOn(new DateOnly(2101, 6, 1)));
        Assert.Equal(new DateOnly(2102, 10, 3), new Birthday(new DateOnly(1990, 10, 3), false).NextOn(new DateOnly(2102, 6, 1)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
