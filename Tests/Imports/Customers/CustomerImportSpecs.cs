using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports;
using SiCrm.Tests.Architecture;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports.Customers;

public sealed class CustomerImportSpecs
{
    private const string Accounts = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
        + "Bluth Company,technolgy,1993,1242.32,3027,United States,Acme Corporation\n"
        + "Acme Corporation,technolgy,1996,1100.04,2822,Philipines,\n"
        + "Codehow,software,1998,2714.90,2641,East,Nobody Knows Inc\n";

    [Theory, EveryDatabase]
    public async Task Customers_come_in_with_their_group_and_what_was_read_otherwise_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.Customers, Accounts, notes: notes);

        Assert.Equal((ImportState.Done, 3, 3, 0), (import.State, import.Counts.Read, import.Counts.Added, import.Counts.Rejected));
        await using var db = world.Open();
        var customers = await db.Customers.Include(c => c.History).OrderBy(c => c.Id).ToListAsync();
        Assert.Equal(("technology", customers[1].Id, "United States"), (customers[0].Industry, customers[0].ParentId ?? 0, customers[0].Addresses));
        Assert.Equal("year_established: 1993\nrevenue: 1242.32\nemployees: 3027", customers[0].Note);
        Assert.Equal(("Philippines", (long?)null), (customers[1].Addresses, customers[1].RegionId));
        Assert.Equal("East", await db.Regions.Where(region => region.Id == customers[2].RegionId).Select(region => region.Name).SingleAsync());
        Assert.All(customers, customer => Assert.Equal((CustomerOrigin.Import, import.Id), (customer.Origin, customer.ImportId ?? 0)));
        Assert.Equal(
            ["ImportValueMapped", "ImportKeptInNote", "ImportKeptInNote", "ImportKeptInNote", "ImportKeptAsAddress", "ImportValueMapped", "ImportTakenAsRegion"],
            notes.Where(note => note.Kind == ImportNoteKind.Mapped).Select(note => note.ReasonOf()));
        Assert.Equal("ImportParentUnknown", Assert.Single(notes, note => note.Kind == ImportNoteKind.LeftOut).ReasonOf());
    }

    [Theory]
    [EveryDatabase(ImportMode.Create)]
    [EveryDatabase(ImportMode.CreateAndUpdate)]
    [EveryDatabase(ImportMode.Update)]
    public async Task The_same_file_twice_changes_nothing(DatabaseKind kind, ImportMode mode)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Customers, Accounts);
        var before = await RowPicture.OfAsync(world);

        var again = await world.ImportAsync(ImportKind.Customers, Accounts, mode: mode);

        Assert.Equal((3, 0, 3, 0, 0), (again.Counts.Read, again.Counts.Added, again.Counts.Known, again.Counts.Rejected, again.Counts.Updated));
        Assert.Equal(before, await RowPicture.OfAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task Chinese_columns_originals_and_owners_are_kept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var import = await world.ImportAsync(ImportKind.Customers,
            "客户名称,统一社会信用代码,行业,大区,客户分类,客户级别,信息化程度,负责人,创建时间,创建人,网站,备注\n"
            + $"绿色传媒有限公司,91350100M000100Y43,媒体,华南,重点,A,高级,{WorldPeople.Rep},2019-03-01 09:00,West Rep 9,www.green.example,老客户\n");

        Assert.Equal((1, 0), (import.Counts.Added, import.Counts.Rejected));
        await using var db = world.Open();
        var customer = await db.Customers.Include(c => c.History).SingleAsync();
        var rep = await world.PersonAsync(WorldPeople.Rep);
        Assert.Equal((CategoryScheme.Key, CustomerTier.A, ItMaturity.Advanced, rep.Id, rep.TeamId),
            (customer.Category, customer.Tier ?? default, customer.ItMaturity ?? default, customer.OwnerId ?? 0, customer.TeamId));
        Assert.Equal(new DateTime(2019, 3, 1, 1, 0, 0, DateTimeKind.Utc), customer.CreatedAt);
        Assert.Equal(((await world.PersonAsync("West Rep 9")).Id, customer.CreatedAt), (customer.CreatedById ?? 0, Assert.Single(customer.History).At));
        Assert.Equal("lv'se'chuan'mei'", customer.PinyinKey);
        Assert.Single(await db.CustomersMatching("传媒").ToListAsync());
    }

    [Theory]
    [EveryDatabase(ImportMode.Create, 1, 0, 1, 0)]
    [EveryDatabase(ImportMode.CreateAndUpdate, 1, 1, 0, 0)]
    [EveryDatabase(ImportMode.Update, 0, 1, 0, 1)]
    public async Task A_mode_says_what_becomes_of_rows_that_are_here_and_that_are_not(DatabaseKind kind, ImportMode mode, int added, int updated, int known, int rejected)
    {
        await using var world = await World.CreateAsync(kind);
        var here = await world.KeepAsync("Green Media Ltd", change: f => f with { Industry = "Media", Phone = "010-1234567" });

        var import = await world.ImportAsync(ImportKind.Customers, "Customer,Industry,Phone\nGREEN  MEDIA Ltd.,Energy,\nNew One,Energy,\n", mode: mode);

        Assert.Equal((added, updated, known, rejected), (import.Counts.Added, import.Counts.Updated, import.Counts.Known, import.Counts.Rejected));
        await using var db = world.Open();
        var read = await db.Customers.Include(c => c.Changes).SingleAsync(c => c.Id == here.Id);
        Assert.Equal((updated == 1 ? "Energy" : "Media", "010-1234567"), (read.Industry, read.Phone));
        Assert.All(read.Changes, change => Assert.Equal((import.Id, CustomerOrigin.Import), (change.ImportId ?? 0, change.Origin)));
    }

    [Theory, EveryDatabase]
    public async Task Possible_duplicates_are_told_and_come_in_and_a_sound_keeps_nobody_out(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("华信科技有限公司", change: f => f with { Phone = "010-61220871", Website = "www.huaxin.example" });
        const string File = "客户,电话,网站\n华信科技股份有限公司,,\nOther,+86 10 61220871,\nThird,,huaxin.example\n华鑫科技,,\n";
        var notes = new List<ImportNote>();

        var trial = await world.ImportAsync(ImportKind.Customers, File, skip: true, dry: true);
        var import = await world.ImportAsync(ImportKind.Customers, File, notes: notes);

        Assert.Equal((4, 4), (import.Counts.Added, import.Counts.Duplicates));
        Assert.Equal([DuplicateBy.Company, DuplicateBy.Phone, DuplicateBy.WebDomain, DuplicateBy.Sound], notes.Select(note => RefusalJson.Read(note.Reasons)[0].Args[0]));
        Assert.Equal((1, 3), (trial.Counts.Added, trial.Counts.Skipped));
    }

    [Theory, EveryDatabase]
    public async Task Wrong_rows_are_kept_with_their_reasons(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var notes = new List<ImportNote>();

        await world.ImportAsync(ImportKind.Customers, "Customer,Credit Code,Category,Created At,Economic Strength\n"
            + "Good,,,,5\nBad code,91350100M000100Y44,,,\nNo such,,Platinum,,\nLate,,,2031-01-01,\n,,,,\nGood,,,,\nStrong,,,,6\n", notes: notes);

        Assert.Equal(["ImportCreditCodeWrong", "ImportWordUnknown", "ImportInstantInFuture", "ImportRowTwice", "ImportNumberUnreadable"], notes.Select(note => note.ReasonOf()));
    }

    [Theory, EveryDatabase]
    public async Task Circles_of_groups_are_left_out_and_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.Customers, "Customer,Parent\nA One,B Two\nB Two,C Three\nC Three,A One\nD Four,D Four\n", notes: notes);

        Assert.Equal((4, 2), (import.Counts.Added, notes.Count));
        Assert.All(notes, note => Assert.Equal((ImportNoteKind.LeftOut, "CustomerAboveItself"), (note.Kind, note.ReasonOf())));
    }

    [Theory, EveryDatabase]
    public async Task What_is_foreign_is_neither_changed_nor_named(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Secret Bank Ltd", WorldPeople.Stranger, f => f with { Phone = "13912345678" });
        var (manager, notes) = ((await world.PersonAsync(WorldPeople.Manager)).Viewer(), new List<ImportNote>());
        var before = await RowPicture.OfAsync(world);

        var import = await world.ImportAsync(ImportKind.Customers, "Customer,Industry,Phone\nSecret Bank Ltd,Energy,\nOther,,13912345678\n",
            dry: true, viewer: manager, notes: notes, mode: ImportMode.CreateAndUpdate);

        Assert.Equal((1, 1), (import.Counts.Rejected, import.Counts.Duplicates));
        Assert.Equal(["ImportCustomerNotYours", "ImportLooksLikeHidden"], notes.Select(note => note.ReasonOf()));
        Assert.DoesNotContain("Secret", string.Concat(notes.Select(note => note.Reasons)), StringComparison.Ordinal);
        Assert.Equal(before, await RowPicture.OfAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task The_real_accounts_come_in_without_a_map_and_twice_adds_nothing(DatabaseKind kind)
    {
        var path = Path.GetFullPath(SourceTree.Path("../shared/data/pipeline/accounts.csv"));
        Assert.SkipUnless(File.Exists(path), $"{path} is not here");
        await using var world = await World.CreateAsync(kind);

        var import = await world.ImportFileAsync(ImportKind.Customers, path);
        var again = await world.ImportFileAsync(ImportKind.Customers, path);

        Assert.Equal((85, 85, 0), (import.Counts.Read, import.Counts.Added, import.Counts.Rejected));
        Assert.Equal((0, 85), (again.Counts.Added, again.Counts.Known));
        await using var db = world.Open();
        Assert.Equal(15, await db.Customers.CountAsync(customer => customer.ParentId != null));
        Assert.Equal(12, await db.Customers.CountAsync(customer => customer.Industry == "technology"));
        Assert.Equal(0, await db.Customers.CountAsync(customer => customer.Industry == "technolgy" || customer.Addresses == "Philipines"));
    }
}
