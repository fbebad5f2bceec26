using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Audit;

public sealed class AuditSpecs
{
    [Theory, EveryDatabase]
    public async Task Sign_ins_good_bad_and_closed_are_told_with_their_request(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        await world.Visit().SignInAsync(email);
        for (var i = 0; i < 7; i++)
        {
            await world.Visit().SignInAsync(email, "guess");
        }

        var good = await world.ToldAsync(AuditKind.SignedIn);
        Assert.Equal((await world.PersonAsync(WorldPeople.Rep)).Id, good.Single().ActorId);
        Assert.NotNull(good.Single().RequestId);
        Assert.Equal(5, (await world.ToldAsync(AuditKind.SignInFailed, 5)).Count);
        Assert.Equal(email, (await world.ToldAsync(AuditKind.SignInClosed)).Single().Subject);
    }

    [Theory, EveryDatabase]
    public async Task What_is_typed_where_the_name_belongs_is_kept_only_if_it_is_an_address(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.Visit().SignInAsync(Passwords.Good, "x");
        Assert.Equal("–", (await world.ToldAsync(AuditKind.SignInFailed)).Single().Subject);
    }

    [Theory, EveryDatabase]
    public async Task Who_is_denied_and_who_asks_for_a_foreign_record_is_told_once_a_minute(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var foreign = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger);
        var rep = world.Visit(WorldPeople.Rep);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/leads/{foreign.Id}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await rep.GetAsync("/people")).Status);
        }

        Assert.Equal($"GET /leads/{foreign.Id}", (await world.ToldAsync(AuditKind.NotFound)).Single().Subject);
        Assert.Equal("GET /people", (await world.ToldAsync(AuditKind.Denied)).Single().Subject);
    }

    [Theory, EveryDatabase]
    public async Task An_export_is_told_with_how_much_went_along(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Assigned);
        await world.LeadAsync(LeadStatus.Working);
        await world.Visit(WorldPeople.Rep).GetAsync("/leads/export.csv");

        var told = (await world.ToldAsync(AuditKind.Exported)).Single();

        Assert.Equal((await world.PersonAsync(WorldPeople.Rep)).Id, told.ActorId);
        Assert.Contains("Rows\t\t2", told.Details);
    }

    [Theory, EveryDatabase]
    public async Task Who_opens_many_records_within_the_hour_is_told_at_each_limit(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Configured["Audit:ManyViews"] = "3";
        var rep = world.Visit(WorldPeople.Rep);
        for (var i = 0; i < 6; i++)
        {
            var lead = await world.LeadAsync(LeadStatus.Assigned);
            await rep.GetAsync($"/leads/{lead.Id}");
            await rep.GetAsync($"/leads/{lead.Id}/facts");
        }

        Assert.Equal(["Records\t\t3", "Records\t\t6"], (await world.ToldAsync(AuditKind.ViewedMany, 2)).Select(entry => entry.Details));
    }

    [Theory, EveryDatabase]
    public async Task A_change_of_rights_and_settings_is_told_with_before_and_after_in_the_reader_s_words(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);
        var person = await world.PersonAsync(WorldPeople.Presales);
        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "main form.card", ("Roles", "Presales,Finance"));
        await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']", ("Form.Currency", "EUR"));

        var english = await admin.GetAsync("/audit?group=Rights");
        var chinese = await world.Visit(WorldPeople.Administrator, "zh-CN").GetAsync("/audit?group=Rights");

        Assert.Contains("Roles: Presales engineer → Presales engineer, Finance", english.Find("table").TextContent);
        Assert.Contains("Currency: CNY → EUR", english.Find("table").TextContent);
        Assert.Contains("变更权限", chinese.Find("table").TextContent);
        Assert.DoesNotContain("RightsChanged", chinese.Text);
    }

    [Theory, EveryDatabase]
    public async Task The_log_is_searched_by_person_day_and_words_and_paged(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using (var db = world.Open())
        {
            var rep = await world.PersonAsync(WorldPeople.Rep);
            db.AuditLog.AddRange(Enumerable.Range(0, 230).Select(i => new AuditEntry(
                i % 2 == 0 ? AuditKind.Denied : AuditKind.Exported, World.Start.AddHours(-i), i % 2 == 0 ? rep.Id : null)
            { Subject = $"GET /thing/{i}" }));
            await db.SaveChangesAsync();
        }

        var admin = world.Visit(WorldPeople.Administrator);
        var (page, seen) = (await admin.GetAsync("/audit"), new List<string>());
        while (true)
        {
            seen.AddRange(page.Document.QuerySelectorAll("tbody .written").Select(line => line.TextContent));
            if (page.Document.QuerySelector(".pager a[rel=next]") is not { } next)
            {
                break;
            }

            page = await admin.GetAsync(next.GetAttribute("href") ?? "");
        }

        Assert.Equal(Enumerable.Range(0, 230).Select(i => $"GET /thing/{i}"), seen);
        Assert.Single((await admin.GetAsync("/audit?q=GET+/thing/77")).Document.QuerySelectorAll("tbody tr"));
        var person = (await world.PersonAsync(WorldPeople.Rep)).Id;
        Assert.All((await admin.GetAsync($"/audit?person={person}")).Document.QuerySelectorAll("tbody th"), cell => Assert.Contains("Denied", cell.TextContent));
        Assert.Equal(24, (await admin.GetAsync("/audit?from=2026-11-17&to=2026-11-17")).Document.QuerySelectorAll("tbody tr").Length);
        var file = await admin.GetAsync("/audit/export.csv?group=Denials");
        Assert.Equal(115, file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    [Theory, EveryDatabase]
    public async Task What_was_written_nobody_changes_or_takes_away(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        db.AuditLog.Add(new AuditEntry(AuditKind.SignedIn, World.Start, null));
        await db.SaveChangesAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("UPDATE \"AuditLog\" SET \"Subject\" = 'x'"));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM \"AuditLog\""));
        db.Remove(await db.AuditLog.SingleAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        db.ChangeTracker.Clear();
        Assert.Null((await db.AuditLog.AsNoTracking().SingleAsync()).Subject);
    }
}

internal static class ToldInTheLog
{
    /// <summary>The lines of a kind, oldest first, once there are so many: what no page waits for comes a moment later.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> ToldAsync(this World world, AuditKind kind, int atLeast = 1)
    {
        for (var tries = 0; ; tries++)
        {
            await using var db = world.Open();
            var told = await db.AuditLog.AsNoTracking().Where(entry => entry.Kind == kind).OrderBy(entry => entry.Id).ToListAsync();
            if (told.Count >= atLeast || tries == 100)
            {
                await Task.Delay(50);
                Assert.True(told.Count >= atLeast, $"{told.Count} of {kind}");
                return told;
            }

            await Task.Delay(50);
        }
    }
}
