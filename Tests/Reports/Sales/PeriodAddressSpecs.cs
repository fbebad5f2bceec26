using System.Net;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>A period is asked for as people write it, and a file never answers another question than its address asks.</summary>
public sealed class PeriodAddressSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("2026-W30", "from=2026-07-20&to=2026-07-26")]
    [EveryDatabase("2026-w30", "from=2026-07-20&to=2026-07-26")]
    [EveryDatabase("2026-05", "from=2026-05-01&to=2026-05-31")]
    [EveryDatabase("2026-Q2", "from=2026-04-01&to=2026-06-30")]
    [EveryDatabase("2025", "from=2025-01-01&to=2025-12-31")]
    public async Task A_period_as_it_is_written_becomes_its_days(DatabaseKind kind, string typed, string days)
    {
        var world = await worlds.OnAsync(kind);

        var answer = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/regional-sales?from=2026-01-01&period={typed}&all=true");

        Assert.Equal((HttpStatusCode.Redirect, $"/reports/regional-sales?all=true&{days}"), (answer.Status, answer.Location?.OriginalString));
    }

    [Theory]
    [EveryDatabase("en", "is no period")]
    [EveryDatabase("zh-CN", "不是有效期间")]
    public async Task What_is_no_period_is_named_and_stays_in_its_field(DatabaseKind kind, string language, string said)
    {
        var world = await worlds.OnAsync(kind);

        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/product-sales?period=2026-W60");

        Assert.Contains(said, page.Find(".flash-warning").TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-W60", page.Find("#period").GetAttribute("value"));
    }

    [Theory]
    [EveryDatabase("from=2026-02-30&to=2026-03-31")]
    [EveryDatabase("from=1926-01-01")]
    [EveryDatabase("region=999999")]
    public async Task A_file_of_what_can_not_be_asked_for_is_the_page_that_says_so(DatabaseKind kind, string query)
    {
        var world = await worlds.OnAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);

        var file = await visitor.GetAsync($"/reports/customer-purchases/export.csv?{query}");

        Assert.Equal((HttpStatusCode.Redirect, $"/reports/customer-purchases?{query}"), (file.Status, file.Location?.OriginalString));
        Assert.NotNull((await visitor.GetAsync(file.Location?.OriginalString ?? "")).Find(".flash-warning"));
    }

    [Theory, EveryDatabase]
    public async Task A_file_of_reversed_days_is_refused_with_a_word_about_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        var file = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/customer-purchases/export.csv?from=2026-03-01&to=2026-02-01");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, file.Status);
        Assert.Contains("2026-03-01", file.Text, StringComparison.Ordinal);
    }
}
