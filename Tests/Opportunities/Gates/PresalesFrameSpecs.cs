using System.Globalization;
using System.Net;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

/// <summary>What presales cost has of the frame that all reports have: days, filters, paper.</summary>
public sealed class PresalesFrameSpecs
{
    private const string Path = "/reports/presales-cost";

    [Theory]
    [EveryDatabase("period=2026-Q2", "from=2026-04-01&to=2026-06-30")]
    [EveryDatabase("period=2026-W30", "from=2026-07-20&to=2026-07-26")]
    [EveryDatabase("week=2026-W30", "from=2026-07-20&to=2026-07-26")]
    [EveryDatabase("until=2026-01-31&period=2026-05", "from=2026-05-01&to=2026-05-31")]
    public async Task A_period_as_it_is_written_becomes_its_days(DatabaseKind kind, string typed, string days)
    {
        await using var world = await World.CreateAsync(kind);

        var answer = await world.Visit(WorldPeople.GeneralManager).GetAsync($"{Path}?by=Region&{typed}");

        Assert.Equal((HttpStatusCode.Redirect, $"{Path}?by=Region&{days}"), (answer.Status, answer.Location?.OriginalString));
    }

    [Theory, EveryDatabase]
    public async Task The_last_day_is_known_by_either_name(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);

        foreach (var name in (string[])["until", "to"])
        {
            var page = await visitor.GetAsync($"{Path}?from=2026-01-01&{name}=2026-05-31");
            Assert.Equal("2026-05-31", page.Find("#to").GetAttribute("value"));
            Assert.Equal(8, page.Document.QuerySelectorAll("main nav.chips a").Length);
        }
    }

    [Theory, EveryDatabase]
    public async Task Narrowed_to_a_person_a_team_or_a_region_it_has_their_projects_alone_and_so_have_its_lists(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var stranger = await world.PersonAsync(WorldPeople.Stranger);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        await world.DoAsync(id, WorldPeople.Rep, (_, opportunity, stamp) => Won(opportunity, stamp));
        var visitor = world.Visit(WorldPeople.GeneralManager);

        foreach (var whose in new[] { $"owner={rep.Id}", $"team={rep.TeamId}", $"region={rep.RegionId}" })
        {
            var page = await visitor.GetAsync($"{Path}?{whose}");
            foreach (var link in page.Document.QuerySelectorAll("main tfoot a").Select(link => link.GetAttribute("href") ?? ""))
            {
                Assert.Contains(whose, link, StringComparison.Ordinal);
            }

            var cost = page.Find("main tfoot a[href*='state=Won']");
            Assert.Equal("2,000.00", cost.TextContent.Trim());
            var list = await visitor.GetAsync(cost.GetAttribute("href") ?? "");
            Assert.Equal("2,000.00", list.Find("main strong").TextContent.Trim());
            Assert.NotNull(list.Document.QuerySelector("main .chips .chip"));
            Assert.Contains(whose, list.Find($"main nav a[href^='{Path}?'], nav a[href^='{Path}?']").GetAttribute("href"), StringComparison.Ordinal);
            Assert.Contains("2000.00", (await visitor.GetAsync(page.Find("a[href*='export.csv']").GetAttribute("href") ?? "")).Text, StringComparison.Ordinal);
        }

        var none = string.Create(CultureInfo.InvariantCulture, $"owner={stranger.Id}");
        Assert.Null((await visitor.GetAsync($"{Path}?{none}")).Document.QuerySelector("main tfoot"));
        Assert.Equal("0.00", (await visitor.GetAsync($"{Path}/entries?{none}")).Find("main strong").TextContent.Trim());
        Assert.DoesNotContain("2000.00", (await visitor.GetAsync($"{Path}/export.csv?{none}")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Whom_nobody_knows_is_left_out_and_said_also_by_its_file(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);

        Assert.Contains("999999", (await visitor.GetAsync($"{Path}?owner=999999")).Find(".flash-warning").TextContent, StringComparison.Ordinal);
        Assert.Equal($"{Path}?region=999999", (await visitor.GetAsync($"{Path}/export.csv?region=999999")).Location?.OriginalString);
    }

    [Theory]
    [EveryDatabase("en", "Region")]
    [EveryDatabase("zh-CN", "大区")]
    public async Task On_paper_each_table_says_what_it_is_about(DatabaseKind kind, string language, string grouped)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LogAsync(await world.ApprovedAsync(), 60);

        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"{Path}?by=Region&from=2026-01-01&to=2026-12-31&print=true");

        Assert.Null(page.Document.QuerySelector("main form.filter-bar"));
        Assert.Contains($"2026-01-01 – 2026-12-31 · {grouped}", page.Find("main table.figures-block .sheet-head").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task More_lines_than_a_page_has_are_read_page_by_page_under_the_sum_of_all(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.DoAsync(id, WorldPeople.Rep, async (db, opportunity, stamp) =>
        {
            var current = Initiation.Current(await db.InitiationsOfAsync(id));
            for (var minute = 0; minute < 501; minute++)
            {
                await db.LogPresalesAsync(opportunity, current, new PresalesWork(stamp.ActorId ?? 0, PresalesKind.PersonDays, stamp.Today, 1, Money.FromMajor(48), Money.Zero, null), stamp);
            }
        });
        var visitor = world.Visit(WorldPeople.GeneralManager);

        var first = await visitor.GetAsync($"{Path}/entries");
        var second = await visitor.GetAsync(first.Find(".pager [rel=next]").GetAttribute("href") ?? "");

        Assert.Equal((500, 1), (Lines(first), Lines(second)));
        Assert.All((Page[])[first, second], page => Assert.Equal("50.10", page.Find("main strong").TextContent.Trim()));
        Assert.Null(second.Document.QuerySelector(".pager [rel=next]"));
        Assert.Equal(500, Lines(await visitor.GetAsync(second.Find(".pager [rel=prev]").GetAttribute("href") ?? "")));

        static int Lines(Page page) => page.Document.QuerySelectorAll("main tbody tr").Length;
    }

    private static Task Won(Opportunity opportunity, Stamp stamp)
    {
        opportunity.Win(StageScheme.Default, new Closing(CloseReason.Solution, null, null, null), stamp);
        return Task.CompletedTask;
    }
}
