using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Contracts.Catalogue;

public sealed class ProductSpecs
{
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));

    [Fact]
    public void The_price_is_the_last_one_that_has_begun()
    {
        var product = Server(100);
        product.Price(Money.FromMajor(120), null, new DateOnly(2026, 12, 1), "Supplier", Now);
        product.Price(Money.FromMajor(110), null, new DateOnly(2026, 6, 1), null, Now);

        Assert.Equal(100, product.PriceOn(new DateOnly(2026, 5, 31)).ListPrice.Major);
        Assert.Equal(110, product.PriceOn(new DateOnly(2026, 11, 30)).ListPrice.Major);
        Assert.Equal(120, product.PriceOn(new DateOnly(2026, 12, 1)).ListPrice.Major);
        Assert.Equal(100, product.PriceOn(new DateOnly(2020, 1, 1)).ListPrice.Major);
    }

    [Fact]
    public void Of_two_prices_on_one_day_the_later_said_holds()
    {
        var product = Server(100);
        product.Price(Money.FromMajor(90), null, product.ActiveFrom, null, Now);

        Assert.Equal(90, product.PriceOn(Now.Today).ListPrice.Major);
    }

    [Theory]
    [InlineData("13", 1300)]
    [InlineData("13 %", 1300)]
    [InlineData("６．５％", 650)]
    [InlineData("0", 0)]
    [InlineData("100.01", 10_001)]
    public void A_share_is_read_as_people_write_it(string text, int points)
    {
        Assert.True(Percent.TryParse(text, out var percent));
        Assert.Equal(points, percent.BasisPoints);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.005")]
    [InlineData("abc")]
    [InlineData("1e3")]
    public void What_is_no_share_is_refused(string text) => Assert.False(Percent.TryParse(text, out _));

    [Theory]
    [InlineData(100.01, "TaxRateTooHigh")]
    [InlineData(13, null)]
    public void A_tax_rate_is_a_part_of_the_whole(double rate, string? refusal)
    {
        var facts = Server(1).Facts with { TaxRate = new Percent((int)(rate * 100)) };

        var broken = Record.Exception(() => new Product(facts, Money.FromMajor(1), null, Now)) as RuleBroken;

        Assert.Equal(refusal, broken?.Refusal.Code);
    }

    [Fact]
    public void An_archived_product_changes_no_more()
    {
        var product = Server(100);
        product.Archive(Now);

        Assert.Equal("ProductIsArchived", Assert.Throws<RuleBroken>(() => product.Price(Money.Zero, null, Now.Today, null, Now)).Refusal.Code);
        Assert.Equal("ProductIsArchived", Assert.Throws<RuleBroken>(() => product.Archive(Now)).Refusal.Code);
        product.Restore();
        Assert.Null(product.ArchivedAt);
    }

    [Fact]
    public void The_closest_price_list_holds()
    {
        var all = List(null, null, 50);
        var region = List(3, null, 40);
        var category = List(null, "Key", 30);
        var both = List(3, "Key", 20);
        PriceList[] lists = [all, both, category, region];

        Assert.Equal(20, lists.PriceOf(1, 3, "Key", Now.Today)?.Major);
        Assert.Equal(30, lists.PriceOf(1, 4, "Key", Now.Today)?.Major);
        Assert.Equal(40, lists.PriceOf(1, 3, "General", Now.Today)?.Major);
        Assert.Equal(50, lists.PriceOf(1, null, null, Now.Today)?.Major);
        Assert.Null(lists.PriceOf(1, 3, "Key", Now.Today.AddDays(-1)));
        Assert.Null(lists.PriceOf(2, 3, "Key", Now.Today));
    }

    private static PriceList List(long? region, string? category, int price)
    {
        var list = new PriceList(new PriceListFacts("List", region, category, Now.Today, null));
        list.Price(1, Money.FromMajor(price));
        return list;
    }

    private static Product Server(int price) => new(
        new ProductFacts { Code = "S1", Name = "Server", TaxRate = new Percent(1300), ActiveFrom = new DateOnly(2026, 1, 1) }, Money.FromMajor(price), null, Now);
}
