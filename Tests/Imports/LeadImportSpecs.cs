using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports;

public sealed class LeadImportSpecs
{
    private const string Header = "Lead No,Captured At,Channel,Company,Contact,Phone,Email,Region,Industry,Product,Need,Estimated Amount\n";

    private const string Two =
        Header
        + "F-1,2011-10-01T00:38:44.546000+02:00,Phone,Green Media 45,Contact 2757,+86 10 68297732,c1@green45.example,West,Healthcare,Data centre,Data centre for Green,360000\n"
        + "F-2,2011-10-01 08:08,网站,上海华信科技有限公司,张三,010-61220871,,North,政府,云迁移,,12万\n";

    [Theory, EveryDatabase]
    public async Task Leads_come_in_with_all_that_the_file_says(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var import = await world.ImportAsync(ImportKind.Leads, Two);

        await using var db = world.Open();
        var leads = await db.LeadsAsync();
        Assert.Equal((ImportState.Done, 2, 2, 0), (import.State, import.Counts.Read, import.Counts.Added, import.Counts.Rejected));
        var regions = await db.Regions.ToDictionaryAsync(region => region.Id, region => region.Name);
        Assert.Equal(("F-1", "Green Media 45", "Contact 2757", "c1@green45.example", "West"),
            (leads[0].Number, leads[0].Company, leads[0].ContactName, leads[0].Email, regions[leads[0].RegionId ?? 0]));
        Assert.Equal(new DateTime(2011, 9, 30, 22, 38, 44, 546, DateTimeKind.Utc), leads[0].CapturedAt);
        Assert.Equal(new DateTime(2011, 10, 1, 0, 8, 0, DateTimeKind.Utc), leads[1].CapturedAt);
        Assert.Equal((LeadChannel.Website, new Money(12_000_000), "North"), (leads[1].Channel, leads[1].Amount, regions[leads[1].RegionId ?? 0]));
        Assert.All(leads, lead => Assert.Equal((LeadOrigin.Import, import.Id, LeadStatus.New), (lead.Origin, lead.ImportId, lead.Status)));
        Assert.All(leads, lead => Assert.Equal((lead.CapturedAt, World.Start), (Assert.Single(lead.History).At, lead.History[0].RecordedAt)));
        Assert.Single(await db.LeadsMatching("华信").ToListAsync());
        Assert.Empty(await db.DifferencesAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_region_that_nobody_knows_is_made_and_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.Leads, Two, notes: notes);

        Assert.Equal(1, import.Counts.Created);
        Assert.Equal(["North"], RefusalJson.Cells(Assert.Single(notes, note => note.Kind == ImportNoteKind.RegionCreated).Cells));
    }

    [Theory, EveryDatabase]
    public async Task The_same_file_twice_adds_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Two);
        var before = await world.PictureAsync();

        var again = await world.ImportAsync(ImportKind.Leads, Two);

        Assert.Equal((2, 0, 2, 0, 0), (again.Counts.Read, again.Counts.Added, again.Counts.Known, again.Counts.Rejected, again.Counts.Duplicates));
        Assert.Equal(before, await world.PictureAsync());
    }

    [Theory, EveryDatabase]
    public async Task Leads_without_numbers_are_given_some_and_known_again_by_what_they_say(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        const string file = "公司,联系人,手机\n华信,张三,13800000001\n华信,李四,13800000002\n中科,王五,13800000003\n远景,赵六,13800000004\n";

        var import = await world.ImportAsync(ImportKind.Leads, file);
        var again = await world.ImportAsync(ImportKind.Leads, file);

        Assert.Equal((4, 0), (import.Counts.Added, import.Counts.Known));
        Assert.Equal((0, 4), (again.Counts.Added, again.Counts.Known));
        await using var db = world.Open();
        Assert.Equal(["L-2026-00001", "L-2026-00002", "L-2026-00003", "L-2026-00004"], (await db.LeadsAsync()).Select(lead => lead.Number));
    }

    [Theory, EveryDatabase]
    public async Task Wrong_rows_are_kept_with_their_reasons_and_the_good_ones_come_in(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.Leads, Header
            + "F-1,2011-10-01,Phone,Green,,,,,,,,\n"
            + "F-2,10/11/2011,Pigeon post,,,,not a mail,,,,,a lot\n"
            + "F-3,2031-01-01,Phone,Future,,,,,,,,\n"
            + "F-1,2011-10-01,Phone,Same number,,,,,,,,\n"
            + "F-5,2011-10-01,Phone,Nul\0l,,,,,,,,\n"
            + $"F-6,2011-10-01,Phone,{new string('x', 201)},,,,,,,,\n"
            + "F-7,2011-10-01,Phone,One,cell,too,many@x.example,West,a,b,c,1,200\n"
            + "F-8,2011-10-01,Phone,Part of a cent,,,,,,,,1200.005\n", notes: notes);

        Assert.Equal((8, 1, 7), (import.Counts.Read, import.Counts.Added, import.Counts.Rejected));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], notes.Select(note => note.Row));
        Assert.Equal(["ImportInstantUnreadable", "ImportCellEmpty", "ImportWordUnknown", "ImportMailUnreadable", "ImportAmountUnreadable"],
            RefusalJson.Read(notes[0].Reasons).Select(refusal => refusal.Code));
        Assert.Equal(["ImportInstantInFuture", "ImportNumberTwice", "ImportCellUnfit", "ImportTextTooLong", "ImportRowTooManyCells", "ImportAmountTooFine"],
            notes.Skip(1).Select(note => note.ReasonOf()));
        Assert.Equal("Pigeon post", RefusalJson.Cells(notes[0].Cells)[2]);
    }

    [Theory, EveryDatabase]
    public async Task Possible_duplicates_are_told_and_come_in(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var here = await world.LeadAsync(change: facts => facts with { Company = "Green Media Co., Ltd.", Phone = "+86 10 68297732", Email = "a@green.example" });
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.Leads, "Lead No,Company,Phone,Email\n"
            + "F-1,GREEN MEDIA Inc,,\nF-2,Other,(010) 6829-7732,\nF-3,Third,,b@green.example\nF-4,Fourth,,\nF-5,fourth Ltd,,\nF-6,Fifth,,x@gmail.com\nF-7,Sixth,,y@gmail.com\n",
            notes: notes);

        Assert.Equal((7, 4), (import.Counts.Added, import.Counts.Duplicates));
        Assert.Equal([2, 3, 4, 6], notes.Select(note => note.Row));
        Assert.Equal([DuplicateBy.Company, DuplicateBy.Phone, DuplicateBy.MailDomain, DuplicateBy.Company],
            notes.Select(note => RefusalJson.Read(note.Reasons)[0].Args[0]));
        Assert.Equal([here.Number, here.Number, here.Number], notes.Take(3).Select(note => RefusalJson.Read(note.Reasons)[0].Args[1]));
    }

    [Theory, EveryDatabase]
    public async Task Possible_duplicates_stay_out_when_asked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var import = await world.ImportAsync(ImportKind.Leads, "Company\nGreen Co\nGreen Ltd\nBlue\nGreen\nGREEN Inc.\n", skip: true);

        Assert.Equal((2, 3, 0), (import.Counts.Added, import.Counts.Skipped, import.Counts.Duplicates));
    }

    [Theory, EveryDatabase(false)]
    [EveryDatabase(true)]
    public async Task A_dry_run_finds_what_the_run_then_does_and_writes_nothing(DatabaseKind kind, bool skip)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync();
        var file = Two + "F-3,2011-10-01,Phone,Green media 45 GmbH,,,,South,,,,\nF-1,2011-10-01,Phone,Again,,,,,,,,\nF-4,2011-13-01,Phone,Bad,,,,,,,,\n"
            + "F-5,2011-10-01,Phone,Blue,,010-61220871,,,,,,\nF-6,2011-10-01,Phone,Blue,,,,,,,,\n";
        var (before, found, done) = (await world.PictureAsync(), new List<ImportNote>(), new List<ImportNote>());

        var trial = await world.ImportAsync(ImportKind.Leads, file, skip, dry: true, notes: found);

        Assert.Equal(before, await world.PictureAsync());
        await using (var db = world.Open())
        {
            Assert.Empty(await db.Imports.ToListAsync());
            Assert.DoesNotContain(await db.Regions.ToListAsync(), region => region.Name == "South");
        }

        var run = await world.ImportAsync(ImportKind.Leads, file, skip, notes: done);
        Assert.Equal(run.Counts, trial.Counts);
        Assert.Equal(done.Select(note => (note.Kind, note.Row, note.Cells)), found.Select(note => (note.Kind, note.Row, note.Cells)));
    }
}
