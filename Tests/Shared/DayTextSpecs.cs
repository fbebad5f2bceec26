using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Shared;

public sealed class DayTextSpecs
{
    /// <summary>A Saturday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("2026-11-21", "2026-11-21")]
    [InlineData("2026/1/5", "2026-01-05")]
    [InlineData("2026.01.05", "2026-01-05")]
    [InlineData("20270131", "2027-01-31")]
    [InlineData("2026年12月3日", "2026-12-03")]
    [InlineData("２０２６－１２－０３", "2026-12-03")]
    [InlineData("11/21", "2026-11-21")]
    [InlineData("11-20", "2027-11-20")]
    [InlineData("1月5日", "2027-01-05")]
    [InlineData("2/29", "2028-02-29")]
    [InlineData("25号", "2026-11-25")]
    [InlineData("3日", "2026-12-03")]
    [InlineData("31号", "2026-12-31")]
    [InlineData("today", "2026-11-21")]
    [InlineData(" Tomorrow ", "2026-11-22")]
    [InlineData("明天", "2026-11-22")]
    [InlineData("后天", "2026-11-23")]
    [InlineData("大后天", "2026-11-24")]
    [InlineData("昨天", "2026-11-20")]
    [InlineData("周三", "2026-11-25")]
    [InlineData("周六", "2026-11-21")]
    [InlineData("星期天", "2026-11-22")]
    [InlineData("本周三", "2026-11-18")]
    [InlineData("下周三", "2026-11-25")]
    [InlineData("下下周一", "2026-11-30")]
    [InlineData("下个星期五", "2026-11-27")]
    [InlineData("下周", "2026-11-23")]
    [InlineData("wed", "2026-11-25")]
    [InlineData("next wed", "2026-11-25")]
    [InlineData("this Friday", "2026-11-20")]
    [InlineData("on Monday", "2026-11-23")]
    [InlineData("next week", "2026-11-23")]
    [InlineData("3天后", "2026-11-24")]
    [InlineData("三天后", "2026-11-24")]
    [InlineData("两周后", "2026-12-05")]
    [InlineData("1个月后", "2026-12-21")]
    [InlineData("in 2 weeks", "2026-12-05")]
    [InlineData("in a month", "2026-12-21")]
    [InlineData("+10d", "2026-12-01")]
    [InlineData("10 days later", "2026-12-01")]
    [InlineData("+3", "2026-11-24")]
    [InlineData("前天", "2026-11-19")]
    [InlineData("5 Dec 2026", "2026-12-05")]
    [InlineData("December 5, 2026", "2026-12-05")]
    [InlineData("5.12.2026", "2026-12-05")]
    [InlineData("月底", "2026-11-30")]
    [InlineData("end of next month", "2026-12-31")]
    [InlineData("年底", "2026-12-31")]
    public void Days_are_read_as_people_write_them(string text, string day)
    {
        Assert.True(DayText.TryParse(text, Today, out var read));
        Assert.Equal(day, read.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("month")]
    [InlineData("sunny")]
    [InlineData("三")]
    [InlineData("21/11")]
    [InlineData("5/11/2026")]
    [InlineData("26-11-21")]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-01")]
    [InlineData("2/30")]
    [InlineData("32号")]
    [InlineData("99999-01-01")]
    public void What_is_no_day_or_could_be_two_is_refused(string? text) => Assert.False(DayText.TryParse(text, Today, out _));

    [Fact]
    public void A_hostile_text_costs_nothing()
    {
        var hostile = new string('1', 100_000);
        Assert.False(DayText.TryParse(hostile, Today, out _) || MoneyText.TryParse(hostile, out _));
        var started = TimeProvider.System.GetTimestamp();
        Assert.False(DayText.TryParse(hostile, Today, out _) || MoneyText.TryParse(hostile + "万", out _));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 0, 100);
    }
}
