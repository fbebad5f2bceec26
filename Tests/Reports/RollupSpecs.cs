using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

public sealed class RollupSpecs
{
    [Theory, EveryDatabase]
    public async Task Roll_ups_equal_a_recount_after_every_kind_of_save(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var leads = new List<Lead>();
        foreach (var status in Enum.GetValues<LeadStatus>())
        {
            leads.Add(await world.LeadAsync(status, change: facts => facts with { Amount = new Money(1_000 + (long)status), Industry = "Finance" }));
        }

        await AssertExact(world);
        for (var week = 0; week < 3; week++)
        {
            world.Clock.Pass(TimeSpan.FromDays(4));
            await ChangeAsync(world, leads[0], (lead, stamp) => lead.Edit(lead.Facts with { Amount = new Money(77 * week), Industry = $"Retail {week}" }, stamp));
            await ChangeAsync(world, leads[2], (lead, stamp) => lead.Reclaim(null, "stale", stamp));
            await ChangeAsync(world, leads[6], (lead, stamp) => lead.Reopen("back", stamp));
            await AssertExact(world);
            world.Clock.Pass(TimeSpan.FromDays(3));
            var colleague = await world.PersonAsync(week % 2 == 0 ? WorldPeople.Stranger : WorldPeople.Colleague);
            await ChangeAsync(world, leads[2], (lead, stamp) => lead.AssignTo(colleague, stamp, "again"));
            await ChangeAsync(world, leads[3], (lead, stamp) => lead.AssignTo(colleague, stamp, "again"));
            await ChangeAsync(world, leads[6], (lead, stamp) => lead.Disqualify(DisqualifyReason.Spam, null, stamp));
            await AssertExact(world);
        }
    }

    [Theory, EveryDatabase]
    public async Task One_save_may_change_many_leads_and_delete_some(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using (var db = world.Open())
        {
            db.Leads.AddRange(Enumerable.Range(0, 700).Select(i =>
                new Lead($"M-{i}", new LeadFacts { Company = "Company", Amount = new Money(i), Channel = (LeadChannel)(i % 7) }, LeadOrigin.Import, world.By(null))));
            await db.SaveChangesAsync();
        }

        await AssertExact(world);
        world.Clock.Pass(TimeSpan.FromDays(9));
        await using (var db = world.Open())
        {
            var leads = await db.Leads.ForChange().OrderBy(lead => lead.Id).ToListAsync();
            leads[..600].ForEach(lead => lead.Qualify(LeadLife.ThreeYes, world.By(null)));
            db.Leads.RemoveRange(leads[600..650]);
            await db.SaveChangesAsync();
        }

        await AssertExact(world);
    }

    [Theory, EveryDatabase]
    public async Task A_refused_save_leaves_the_roll_ups_alone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Qualified);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var first = world.Open();
        await using var second = world.Open();
        (await first.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).AssignTo(rep, world.By(null));
        (await second.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).Disqualify(DisqualifyReason.Other, null, world.By(null));
        await first.SaveChangesAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
        await AssertExact(world);
    }

    [Theory, EveryDatabase]
    public async Task The_check_finds_a_wrong_number_and_the_rebuild_rights_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Working);
        await using var db = world.Open();
        await db.Database.ExecuteSqlAsync($"""UPDATE "LeadWeekLines" SET "Leads_Captured" = 7 WHERE "Grouping" = 'Channel'""");
        Assert.Contains("Channel Phone: kept [Captured 7", Assert.Single(await db.DifferencesAsync()), StringComparison.Ordinal);
        await db.RebuildRollupsAsync();
        await AssertExact(world);
    }

    [Theory, EveryDatabase]
    public async Task A_new_time_zone_cuts_the_weeks_anew(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.Clock.MoveTo(new DateTime(2026, 11, 22, 20, 0, 0, DateTimeKind.Utc));
        await world.LeadAsync();
        await using var db = world.Open();
        Assert.All(await db.LeadWeekLines.ToListAsync(), line => Assert.Equal(new DateOnly(2026, 11, 23), line.Week));
        db.ChangeTracker.Clear();
        Assert.True(await db.SetAsync("TimeZone", "Europe/Berlin"));
        Assert.All(await db.LeadWeekLines.ToListAsync(), line => Assert.Equal(new DateOnly(2026, 11, 16), line.Week));
        await AssertExact(world);
    }

    [Theory, EveryDatabase]
    public async Task What_is_written_in_bulk_is_entered_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var leads = Enumerable.Range(0, 30).Select(i => new Lead($"B-{i}", new LeadFacts { Company = "Company" }, LeadOrigin.Import, world.By(null))).ToList();
        await db.InsertInBulkAsync(leads);
        await AssertExact(world);

        leads.ForEach(lead => lead.Qualify(LeadLife.ThreeYes, world.By(null)));
        await db.UpdateInBulkAsync(leads.ConvertAll(lead => lead.History[0]), nameof(LeadEvent.UntilAt));
        leads.ForEach(lead => typeof(LeadEvent).GetProperty(nameof(LeadEvent.LeadId))!.SetValue(lead.History[1], lead.Id));
        await db.InsertInBulkAsync(leads.ConvertAll(lead => lead.History[1]));
        await AssertExact(world);

        leads.ForEach(lead => lead.Edit(lead.Facts with { Industry = "Energy" }, world.By(null)));
        await db.UpdateInBulkAsync(leads, nameof(Lead.Industry));
        await AssertExact(world);

        await db.Rollups.KeepAsync([.. leads.Select(lead => lead.Id)], () => db.Leads.Where(lead => lead.Number != "B-7").ExecuteDeleteAsync());
        await AssertExact(world);
        Assert.Equal(1, await db.LeadWeekLines.Where(line => line.Grouping == LedgerGrouping.Industry).SumAsync(line => line.Leads.Captured));
    }

    [Theory, EveryDatabase]
    public async Task Seeding_enters_all_its_batches_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        await db.Rollups.GatherAsync(async () =>
        {
            for (var batch = 0; batch < 3; batch++)
            {
                await db.InsertInBulkAsync<Lead>([new($"S-{batch}", new LeadFacts { Company = "Company" }, LeadOrigin.Demo, world.By(null))]);
                Assert.Empty(await db.LeadWeekLines.ToListAsync());
            }
        });
        await AssertExact(world);
    }

    private static async Task ChangeAsync(World world, Lead lead, Action<Lead, Stamp> change)
    {
        await using var db = world.Open();
        change(await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id), world.By(null));
        await db.SaveChangesAsync();
    }

    private static async Task AssertExact(World world)
    {
        await using var db = world.Open();
        Assert.Empty(await db.DifferencesAsync());
        Assert.NotEmpty(await db.LeadWeekLines.Where(line => line.Grouping == LedgerGrouping.Owner).ToListAsync());
    }
}
