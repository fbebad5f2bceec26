using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Appraisal;

public sealed class FactorSpecs
{
    private static readonly string[] Industries = ["Bank", "Power", "Rail"];

    [Fact]
    public void A_contract_is_of_the_best_kind_that_is_true_of_it()
    {
        var days = new IndustryDays([("Bank", Key(2014, 1, 1)), ("Bank", Key(2017, 1, 1))]);

        Assert.Equal(ContractNovelty.NewIndustry, Contract(Key(2017, 1, 2), "Rail", known: true, brings: false).NoveltyIn(days, 36));
        Assert.Equal(ContractNovelty.NewCustomer, Contract(Key(2017, 1, 2), "Bank", known: false, brings: true).NoveltyIn(days, 36));
        Assert.Equal(ContractNovelty.NewProject, Contract(Key(2017, 1, 2), "Bank", known: true, brings: true).NoveltyIn(days, 36));
        Assert.Equal(ContractNovelty.Repeat, Contract(Key(2017, 1, 2), "Bank", known: true, brings: false).NoveltyIn(days, 36));
        Assert.Equal(ContractNovelty.NewCustomer, Contract(Key(2017, 1, 2), null, known: false, brings: true).NoveltyIn(days, 36));
    }

    [Theory]
    [InlineData(2020, 1, 1, false)]
    [InlineData(2020, 1, 2, true)]
    public void An_industry_is_forgotten_after_the_look_back(int year, int month, int day, bool isNew)
    {
        var days = new IndustryDays([("Bank", Key(2017, 1, 1))]);
        Assert.Equal(isNew, Contract(Key(year, month, day), "Bank", true, false).NoveltyIn(days, 36) == ContractNovelty.NewIndustry);
    }

    [Fact]
    public void Of_two_signed_on_one_day_the_first_number_opens_the_industry()
    {
        var (first, second) = (new SigningKey(new DateOnly(2017, 1, 1), "C-2017-00001"), new SigningKey(new DateOnly(2017, 1, 1), "C-2017-00002"));
        var days = new IndustryDays([("Bank", first)]);

        Assert.Equal(ContractNovelty.NewIndustry, Contract(first, "Bank", false, true).NoveltyIn(days, 36));
        Assert.Equal(ContractNovelty.NewCustomer, Contract(second, "Bank", false, true).NoveltyIn(days, 36));
    }

    [Fact]
    public void The_days_of_first_signings_decide_as_every_signing_would()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var all = Enumerable.Range(0, random.Next(1, 40)).Select(place => (Industry: Industries[random.Next(3)],
                Key: new SigningKey(new DateOnly(2010, 1, 1).AddDays(random.Next(0, 3000)), $"C-{place:00000}"))).ToList();
            var firsts = all.GroupBy(row => (row.Industry, row.Key.On)).Select(rows => (rows.Key.Industry, rows.Min(row => row.Key)));
            var days = new IndustryDays(firsts);
            foreach (var (industry, key) in all)
            {
                var known = all.Exists(row => row.Industry == industry && row.Key < key && row.Key.On >= key.On.AddMonths(-36));
                Assert.Equal(known, days.IsKnown(industry, key, 36));
            }
        }
    }

    [Fact]
    public void Shares_make_the_whole_to_the_last_unit_and_nobody_is_cut_by_more_than_one()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var cuts = Enumerable.Range(0, random.Next(0, 7)).Select(_ => random.Next(1, 10_000)).Distinct().Order().Append(10_000).ToList();
            var shares = cuts.Select((cut, place) => cut - (place == 0 ? 0 : cuts[place - 1])).ToList();
            var amount = random.NextInt64(-9_000_000_000_000, 9_000_000_000_000);
            var parts = AgreedShares.Split(amount, shares);

            Assert.Equal(amount, parts.Sum());
            Assert.All(parts.Zip(shares), pair => Assert.True(Math.Abs(pair.First - ((decimal)amount * pair.Second / 10_000)) < 1));
            Assert.Equal(parts.Select(part => -part), AgreedShares.Split(-amount, shares));
        }
    }

    [Fact]
    public void What_rounding_leaves_goes_to_whom_it_cut_most() => Assert.Equal([34L, 33L, 33L], AgreedShares.Split(100, [3334, 3333, 3333]));

    [Theory]
    [InlineData("2017", 1, "2017-01-01", 12)]
    [InlineData("2017-Q2", 1, "2017-04-01", 3)]
    [InlineData("2017-05", 1, "2017-05-01", 1)]
    [InlineData("2017-Q1", 4, "2016-04-01", 3)]
    [InlineData("2017", 4, "2016-04-01", 12)]
    public void A_period_is_read_as_it_is_written(string text, int start, string from, int months)
    {
        Assert.True(FiscalSpan.TryParse(text, start, out var span));
        Assert.Equal((DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), months), (span.From, span.Months));
        Assert.Equal(text, span.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("2017-Q5")]
    [InlineData("2017-13")]
    [InlineData("17-Q2")]
    [InlineData("9999")]
    [InlineData("2017-Q")]
    public void What_is_no_period_is_refused(string? text) => Assert.False(FiscalSpan.TryParse(text, 1, out _));

    private static SigningKey Key(int year, int month, int day) => new(new DateOnly(year, month, day), "C-1");

    private static SignedContract Contract(SigningKey key, string? industry, bool known, bool brings) => new(1, key, 1, industry, known, brings);
}
