using Microsoft.Playwright;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Browser;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

[assembly: AssemblyFixture(typeof(Site))]

namespace SiCrm.Tests.Browser;

/// <summary>The program over a small world on SQLite, on a free port of this machine for real browsers.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly Chromium _chromium = new();
    private readonly Lazy<Task<(World World, Uri Origin)>> _running = new(StartAsync);
    private readonly Lazy<Task<Pages>> _map;
    private readonly Lazy<Task<IReadOnlyList<Visit>>> _pages;

    public Site()
    {
        _map = new(MapAsync);
        _pages = new(FindPagesAsync);
        EveryPage = new EveryPage(this);
    }

    public EveryPage EveryPage { get; }

    public async Task<World> WorldAsync() => (await _running.Value).World;

    /// <summary>Every page of the program, each with somebody who may see it.</summary>
    public Task<IReadOnlyList<Visit>> PagesAsync() => _pages.Value;

    /// <summary>Routes of pages that nobody visits here for want of an example.</summary>
    public async Task<IReadOnlyList<string>> UnvisitedAsync() => (await _map.Value).WithoutExample;

    /// <summary>A window in which the person is signed in; null: nobody.</summary>
    public async Task<Tab> OpenAsync(string? person, Look look, bool javaScript = true)
    {
        Chromium.SkipWithout();
        var origin = (await _running.Value).Origin.ToString();
        var browser = await _chromium.BrowserAsync();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = origin,
            IgnoreHTTPSErrors = true,
            Locale = look.Language,
            TimezoneId = "Asia/Shanghai",
            ColorScheme = look.Theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            HasTouch = look.Width < Look.Desk,
            ViewportSize = new() { Width = look.Width, Height = 800 },
            JavaScriptEnabled = javaScript,
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = person is null ? [] : [new(TestApp.PersonHeader, person)],
        });
        await context.AddCookiesAsync([new() { Name = "theme", Value = look.Theme, Url = origin }]);
        return new Tab(context, await context.NewPageAsync(), look);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        if (_running.IsValueCreated) await (await _running.Value).World.DisposeAsync();
    }

    private static async Task<(World World, Uri Origin)> StartAsync()
    {
        var world = await World.CreateAsync(DatabaseKind.Sqlite);
        foreach (var status in Enum.GetValues<LeadStatus>())
        {
            await world.LeadAsync(status);
            await world.LeadAsync(status, WorldPeople.Stranger, facts => facts with { Company = "上海东方数据公司" });
        }
        var customer = await world.CustomerAsync("东方数据公司");
        var opportunity = await world.OpportunityAsync(customer);
        var boss = await world.ContactAsync(customer, new ContactFacts { Name = "Zhang Wei", Position = "总经理", Phone = "13812345678" }, 3, isKey: true);
        await world.PlaceAsync(opportunity, boss, BuyingRole.DecisionMaker, 2);
        await world.PlaceAsync(opportunity, await world.ContactAsync(customer, new ContactFacts { Name = "李雷" }, 41), BuyingRole.TechnicalEvaluator, -1, boss.Id);
        return (world, world.App.Listen());
    }

    private async Task<IReadOnlyList<Visit>> FindPagesAsync() => await (await _map.Value).AllAsync();

    private async Task<Pages> MapAsync()
    {
        var (world, origin) = await _running.Value;
        return new Pages(world.App.Services, origin, await SiteExamples.MakeAsync(world, origin), SiteExamples.More);
    }
}
