using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Database;

public sealed class BulkWriterSpecs
{
    [Theory, EveryDatabase]
    public async Task Leads_inserted_in_bulk_are_what_saved_ones_are(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using (var db = world.Open())
        {
            db.Leads.Add(NewLead(world, 1));
            await db.SaveChangesAsync();
            Lead[] many = [NewLead(world, 2), NewLead(world, 3)];

            await db.InsertInBulkAsync(many);

            Assert.All(many, lead => Assert.Equal(lead.Id, lead.History.Single().LeadId));
            db.Leads.Add(NewLead(world, 4));
            await db.SaveChangesAsync();
        }

        await using var fresh = world.Open();
        var leads = await fresh.Leads.AsNoTracking().Include(lead => lead.History).Include(lead => lead.Changes).OrderBy(lead => lead.Id).ToListAsync();
        Assert.Equal(["B-1", "B-2", "B-3", "B-4"], leads.Select(lead => lead.Number));
        Assert.Equivalent(NewLead(world, 1).Facts, leads[1].Facts);
        Assert.Equal(leads[0].CapturedAt, leads[2].CapturedAt);
        Assert.All(leads, lead => Assert.Equal(new Money(120_050), Assert.Single(lead.History).Amount));
        Assert.All(leads, lead => Assert.Equal("Need", Assert.Single(lead.Changes).Field));
        Assert.Equal(4, await fresh.LeadsMatching("数据").CountAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_bulk_insert_that_fails_leaves_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using (var db = world.Open())
        {
            await Assert.ThrowsAnyAsync<Exception>(() => db.InsertInBulkAsync([NewLead(world, 1), NewLead(world, 2), NewLead(world, 1)]));
        }

        await using var fresh = world.Open();
        Assert.Empty(await fresh.Leads.ToListAsync());
    }

    [Theory, EveryDatabase]
    public async Task Rows_updated_in_bulk_change_in_the_named_columns_only(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var leads = Enumerable.Range(1, 3).Select(i => NewLead(world, i)).ToList();
        await using (var db = world.Open())
        {
            await db.InsertInBulkAsync(leads);
            foreach (var lead in leads.Take(2))
            {
                lead.Bring(LeadStatus.Assigned, rep, world.By(rep), world.By(rep));
                lead.Plan("call", null, world.By(rep));
            }

            await db.UpdateInBulkAsync(leads.Take(2).ToList(), nameof(Lead.Status), nameof(Lead.OwnerId), nameof(Lead.StatusSince), nameof(Lead.AssignedAt));
        }

        await using var fresh = world.Open();
        var read = await fresh.Leads.AsNoTracking().OrderBy(lead => lead.Id).ToListAsync();
        Assert.Equal([LeadStatus.Assigned, LeadStatus.Assigned, LeadStatus.New], read.Select(lead => lead.Status));
        Assert.Equal([rep.Id, rep.Id, null], read.Select(lead => lead.OwnerId));
        Assert.Equal(leads[0].AssignedAt, read[0].AssignedAt);
        Assert.All(read, lead => Assert.Null(lead.NextAction));
    }

    private static Lead NewLead(World world, int number)
    {
        var facts = new LeadFacts
        {
            Company = "华信 Co., Ltd.", Channel = LeadChannel.ExistingCustomer, Amount = new Money(120_050), ExpectedOn = new DateOnly(2026, 12, 24),
            Email = "x@huaxin.example", Phone = "010-62568787", Score = 7,
        };
        var lead = new Lead($"B-{number}", facts, LeadOrigin.Import, world.By(null), World.Start.AddHours(-1));
        lead.Edit(facts with { Need = "数据中心" }, world.By(null));
        return lead;
    }
}
