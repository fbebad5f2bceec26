using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Shared;

public sealed class DatabaseSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task The_migrations_hold_the_whole_model(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory, EveryDatabase]
    public async Task A_newer_schema_is_refused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await using var db = world.Open();
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '10.0.0')""");
        await Assert.ThrowsAsync<NewerSchemaException>(() => db.MigrateAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_lead_comes_back_as_it_was_saved(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var saved = await world.LeadAsync(LeadStatus.Working);
        var read = await world.ReadAsync(saved);
        Assert.Equal((saved.Status, saved.OwnerId, saved.StatusSince, saved.ReclaimDueAt), (read.Status, read.OwnerId, read.StatusSince, read.ReclaimDueAt));
        Assert.Equal([LeadEventKind.Captured, LeadEventKind.Qualified, LeadEventKind.Assigned, LeadEventKind.Started],
            read.History.OrderBy(row => row.Seq).Select(row => row.Kind));
        Assert.Equal(LeadEventKind.Started, read.History.Single(row => row.UntilAt is null).Kind);
    }

    [Theory, EveryDatabase]
    public async Task Two_Chinese_characters_find_a_lead(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(change: facts => facts with { Company = "上海浦东发展银行股份有限公司" });
        await using var db = world.Open();
        Assert.Equal([lead.Id], await db.LeadsMatching("银行").ToListAsync());
        Assert.Empty(await db.LeadsMatching("证券").ToListAsync());
    }

    [Theory, EveryDatabase]
    public async Task The_second_of_two_writers_of_one_lead_is_told(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var first = world.Open();
        await using var second = world.Open();
        (await first.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).Start(world.By(rep));
        (await second.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).GiveBack(GiveBackReason.Other, "again", world.By(rep));
        await first.SaveChangesAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
    }

    [Theory, EveryDatabase]
    public async Task Numbers_of_a_series_follow_each_other(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        var first = await db.WriteAsync(() => db.NextNumberAsync("N", 2026));
        var second = await db.WriteAsync(() => db.NextNumberAsync("N", 2026));
        Assert.Equal(("N-2026-00001", "N-2026-00002"), (first, second));
    }

    [Theory, EveryDatabase]
    public async Task The_program_answers(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var page = await world.Visit().GetAsync("/lib/tabler/dist/css/tabler.min.css");
        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
    }
}
