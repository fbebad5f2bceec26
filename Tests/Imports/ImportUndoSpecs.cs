using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports;

public sealed class ImportUndoSpecs
{
    private const string Leads = "Lead No,Captured At,Company,Region\nF-1,2011-10-01T08:00:00Z,Green,Mars\nF-2,2011-10-01T09:00:00Z,Blue,East\nF-3,2011-10-01T09:00:00Z,Red,East\n";

    private const string Past = "Lead No,At,From,To,Owner,By\n"
        + "F-1,2011-10-01T09:00:00Z,New,Qualified,,Lead desk\n"
        + "F-1,2011-10-02T09:00:00Z,Qualified,Assigned,Saturn Rep 2,Lead desk\n"
        + "F-2,2011-10-02T10:00:00Z,New,Disqualified,,Lead desk\n";

    [Theory, EveryDatabase]
    public async Task An_undone_import_leaves_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Working);
        var before = await world.PictureAsync();
        var import = await world.ImportAsync(ImportKind.Leads, Leads);

        var undone = await UndoAsync(world, import.Id);

        Assert.Equal((ImportState.Undone, 3, 0), (undone.State, undone.Counts.TakenBack, undone.Counts.Kept));
        Assert.Equal(before, await world.PictureAsync());
        await using var db = world.Open();
        Assert.DoesNotContain(await db.Regions.ToListAsync(), region => region.Name == "Mars");
        Assert.Empty(await db.LeadsMatching("green").Where(id => db.Leads.Any(lead => lead.Id == id && lead.ImportId != null)).ToListAsync());
        Assert.Empty(await db.DifferencesAsync());
    }

    [Theory, EveryDatabase]
    public async Task An_undone_past_leaves_the_leads_as_they_were(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        var before = await world.PictureAsync();
        var past = await world.ImportAsync(ImportKind.LeadEvents, Past);

        var undone = await UndoAsync(world, past.Id);

        Assert.Equal((3, 0), (undone.Counts.TakenBack, undone.Counts.Kept));
        Assert.Equal(before, await world.PictureAsync());
        await using var db = world.Open();
        Assert.DoesNotContain(await db.People.ToListAsync(), person => person.Email == null);
        Assert.DoesNotContain(await db.Regions.ToListAsync(), region => region.Name == "Saturn");
        Assert.Empty(await db.DifferencesAsync());
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_has_worked_on_stays_and_is_named(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var import = await world.ImportAsync(ImportKind.Leads, Leads);
        await using (var db = world.Open())
        {
            var lead = await db.Leads.ForChange().SingleAsync(l => l.Number == "F-2");
            lead.Log(LeadActivityKind.Call, "called", world.By(null));
            await db.SaveChangesAsync();
        }

        var undone = await UndoAsync(world, import.Id);

        Assert.Equal((2, 1), (undone.Counts.TakenBack, undone.Counts.Kept));
        await using var fresh = world.Open();
        Assert.Equal(["F-2"], await fresh.Leads.Select(lead => lead.Number).ToListAsync());
        Assert.Equal("F-2", RefusalJson.Cells((await fresh.NotesOf(undone, ImportNoteKind.Kept).SingleAsync()).Cells)[0]);
    }

    [Theory, EveryDatabase]
    public async Task Leads_are_undone_after_their_past_was(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var leads = await world.ImportAsync(ImportKind.Leads, Leads);
        var past = await world.ImportAsync(ImportKind.LeadEvents, Past);
        await UndoAsync(world, past.Id);

        var undone = await UndoAsync(world, leads.Id);

        Assert.Equal((3, 0), (undone.Counts.TakenBack, undone.Counts.Kept));
        await using var db = world.Open();
        Assert.Empty(await db.Leads.ToListAsync());
        Assert.Empty(await db.DifferencesAsync());
    }

    [Theory, EveryDatabase]
    public async Task An_undo_that_was_interrupted_goes_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var import = await world.ImportAsync(ImportKind.Leads, Leads);
        using var stop = new CancellationTokenSource();
        await using (var db = world.Open())
        {
            var stored = await db.Imports.SingleAsync(i => i.Id == import.Id);
            stored.Undo(world.By(null));
            await db.SaveChangesAsync();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ImportUndo(db, world.Clock) { ChunkSize = 1 }.GoAsync(stored, Viewer.Program, stop.Token));
        }

        await using var again = world.Open();
        var undoing = await again.Imports.SingleAsync(i => i.Id == import.Id);
        await new ImportUndo(again, world.Clock) { ChunkSize = 1 }.GoAsync(undoing, Viewer.Program);

        Assert.Equal((ImportState.Undone, 3), (undoing.State, undoing.Counts.TakenBack));
    }

    private static async Task<Import> UndoAsync(World world, long importId)
    {
        await using var db = world.Open();
        var import = await db.Imports.SingleAsync(i => i.Id == importId);
        import.Undo(world.By(null));
        await db.SaveChangesAsync();
        await new ImportUndo(db, world.Clock) { ChunkSize = 2 }.GoAsync(import, Viewer.Program);
        return import;
    }
}
