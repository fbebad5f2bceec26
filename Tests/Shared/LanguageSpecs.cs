using System.Net;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Shared;

public sealed class LanguageSpecs
{
    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.5", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-Hans-CN", "zh-CN")]
    [InlineData("de-DE,de;q=0.9,zh-TW;q=0.4", "zh-CN")]
    [InlineData("en-GB", "en")]
    [InlineData("fr", "en")]
    public async Task A_visitor_reads_what_his_browser_asks_for_or_else_the_company_s(string accepted, string expected)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        Assert.Equal(expected, Language(await world.Visit(language: accepted).GetAsync("/sign-in")));
    }

    [Theory, EveryDatabase]
    public async Task The_company_s_language_is_for_who_asks_for_neither(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using (var db = world.Open())
        {
            await db.SetAsync("Language", "zh-CN");
        }

        Assert.Equal("zh-CN", Language(await world.Visit(language: "fr").GetAsync("/sign-in")));
    }

    [Theory, EveryDatabase]
    public async Task What_is_chosen_goes_before_the_browser_and_follows_the_person_to_another_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Rep);
        var page = await visitor.GetAsync("/me?from=here");
        Assert.Equal("en", Language(page));

        var chosen = await visitor.SendAsync(page, "form[action='/preferences']", ("language", "zh-CN"), ("theme", "dark"));

        Assert.Equal("/me?from=here", chosen.Location?.ToString());
        var here = await visitor.GetAsync("/me");
        Assert.Equal(("zh-CN", "dark"), (Language(here), here.Find("html").GetAttribute("data-bs-theme")));
        Assert.Equal("zh-CN", Language(await world.Visit(WorldPeople.Rep).GetAsync("/me")));
        Assert.Equal("en", Language(await world.Visit(WorldPeople.Manager).GetAsync("/me")));
    }

    [Theory, EveryDatabase]
    public async Task After_a_form_was_refused_a_switch_leads_back_to_the_page_that_it_stands_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), isDraft: true);
        var (visitor, path) = (world.Visit(WorldPeople.Administrator), $"/contracts/{contract.Id}");
        var page = await visitor.GetAsync(path);

        foreach (var (from, back) in new[] { ($"{path}?from=list", $"{path}?from=list"), ($"{path}/discarding", path) })
        {
            visitor.Http.DefaultRequestHeaders.Referrer = new Uri(visitor.Http.BaseAddress ?? new Uri("http://localhost"), from);
            var refused = await visitor.SendAsync(page, "form[action$=discarding]");
            Assert.Equal((HttpStatusCode.UnprocessableEntity, back), (refused.Status, refused.Find("form[action='/preferences'] [name=back]").GetAttribute("value")));
        }
    }

    private static string? Language(Page page) => page.Find("html").GetAttribute("lang");
}
