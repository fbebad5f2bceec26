using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports;

/// <summary>What a hostile or damaged file does to an import, whatever it claims to hold.</summary>
public sealed class HostileImportSpecs
{
    private const string Needed = "公司,联系人";

    [Theory]
    [EveryDatabase(ImportKind.Leads)]
    [EveryDatabase(ImportKind.Customers)]
    [EveryDatabase(ImportKind.Contacts)]
    public async Task Chinese_from_an_old_spreadsheet_is_read(DatabaseKind kind, ImportKind what)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("绿色传媒");

        var import = await world.ImportAsync(what, Tables.File(Needed + "\n绿色传媒,李雷\n", Tables.Gb18030));

        Assert.Equal((ImportState.Done, 1, 0), (import.State, import.Counts.Added + import.Counts.Known, import.Counts.Rejected));
    }

    [Theory]
    [EveryDatabase(ImportKind.Leads)]
    [EveryDatabase(ImportKind.Customers)]
    [EveryDatabase(ImportKind.Contacts)]
    public async Task A_formula_is_text_and_leaves_again_as_text(DatabaseKind kind, ImportKind what)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("=1+1");
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(what, Needed + "\n\"=cmd|'/c calc'!A1\",@SUM(A1)\n\"=1+1\0\",x\n", notes: notes);

        await using var file = new MemoryStream();
        var rows = notes.Select(note => (IReadOnlyList<object?>)[.. RefusalJson.Cells(note.Cells)]);
        await ExportTable.Of("rejected", ["a", "b"], rows).WriteAsync(ExportFormat.Csv, file);
        Assert.True(import.Counts.Rejected > 0, "the control character got in");
        Assert.DoesNotMatch(@"(^|[\n,])""?[=@]", Encoding.UTF8.GetString(file.ToArray()));
    }

    [Theory]
    [EveryDatabase(ImportKind.Leads)]
    [EveryDatabase(ImportKind.Customers)]
    [EveryDatabase(ImportKind.Contacts)]
    public async Task A_zip_bomb_and_a_workbook_cut_short_leave_nothing(DatabaseKind kind, ImportKind what)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green");
        var before = await RowPicture.OfAsync(world);
        var bomb = Workbook.Of(Workbook.Text("公司") + Workbook.Text("联系人"), Workbook.Text("Green") + Workbook.Text(new string('a', 60_000_000))).Zip();

        var whole = Workbook.Of(Workbook.Text("公司") + Workbook.Text("联系人"), Workbook.Text("New") + Workbook.Text("One")).Zip().ToArray();

        var first = await Assert.ThrowsAsync<RuleBroken>(() => world.ImportAsync(what, bomb));
        var second = await Assert.ThrowsAsync<RuleBroken>(() => world.ImportAsync(what, new MemoryStream(whole[..(whole.Length / 2)])));

        Assert.Equal(("ImportWorkbookTooLarge", "ImportWorkbookBroken"), (first.Refusal.Code, second.Refusal.Code));
        Assert.Equal(before, await RowPicture.OfAsync(world));
        await using var db = world.Open();
        Assert.Empty(await db.Leads.ToListAsync());
    }
}
