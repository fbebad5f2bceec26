using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Leads;

namespace SiCrm.Tests.Access;

public sealed class ShareSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 18);
    private static readonly ShareTerms ToRead = new(ShareKind.Share, ShareLevel.Read, Today, null, null);

    [Theory, EveryDatabase]
    public async Task What_is_shared_is_seen_until_it_is_ended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var (owner, friend) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Stranger));
        Assert.Equal(HttpStatusCode.NotFound, (await friend.GetAsync($"/leads/{lead.Id}")).Status);

        var given = await owner.SendAsync(await owner.GetAsync($"/leads/{lead.Id}/shares"), "form[action$='/shares']", ("Form.Colleague", WorldPeople.Stranger), ("Form.Until", "2026-11-20"));
        Assert.Equal(HttpStatusCode.Redirect, given.Status);
        Assert.Equal(HttpStatusCode.OK, (await friend.GetAsync($"/leads/{lead.Id}")).Status);
        Assert.Contains(lead.Number, (await friend.GetAsync("/leads")).Text, StringComparison.Ordinal);
        Assert.Contains(lead.Number, (await friend.GetAsync("/leads/export.csv")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await friend.GetAsync($"/leads/{lead.Id}/edit")).Status);

        var ended = await owner.SendAsync(await owner.GetAsync($"/leads/{lead.Id}/shares"), "form[action$='/end']");
        Assert.Equal(HttpStatusCode.Redirect, ended.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await friend.GetAsync($"/leads/{lead.Id}")).Status);
    }

    [Fact]
    public async Task A_share_ends_with_its_last_day()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        await GiveAsync(world, lead, new(ShareKind.Share, ShareLevel.Write, Today, Today.AddDays(1), null));
        var friend = world.Visit(WorldPeople.Stranger);
        Assert.Equal(HttpStatusCode.OK, (await friend.GetAsync($"/leads/{lead.Id}/edit")).Status);
        world.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.NotFound, (await friend.GetAsync($"/leads/{lead.Id}")).Status);
    }

    [Fact]
    public async Task Nobody_passes_on_what_is_only_shared_with_him()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        await GiveAsync(world, lead, ToRead with { Level = ShareLevel.Write });
        var friend = world.Visit(WorldPeople.Stranger);
        var page = await friend.GetAsync($"/leads/{lead.Id}/shares");
        Assert.Null(page.Document.QuerySelector("form[action$='/shares']"));
        var token = page.Find("input[name=__RequestVerificationToken]").GetAttribute("value");
        var tried = await friend.PostAsync($"/leads/{lead.Id}/shares", [new("__RequestVerificationToken", token ?? ""), new("Form.Colleague", WorldPeople.Colleague)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tried.Status);
    }

    [Fact]
    public async Task Each_wrong_share_has_its_reason()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var (rep, colleague, stranger) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Stranger));
        var record = new SharedRecord(RecordType.Lead, 1, "Green", colleague.Id, colleague.TeamId, colleague.RegionId);
        Viewer manager = Of(await world.PersonAsync(WorldPeople.Manager)), outsider = Of(stranger);
        Assert.Null(RecordShare.Refuse(record, rep, manager, ToRead, Today));
        Assert.Equal("ShareBeyondOwnRight", RecordShare.Refuse(record, rep, outsider, ToRead, Today)?.Code);
        Assert.Equal("ShareToOneself", RecordShare.Refuse(record, await world.PersonAsync(WorldPeople.Manager), manager, ToRead, Today)?.Code);
        Assert.Equal("ShareToOwner", RecordShare.Refuse(record, colleague, manager, ToRead, Today)?.Code);
        Assert.Equal("ShareBeyondRole", RecordShare.Refuse(record, await world.PersonAsync(WorldPeople.Presales), manager, ToRead with { Level = ShareLevel.Write }, Today)?.Code);
        Assert.Equal("ShareEndsBeforeStart", RecordShare.Refuse(record, rep, manager, ToRead with { Until = Today.AddDays(-1) }, Today)?.Code);
        Assert.Equal("ShareIsOver", RecordShare.Refuse(record, rep, manager, ToRead with { From = Today.AddDays(-9), Until = Today.AddDays(-1) }, Today)?.Code);
        stranger.Deactivate(Today.AddDays(-1), 0);
        Assert.Equal("ShareToInactive", RecordShare.Refuse(record, stranger, manager, ToRead, Today)?.Code);
    }

    [Fact]
    public async Task The_same_is_not_shared_twice()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        await GiveAsync(world, lead, ToRead);
        Assert.Equal("ShareExists", (await Assert.ThrowsAsync<RuleBroken>(() => GiveAsync(world, lead, ToRead))).Refusal.Code);
    }

    /// <summary>What is one's own and what is shared come in one order, each page once, forwards and backwards.</summary>
    [Theory, EveryDatabase]
    public async Task A_list_of_own_and_shared_leads_is_one_list(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var expected = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            world.Clock.Pass(TimeSpan.FromHours(i % 2));
            var (own, shared) = (i % 3 == 0, i % 3 == 1);
            var n = i;
            var lead = await world.LeadAsync(LeadStatus.Working, own ? WorldPeople.Stranger : WorldPeople.Rep,
                facts => facts with { Amount = n % 4 == 0 ? null : Money.FromMajor(n % 5 * 1000) });
            if (shared)
            {
                await GiveAsync(world, lead, ToRead);
            }

            if (own || shared)
            {
                expected.Add(lead.Number);
            }
        }

        var friend = world.Visit(WorldPeople.Stranger);
        foreach (var order in Enum.GetValues<LeadOrder>().Where(order => order != LeadOrder.Number))
        {
            var page = await friend.GetAsync($"/leads?state=All&sort={order}&columns=Number");
            Assert.Equal(expected.Order(), Numbers(page).Order());
            Assert.Equal(Numbers(page), (await friend.GetAsync($"/leads/export.csv?state=All&sort={order}&columns=Number")).Text.Split('\n').Select(line => line.Trim())
                .Where(expected.Contains));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_page_with_shared_leads_asks_the_database_once_and_walks_indexes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var viewer = Of(await world.PersonAsync(WorldPeople.Stranger)) with { HasShares = true };
        foreach (var scope in (Scope[])[Scope.Own, Scope.Team, Scope.Region])
        {
            var scoped = viewer with { Matrix = AccessMatrix.Nothing.With([new(Role.Sales, AccessRight.Of(RecordType.Lead, AccessAction.Read), scope)]) };
            var branches = db.Leads.AsNoTracking().BranchesFor(scoped);
            Assert.Equal(2, branches.Count);
            var plan = branches[0].OrderByDescending(lead => lead.CapturedAt).ThenByDescending(lead => lead.Id).Take(51).Explain(db);
            Assert.Matches("(?i)using (covering )?index|index scan", plan);
            Assert.DoesNotMatch("TEMP B-TREE|Sort|Seq Scan|SCAN l$", plan);
            var shared = branches[1].OrderByDescending(lead => lead.CapturedAt).ThenByDescending(lead => lead.Id).Take(51).Explain(db);
            Assert.DoesNotMatch("Seq Scan on \"Leads\"|SCAN l(\\s|$)", shared);
        }
    }

    private static IReadOnlyList<string> Numbers(Page page) => [.. page.Document.QuerySelectorAll("tbody a").Select(link => link.TextContent.Trim()).Where(text => text.StartsWith("T-", StringComparison.Ordinal))];

    private static Viewer Of(Person person) =>
        new(person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, AccessMatrix.Default) { Today = Today };

    private static async Task GiveAsync(World world, Lead lead, ShareTerms terms)
    {
        var (rep, stranger) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger));
        await using var scope = world.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var record = await db.SharedRecordAsync(Viewer.Program, RecordType.Lead, lead.Id) ?? throw new InvalidOperationException();
        await db.ShareAsync(record, stranger, Of(rep), terms, world.By(rep));
    }
}
