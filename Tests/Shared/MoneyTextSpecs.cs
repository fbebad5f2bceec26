using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Shared;

public sealed class MoneyTextSpecs
{
    [Theory]
    [InlineData("1200", 120_000)]
    [InlineData("1,200.50", 120_050)]
    [InlineData("￥1,200", 120_000)]
    [InlineData("１２００", 120_000)]
    [InlineData("12万", 12_000_000)]
    [InlineData("12 万元", 12_000_000)]
    [InlineData("RMB 12万", 12_000_000)]
    [InlineData("￥12万元", 12_000_000)]
    [InlineData("人民币500元", 50_000)]
    [InlineData("1.2345万", 1_234_500)]
    [InlineData("1.2亿", 12_000_000_000)]
    [InlineData("5千万", 5_000_000_000)]
    [InlineData("3百万元", 300_000_000)]
    [InlineData("1.2k", 120_000)]
    [InlineData("1.2K", 120_000)]
    [InlineData("3m", 300_000_000)]
    [InlineData("3 million", 300_000_000)]
    [InlineData("12w", 12_000_000)]
    [InlineData("1 200 000", 120_000_000)]
    [InlineData("1'200'000.05", 120_000_005)]
    [InlineData("0", 0)]
    [InlineData(".5", 50)]
    [InlineData("12.34567万", 12_345_670)]
    [InlineData("1.00000002亿", 10_000_000_200)]
    [InlineData("1200.5000", 120_050)]
    [InlineData("90000000000", 9_000_000_000_000)]
    public void Amounts_are_read_as_people_write_them(string text, long minor)
    {
        Assert.True(MoneyText.TryParse(text, out var money, "CNY"));
        Assert.Equal(minor, money.Minor);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("1,2")]
    [InlineData("1,2000")]
    [InlineData("1.200,50")]
    [InlineData("1.2.3")]
    [InlineData("12万5千")]
    [InlineData("1e5")]
    [InlineData("万")]
    [InlineData("=1+1")]
    [InlineData("90000000000.01")]
    [InlineData("9999999999亿")]
    [InlineData("$100")]
    [InlineData("100 EUR")]
    [InlineData("USD 500")]
    [InlineData("$5万元")]
    [InlineData("1.234")]
    [InlineData("0.005")]
    [InlineData("1000.005")]
    [InlineData("￥1,000.999")]
    [InlineData("12.3456789万")]
    [InlineData("-12万")]
    public void What_is_no_amount_or_could_be_two_is_refused(string? text) => Assert.False(MoneyText.TryParse(text, out _, "CNY"));

    [Theory]
    [InlineData("USD 500", MoneyFault.OtherCurrency)]
    [InlineData("€1.200", MoneyFault.Unreadable)]
    [InlineData("-5", MoneyFault.Negative)]
    [InlineData("-12万元", MoneyFault.Negative)]
    [InlineData("99999999999999999999", MoneyFault.TooLarge)]
    [InlineData("￥9,223,372,036,854,775,808", MoneyFault.TooLarge)]
    [InlineData("90000001万", MoneyFault.TooLarge)]
    [InlineData("12.345", MoneyFault.TooFine)]
    [InlineData("1.2.3", MoneyFault.Unreadable)]
    [InlineData("100.005", MoneyFault.TooFine)]
    [InlineData("0.005", MoneyFault.TooFine)]
    [InlineData("1000.005元", MoneyFault.TooFine)]
    [InlineData("12.3456789万", MoneyFault.TooFine)]
    [InlineData("$1000.005", MoneyFault.OtherCurrency)]
    [InlineData("壹万", MoneyFault.Unreadable)]
    public void Why_an_amount_is_refused_is_known(string text, MoneyFault fault)
    {
        Assert.False(MoneyText.TryParse(text, out _, "CNY"));
        Assert.Equal(fault, MoneyText.FaultOf(text, "CNY"));
    }

    [Theory]
    [InlineData("$1,200", "USD")]
    [InlineData("€ 1200", "EUR")]
    [InlineData("1200元", "CNY")]
    public void The_companys_own_sign_is_understood(string text, string currency)
    {
        Assert.True(MoneyText.TryParse(text, out var money, currency));
        Assert.Equal(120_000, money.Minor);
    }
}
