using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>What the list of the followed projects says when all columns are asked for.</summary>
public sealed class KeyProjectsFurtherSpecs
{
    private const string Page = "/reports/key-projects?atLeast=100000&all=true";

    private static readonly string[] FirstColumns =
    [
        "Number", "Project", "Customer", "Customer category", "Region", "Owner", "Why", "Stage", "Days in stage", "Norm days", "Amount", "Probability, %", "Expected signing",
        "First expected", "Horizon", "Competitor", "Last activity", "Next step", "Due", "Warnings", "Presales budget", "Presales spent", "Contact coverage", "Pinned because",
    ];

    [Theory, EveryDatabase]
    public async Task It_says_who_helps_what_the_gate_said_and_what_changed_since_Monday(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.AppliedAsync();
        await world.DecideAsync(id, new GateWord(InitiationVerdict.ApproveOnConditions, "Meet him", new DateOnly(2026, 12, 31), null));
        await world.LogAsync(id, 480);
        world.Clock.Pass(TimeSpan.FromDays(8));
        await ChangedAsync(world, id);

        var project = await OneAsync(world, WorldPeople.GeneralManager);
        var further = project.Further ?? throw new InvalidOperationException();

        Assert.Equal([(await world.PersonAsync(WorldPeople.Presales)).Id], further.Presales);
        Assert.Equal((InitiationState.Conditional, new DateOnly(2026, 12, 31)), (further.Gate, further.ConditionsUntil));
        Assert.Equal((0.25m, null), (further.MarginRate, further.QuoteId));
        Assert.Equal(new ProjectWeek(false, null, Money.FromMajor(50_000), 14), further.Week);
        Assert.Equal((1, CustomerBudgetState.Applied, ContractNovelty.NewIndustry), (project.Slips, project.BudgetState, further.Novelty));
        Assert.Equal(0.1m, project.Burn);
        Assert.Equal(Money.FromMajor(157_500), KeyProjects.WeightedOf(project, StageScheme.Default));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync(Page);
        Assert.All((string[])["Pia Presales", "New industry", "+50,000.00", "14 d later", "25.0%", "10.0%", "put off 1×", "Approved on conditions"], text =>
            Assert.Contains(text, page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Pia Presales", (await world.Visit(WorldPeople.GeneralManager).GetAsync(Page.Replace("&all=true", "", StringComparison.Ordinal))).Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_margin_is_the_newest_quote_s_and_nobody_s_who_may_not_know_costs(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.QuotedAsync();
        var quote = await world.QuoteAsync((await OneAsync(world, WorldPeople.GeneralManager)).Id);
        var shown = (await OneAsync(world, WorldPeople.GeneralManager)).Further;
        Assert.Equal((0.4m, quote.Id), (shown?.MarginRate, shown?.QuoteId));
        Assert.Null((await OneAsync(world, WorldPeople.GeneralManager, SensitiveField.Margin)).Further?.MarginRate);
    }

    [Theory, EveryDatabase]
    public async Task The_file_keeps_its_columns_and_has_the_others_behind_them_when_all_are_asked_for(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ApprovedAsync();
        var (shown, head) = (await HeadAsync(world, "atLeast=100000"), await HeadAsync(world, "atLeast=100000&all=true"));
        Assert.StartsWith(string.Join(',', FirstColumns), head, StringComparison.Ordinal);
        Assert.Equal(string.Join(',', [.. FirstColumns, "Manager's instruction", "Answer due", "Answer"]), shown);
        Assert.EndsWith("Stage on Monday,Amount this week,Days put off this week,Manager's instruction,Answer due,Answer", head, StringComparison.Ordinal);
    }

    private static async Task<string> HeadAsync(World world, string query)
    {
        var bytes = await world.Visit(WorldPeople.GeneralManager).Http.GetByteArrayAsync(new Uri($"/reports/key-projects/export.csv?{query}", UriKind.Relative));
        return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n')[0].Trim().Replace("\"", "", StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_margin_and_the_spent_part_of_the_budget_open_how_they_are_made(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync(Page);

        foreach (var ratio in page.Document.QuerySelectorAll("main a[href^='/reports/key-projects/ratio?']"))
        {
            var made = await Frame.RatioSpecs.OpensAsync(visitor, ratio);
            Assert.Contains(Page, made.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")?.Replace("&print=true", "", StringComparison.Ordinal)));
        }

        Assert.Equal(["140,000.00", "25.0%", "10.0%"], page.Document.QuerySelectorAll("main a[href^='/reports/key-projects/ratio?']").Select(ratio => ratio.TextContent.Trim()));
        Assert.Equal("/reports/key-projects", (await visitor.GetAsync("/reports/key-projects/ratio?of=Burn&project=4711")).Location?.OriginalString);
    }

    [Theory, EveryDatabase]
    public async Task A_stage_s_days_are_those_of_the_funnel_until_yesterday_and_counted_anew_when_history_comes_in(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("First", verbs: (row, stamp) => row.Lose(new Closing(CloseReason.Price, "Dear", null, null), stamp with { At = stamp.At.AddDays(3) }));
        world.Clock.Pass(TimeSpan.FromDays(10));
        using var days = new StageDays();
        await using var db = world.Open();
        var today = new DateOnly(2026, 11, 28);
        Assert.Equal(3, (await days.OfAsync(db, today))[1].Median ?? 0, 3);
        await world.OpenedAsync("Today's", verbs: (row, stamp) => row.Lose(new Closing(CloseReason.Price, "Dear", null, null), stamp));
        Assert.Equal(1, (await days.OfAsync(db, today))[1].Sample);
        world.Clock.MoveTo(World.Start);
        await world.OpenedAsync("Late", verbs: (row, stamp) => row.Lose(new Closing(CloseReason.Price, "Dear", null, null), stamp with { At = stamp.At.AddDays(5) }));
        Assert.Equal(2, (await days.OfAsync(db, today))[1].Sample);
    }

    [Fact]
    public void A_week_tells_the_stage_it_came_from_and_nothing_of_what_is_as_it_was()
    {
        var stamp = new Stamp(1, World.Start, new DateOnly(2026, 11, 18));
        var opportunity = GateWorld.Fresh(stamp);
        var opened = opportunity.History[^1];
        opportunity.Revalue(Money.FromMajor(300_000), "Less", stamp);
        opportunity.Revalue(Money.FromMajor(400_000), null, stamp);
        var rows = opportunity.History;
        Assert.True(ProjectWeek.Of(opened, rows[^1]).IsNew);
        Assert.Equal(ProjectWeek.Unchanged, ProjectWeek.Of(rows[1], rows[^1]));
        Assert.Equal(Money.FromMajor(100_000), ProjectWeek.Of(rows[2], rows[^1]).Amount);
    }

    [Theory, EveryDatabase]
    public async Task What_leads_into_an_industry_where_nothing_was_signed_is_followed_whatever_it_is_worth(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var small = await world.OpenedAsync("Small one");
        await using var db = world.Open();
        await db.WriteAsync(() => db.Customers.Where(row => row.Id == small.CustomerId).ExecuteUpdateAsync(row => row.SetProperty(one => one.Industry, "Energy")));
        Assert.Empty(await ListedAsync());

        await world.ContractAsync(await world.CustomerAsync("Bank", change: facts => facts with { Industry = "Finance" }));
        Assert.Equal([FollowReason.NewIndustry], Assert.Single(await ListedAsync()).Signs.Reasons);

        await world.ContractAsync(await world.CustomerAsync("Power", change: facts => facts with { Industry = "Energy" }));
        Assert.Empty(await ListedAsync());

        async Task<IReadOnlyList<KeyProject>> ListedAsync()
        {
            var (now, person) = (world.Clock.GetUtcNow().UtcDateTime, await world.PersonAsync(WorldPeople.GeneralManager));
            var viewer = new Viewer(person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, AccessMatrix.Default);
            return await KeyProjects.OfAsync(db, new KeyProjectsQuestion(viewer, db.Company.Time.DayOf(now), now, KeyProjectsQuestion.Large) { SeeksNewIndustries = true });
        }
    }

    private static async Task ChangedAsync(World world, long id)
    {
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        await world.DoAsync(id, WorldPeople.Rep, (_, opportunity, stamp) =>
        {
            opportunity.Edit(opportunity.Facts with { BudgetState = CustomerBudgetState.Applied }, stamp);
            opportunity.Agree([new AgreedShare(stamp.ActorId ?? 0, TeamFunction.Sales, 8_000), new AgreedShare(engineer.Id, TeamFunction.Presales, 2_000)], stamp);
            opportunity.Revalue(Money.FromMajor(450_000), null, stamp);
            opportunity.Redate(opportunity.ExpectedOn?.AddDays(14), "Their board meets later", stamp);
            return Task.CompletedTask;
        });
    }

    private static async Task<KeyProject> OneAsync(World world, string viewer, SensitiveField? hidden = null)
    {
        await using var db = world.Open();
        var (now, person) = (world.Clock.GetUtcNow().UtcDateTime, await world.PersonAsync(viewer));
        var matrix = hidden is { } field ? AccessMatrix.Default.With([new(Role.GeneralManager, AccessRight.Of(field), Scope.None)]) : AccessMatrix.Default;
        var asked = new KeyProjectsQuestion(new Viewer(person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, matrix), db.Company.Time.DayOf(now), now, Money.FromMajor(100_000));
        using var days = new StageDays();
        return (await KeyProjectsFurther.OfAsync(db, asked, await KeyProjects.OfAsync(db, asked), days))[0];
    }
}
