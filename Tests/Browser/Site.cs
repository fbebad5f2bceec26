using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Tests.Browser;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Leads.Forms;
using SiCrm.Tests.Worlds;

[assembly: AssemblyFixture(typeof(Site))]

namespace SiCrm.Tests.Browser;

/// <summary>The program over a small world on SQLite, on a free port of this machine for real browsers.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly Chromium _chromium = new();
    private readonly Lazy<Task<(World World, Uri Origin)>> _running = new(StartAsync);
    private readonly Lazy<Task<IReadOnlyList<Visit>>> _pages;

    public Site()
    {
        _pages = new(FindPagesAsync);
        EveryPage = new EveryPage(this);
    }

    public EveryPage EveryPage { get; }

    public async Task<World> WorldAsync() => (await _running.Value).World;

    /// <summary>Every page of the program, each with somebody who may see it.</summary>
    public Task<IReadOnlyList<Visit>> PagesAsync() => _pages.Value;

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
        await FillCustomersAsync(world);
        return (world, world.App.Listen());
    }

    /// <summary>Two that can be merged, and two that were.</summary>
    private static async Task FillCustomersAsync(World world)
    {
        var first = await world.KeepAsync("东方数据有限公司", change: facts => facts with { Industry = "Media" }, contacts: new ContactFacts { Name = "李雷" });
        await world.KeepAsync("东方数据股份有限公司", change: facts => facts with { Industry = "Energy" }, contacts: new ContactFacts { Name = "李雷" });
        var kept = await world.KeepAsync("Green Media Ltd");
        var merged = await world.KeepAsync("Green Media GmbH", contacts: new ContactFacts { Name = "Jim" });
        await MergeSpecs.MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));
        if (first.Id != 1) throw new InvalidOperationException("The pages' examples are the first customer and the first merge.");
    }

    private async Task<IReadOnlyList<Visit>> FindPagesAsync()
    {
        var (world, origin) = await _running.Value;
        await using var db = world.Open();
        var form = await world.FormAsync();
        var lead = await db.Leads.OrderBy(lead => lead.Id).Select(lead => lead.Id).FirstAsync();
        var pages = new Pages(world.App.Services, origin, new Dictionary<string, string>
        {
            ["leads/id"] = lead.ToString(CultureInfo.InvariantCulture),
            ["leads/field"] = "plan",
            ["lead-forms/id"] = form.Id.ToString(CultureInfo.InvariantCulture),
            ["customers/id"] = "1",
            ["customers/with"] = "2",
            ["forms/token"] = form.Token,
        });
        return await pages.AllAsync();
    }
}
