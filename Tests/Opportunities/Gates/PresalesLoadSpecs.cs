using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Opportunities.Gates;

public sealed class PresalesLoadSpecs
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Fact]
    public void Days_fall_evenly_on_the_working_days_of_their_span()
    {
        var load = PresalesLoad.Spread([GateWorld.Days(10, 7, Monday, Monday.AddDays(13))], BusinessCalendar.Plain);
        Assert.Equal([5m, 5m], load.OrderBy(cell => cell.Key.Week).Select(cell => cell.Value));
    }

    [Fact]
    public void A_holiday_takes_none_of_them()
    {
        var calendar = new BusinessCalendar(Enumerable.Range(0, 5).Select(Monday.AddDays), []);
        var load = PresalesLoad.Spread([GateWorld.Days(4, 7, Monday, Monday.AddDays(13))], calendar);
        Assert.Equal((7L, IsoWeek.Of(Monday.AddDays(7)), 4m), (load.Single().Key.PersonId, load.Single().Key.Week, load.Single().Value));
    }

    [Fact]
    public void A_week_with_more_than_its_days_is_over()
    {
        var weeks = PresalesLoad.Of([GateWorld.Days(3, 7, Monday, Monday.AddDays(4))], [GateWorld.Days(3, 7, Monday, Monday.AddDays(4)), GateWorld.Days(9, 8, Monday, Monday)],
            BusinessCalendar.Plain, Monday).Single().Weeks;
        Assert.Equal((3m, 3m, 5, true), (weeks[0].Asked, weeks[0].Committed, weeks[0].Capacity, weeks[0].IsOver));
    }

    [Theory]
    [InlineData(100_000, 40, 20_000, 20_000, 20.0)]
    [InlineData(10_000, 90, 20_000, -11_000, null)]
    [InlineData(0, 50, 0, 0, 0.0)]
    public void Expected_value_and_break_even_are_the_product_s(int margin, int percent, int toSpend, int value, double? least)
    {
        Assert.Equal(Money.FromMajor(value), GateMath.ExpectedValue(Money.FromMajor(margin), percent, Money.FromMajor(toSpend)));
        Assert.Equal((decimal?)least, GateMath.BreakEven(Money.FromMajor(margin), Money.FromMajor(toSpend)));
    }
}
