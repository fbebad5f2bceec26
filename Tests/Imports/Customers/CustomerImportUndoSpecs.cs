using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports.Customers;

public sealed class CustomerImportUndoSpecs
{
    private const string Customers = "Customer,Industry,Phone,Tier,Region,Parent\nGreen,Energy,010-7654321,B,Mars,Blue\nBlue,Media,,,East,\nRed,,,,,Blue\n";

    [Theory]
    [EveryDatabase(ImportMode.Create)]
    [EveryDatabase(ImportMode.CreateAndUpdate)]
    public async Task An_undone_import_leaves_everything_as_it_was(DatabaseKind kind, ImportMode mode)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green", change: f => f with { Industry = "Media", EconomicStrength = 3 }, contacts: new ContactFacts { Name = "Li Lei" });
        var before = await RowPicture.OfAsync(world);
        var import = await world.ImportAsync(ImportKind.Customers, Customers, mode: mode);
        Assert.NotEqual(before, await RowPicture.OfAsync(world));

        var undone = await UndoAsync(world, import.Id);

        Assert.Equal((ImportState.Undone, 0), (undone.State, undone.Counts.Kept));
        Assert.Equal(before, await RowPicture.OfAsync(world));
        await using var db = world.Open();
        Assert.DoesNotContain(await db.Regions.ToListAsync(), region => region.Name == "Mars" && mode == ImportMode.Create);
    }

    [Theory, EveryDatabase]
    public async Task An_undone_import_of_contacts_leaves_everything_as_it_was(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green", contacts: new ContactFacts { Name = "Li Lei", Position = "CIO", Birthday = new DateOnly(1980, 1, 1) });
        var before = await RowPicture.OfAsync(world);
        var import = await world.ImportAsync(ImportKind.Contacts, "Customer,Name,Title,Birthday\nGreen,Li Lei,CTO,1981-02-02\nGreen,Jim,,\n", mode: ImportMode.CreateAndUpdate);
        Assert.NotEqual(before, await RowPicture.OfAsync(world));

        await UndoAsync(world, import.Id);

        Assert.Equal(before, await RowPicture.OfAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_has_worked_on_stays_and_is_named(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green", change: f => f with { Industry = "Media", Phone = "010-1234567" });
        var import = await world.ImportAsync(ImportKind.Customers, Customers, mode: ImportMode.CreateAndUpdate);
        await using (var db = world.Open())
        {
            var (green, red) = (await db.Customers.Include(c => c.Contacts).SingleAsync(c => c.Name == "Green"), await db.Customers.Include(c => c.Contacts).SingleAsync(c => c.Name == "Red"));
            green.Edit(green.Facts with { Industry = "Transport" }, world.By(null));
            red.Know(new ContactFacts { Name = "Jim" }, world.By(null));
            await db.SaveChangesAsync();
        }

        var undone = await UndoAsync(world, import.Id);

        Assert.Equal(2, undone.Counts.Kept);
        await using var fresh = world.Open();
        var read = await fresh.Customers.OrderBy(c => c.Id).ToListAsync();
        Assert.Equal([("Green", "Transport", "010-1234567", null), ("Red", null, null, (long?)null)], read.Select(c => (c.Name, c.Industry, c.Phone, c.ParentId)));
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
