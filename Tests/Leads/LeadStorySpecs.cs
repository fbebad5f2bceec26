using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

/// <summary>What the page of a lead tells of its life.</summary>
public sealed class LeadStorySpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_kind_of_event_is_told_with_who_when_and_why(string language)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var told = new HashSet<LeadEventKind>();
        foreach (var lead in await LivesAsync(world))
        {
            var page = await world.Visit(WorldPeople.Coordinator, language).GetAsync($"/leads/{lead.Id}");
            var events = page.Document.QuerySelectorAll(".timeline > li").Where(line => line.QuerySelector(".status") is not null).ToList();
            var history = lead.History.OrderByDescending(row => row.At).ThenByDescending(row => row.Seq).ToList();

            Assert.DoesNotContain("[Leads.", page.Text, StringComparison.Ordinal);
            Assert.Equal(history.Count, events.Count);
            foreach (var (line, row) in events.Zip(history))
            {
                Assert.NotEmpty(line.QuerySelector("strong")?.TextContent ?? "");
                Assert.NotNull(line.QuerySelector("time[datetime]"));
                Assert.NotEmpty(line.QuerySelector(".quiet bdi")?.TextContent ?? "");
                Assert.Equal(row.Reason is not null, line.QuerySelector(".typed") is not null);
                Assert.Equal(language != "en", line.QuerySelector("strong")!.TextContent.Any(c => c >= '一'));
                told.Add(row.Kind);
            }
        }

        Assert.Equal(Enum.GetValues<LeadEventKind>().Order(), told.Order());
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task What_was_decided_stands_on_the_page(DatabaseKind kind, string language)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Reclaimed);
        var (rep, desk) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Coordinator));
        await using (var db = world.Open())
        {
            var appeal = new ReclaimAppeal(lead.Id, rep.Id, lead.StatusSince, "They called back", world.By(rep));
            appeal.Decline("Too late for us", world.By(desk));
            db.Add(appeal);
            db.Add(new WeeklyConfirmation(lead.Id, IsoWeek.Of(2026, 45), rep.Id, rep.TeamId, lead.StatusSince, World.Start));
            await db.SaveChangesAsync();
        }

        var page = await world.Visit(WorldPeople.Coordinator, language).GetAsync($"/leads/{lead.Id}/decisions");

        Assert.DoesNotContain("[Leads.", page.Text, StringComparison.Ordinal);
        foreach (var words in (string[])["They called back", "Too late for us", "2026-W45", WorldPeople.Rep, WorldPeople.Coordinator])
        {
            Assert.Contains(words, page.Find("main").TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(3, page.Document.QuerySelectorAll(".facts dt").Length);
    }

    /// <summary>Lives that have every kind of event among them.</summary>
    private static async Task<IReadOnlyList<Lead>> LivesAsync(World world)
    {
        var (rep, desk, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Coordinator), await world.PersonAsync(WorldPeople.Colleague));
        var (byRep, byDesk) = (world.By(rep), world.By(desk));
        var busy = await world.LeadAsync(LeadStatus.Working);
        await world.ChangeAsync(busy, (lead, _) =>
        {
            lead.Edit(lead.Facts with { Amount = Money.FromMajor(9) }, byRep);
            var before = lead.Hold;
            lead.AssignTo(colleague, byDesk, "Knows finance");
            lead.Undo(before, lead.Events, rep, byDesk);
            lead.GiveBack(GiveBackReason.Overloaded, "Too much to do", byRep);
            lead.AssignTo(colleague, byDesk, "Her turn");
            lead.Reclaim(ReclaimRule.NoFirstContact, null, byDesk);
            lead.Disqualify(DisqualifyReason.NoNeed, "Really not", byDesk);
            lead.Reopen("They wrote", byDesk);
        });
        var moved = await world.LeadAsync(LeadStatus.Working);
        await using (var db = world.Open())
        {
            var tracked = await db.Leads.ForChange().SingleAsync(lead => lead.Id == moved.Id);
            var owner = await db.People.SingleAsync(person => person.Id == rep.Id);
            owner.Join(await db.Teams.SingleAsync(team => team.Name == "West 1"));
            tracked.FollowOwner(owner, byDesk);
            await db.SaveChangesAsync();
            owner.Join(await db.Teams.SingleAsync(team => team.Name == "East 1"));
            tracked.FollowOwner(owner, byDesk);
            await db.SaveChangesAsync();
        }

        var handed = await world.LeadAsync(LeadStatus.Working);
        await world.ChangeAsync(handed, (lead, _) => lead.HandOverTo(colleague, "He leaves", byDesk));
        var ends = await world.LeadAsync(LeadStatus.Converted);
        return [await world.ReadAsync(busy), await world.ReadAsync(moved), await world.ReadAsync(handed), await world.ReadAsync(ends)];
    }
}
