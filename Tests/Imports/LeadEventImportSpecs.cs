using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports;

public sealed class LeadEventImportSpecs
{
    private const string Leads = "Lead No,Captured At,Company,Estimated Amount\nF-1,2011-10-01T08:00:00Z,Green,1000\nF-2,2011-10-01T09:00:00Z,Blue,\n";
    private const string Header = "Lead No,At,From,To,Owner,By\n";

    private const string Past = Header
        + "F-1,2011-10-01T09:00:00.125Z,New,Qualified,,Lead desk\n"
        + "F-1,2011-10-02T09:00:00Z,Qualified,Assigned,West Rep 2,Lead desk\n"
        + "F-1,2011-10-03T09:00:00Z,Assigned,Working,West Rep 2,West Rep 2\n"
        + "F-2,2011-10-02T10:00:00Z,New,Disqualified,,Lead desk\n";

    [Theory, EveryDatabase]
    public async Task The_past_comes_in_with_its_own_instants_and_the_lead_stands_where_it_ended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);

        var import = await world.ImportAsync(ImportKind.LeadEvents, Past);

        Assert.Equal((4, 4, 0, 1), (import.Counts.Read, import.Counts.Added, import.Counts.Rejected, import.Counts.Created));
        await using var db = world.Open();
        var leads = await db.LeadsAsync();
        Assert.Equal((LeadStatus.Working, LeadStatus.Disqualified), (leads[0].Status, leads[1].Status));
        Assert.Equal(
            [null, new DateTime(2011, 10, 1, 9, 0, 0, 125, DateTimeKind.Utc), new DateTime(2011, 10, 2, 9, 0, 0, DateTimeKind.Utc), new DateTime(2011, 10, 3, 9, 0, 0, DateTimeKind.Utc)],
            leads[0].History.Select(row => row.Kind == LeadEventKind.Captured ? (DateTime?)null : row.At));
        Assert.All(leads[0].History, row => Assert.Equal(World.Start, row.RecordedAt));
        Assert.Equal(leads[0].History[1].At, leads[0].History[0].UntilAt);
        Assert.Equal(4, leads[0].Events);
        Assert.NotNull(leads[0].ReclaimDueAt);
        Assert.Empty(await db.DifferencesAsync());
    }

    [Theory, EveryDatabase]
    public async Task People_whom_nobody_knows_are_made_inactive_in_the_region_of_their_name(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        var notes = new List<ImportNote>();

        await world.ImportAsync(ImportKind.LeadEvents, Past.Replace("West Rep 2,West Rep 2", "West Rep 2,Mars Rep 1", StringComparison.Ordinal), notes: notes);

        await using var db = world.Open();
        var regions = await db.Regions.ToDictionaryAsync(region => region.Id, region => region.Name);
        var made = await db.People.Where(person => person.Email == null).OrderBy(person => person.Name).ToListAsync();
        Assert.Equal([("Mars Rep 1", "Mars", false), ("West Rep 2", "West", false)],
            made.Select(person => (person.Name, regions[person.RegionId ?? 0], person.IsActive(new DateOnly(2026, 11, 18)))));
        Assert.Equal([(ImportNoteKind.PersonCreated, "West Rep 2"), (ImportNoteKind.RegionCreated, "Mars"), (ImportNoteKind.PersonCreated, "Mars Rep 1")],
            notes.Select(note => (note.Kind, RefusalJson.Cells(note.Cells)[0])));
        Assert.DoesNotContain(await db.People.ToListAsync(), person => person.Name == "Lead desk");
        var lead = (await db.LeadsAsync())[0];
        Assert.Equal((made[1].Id, made[0].Id, null), (lead.OwnerId, lead.History[^1].ActorId, lead.History[1].ActorId));
    }

    [Theory, EveryDatabase]
    public async Task Somebody_who_is_here_is_taken_with_his_team(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        var rep = await world.PersonAsync(WorldPeople.Rep);

        var import = await world.ImportAsync(ImportKind.LeadEvents, Past.Replace("West Rep 2", "sam SALES", StringComparison.Ordinal));

        await using var db = world.Open();
        var lead = (await db.LeadsAsync())[0];
        Assert.Equal((0, rep.Id, rep.TeamId), (import.Counts.Created, lead.OwnerId, lead.TeamId));
    }

    [Theory, EveryDatabase]
    public async Task The_same_log_twice_adds_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        await world.ImportAsync(ImportKind.LeadEvents, Past);
        var before = await world.PictureAsync();

        var again = await world.ImportAsync(ImportKind.LeadEvents, Past);

        Assert.Equal((4, 0, 4, 0), (again.Counts.Read, again.Counts.Added, again.Counts.Known, again.Counts.Rejected));
        Assert.Equal(before, await world.PictureAsync());
    }

    [Theory, EveryDatabase]
    public async Task Rows_that_do_not_fit_are_kept_with_cells_and_reasons(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.LeadEvents, Past
            + "F-9,2011-10-02T10:00:00Z,New,Qualified,,\n"
            + "F-1,2011-10-04T10:00:00Z,Qualified,Assigned,West Rep 2,\n"
            + "F-1,2011-10-05T10:00:00Z,Working,Nirvana,,\n"
            + "F-2,2011-10-02T10:00:00Z,New,Disqualified,,Lead desk\n"
            + "F-2,2041-10-02T10:00:00Z,Disqualified,New,,\n", notes: notes);

        Assert.Equal((9, 4, 5), (import.Counts.Read, import.Counts.Added, import.Counts.Rejected));
        Assert.Equal([(6, "ImportLeadUnknown"), (7, "PastEventDoesNotFollow"), (8, "ImportWordUnknown"), (9, "ImportRowTwice"), (10, "ImportInstantInFuture")],
            notes.Where(note => note.Kind == ImportNoteKind.Rejected).OrderBy(note => note.Row).Select(note => (note.Row, note.ReasonOf())));
        Assert.Equal(["F-9", "F-1", "F-1", "F-2", "F-2"],
            notes.Where(note => note.Kind == ImportNoteKind.Rejected).OrderBy(note => note.Row).Select(note => RefusalJson.Cells(note.Cells)[0]));
    }

    [Theory, EveryDatabase]
    public async Task Late_events_find_their_place_among_those_that_are_here(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        await world.ImportAsync(ImportKind.LeadEvents, Past);

        var late = await world.ImportAsync(ImportKind.LeadEvents, Header
            + "F-1,2011-10-01T12:00:00Z,Disqualified,New,,\nF-1,2011-10-01T11:00:00Z,Qualified,Disqualified,,\nF-1,2011-10-01T13:00:00Z,New,Qualified,,\n"
            + "F-1,2011-10-02T12:00:00Z,Assigned,Reclaimed,,\n");

        Assert.Equal((3, 1), (late.Counts.Added, late.Counts.Rejected));
        await using var db = world.Open();
        var lead = (await db.LeadsAsync())[0];
        Assert.Equal([LeadStatus.New, LeadStatus.Qualified, LeadStatus.Disqualified, LeadStatus.New, LeadStatus.Qualified, LeadStatus.Assigned, LeadStatus.Working],
            lead.History.Select(row => row.To));
        Assert.Equal(Enumerable.Range(1, 7), lead.History.Select(row => row.Seq));
        Assert.Equal(lead.History.Skip(1).Select(row => (DateTime?)row.At).Append(null), lead.History.Select(row => row.UntilAt));
        Assert.Empty(await db.DifferencesAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_dry_run_finds_what_the_run_then_does_and_writes_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ImportAsync(ImportKind.Leads, Leads);
        var file = Past + "F-9,2011-10-02T10:00:00Z,New,Qualified,,\nF-2,2011-10-05T10:00:00Z,New,Qualified,,Saturn Rep 1\nF-2,2011-10-05T10:00:00Z,Disqualified,New,,Pluto Rep 1\n";
        var (before, found, done) = (await world.PictureAsync(), new List<ImportNote>(), new List<ImportNote>());

        var trial = await world.ImportAsync(ImportKind.LeadEvents, file, dry: true, notes: found);

        Assert.Equal(before, await world.PictureAsync());
        await using (var db = world.Open())
        {
            Assert.DoesNotContain(await db.People.ToListAsync(), person => person.Email == null);
        }

        var run = await world.ImportAsync(ImportKind.LeadEvents, file, notes: done);
        Assert.Equal(run.Counts, trial.Counts);
        Assert.Equal(done.Select(note => (note.Kind, note.Row, note.Cells, note.Reasons)), found.Select(note => (note.Kind, note.Row, note.Cells, note.Reasons)));
        Assert.Equal(["West Rep 2", "Pluto", "Pluto Rep 1"],
            done.Where(note => note.Kind != ImportNoteKind.Rejected).Select(note => RefusalJson.Cells(note.Cells)[0]));
    }

    [Theory, EveryDatabase]
    public async Task The_extract_of_the_real_log_is_taken_whole(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);

        var leads = await world.ImportFileAsync(ImportKind.Leads, Importing.Extract("leads.csv"));
        var events = await world.ImportFileAsync(ImportKind.LeadEvents, Importing.Extract("lead-events.csv"));

        Assert.Equal((40, 0), (leads.Counts.Added, leads.Counts.Rejected));
        Assert.Equal((events.Counts.Read, 0), (events.Counts.Added, events.Counts.Rejected));
    }

    [Theory, EveryDatabase]
    public async Task The_real_log_is_taken_whole_and_twice_adds_nothing(DatabaseKind kind)
    {
        Assert.SkipUnless(File.Exists(Importing.Real("leads.csv")), "../shared/data is not here");
        await using var world = await World.CreateAsync(kind, withPeople: false);

        var leads = await world.ImportFileAsync(ImportKind.Leads, Importing.Real("leads.csv"));
        var events = await world.ImportFileAsync(ImportKind.LeadEvents, Importing.Real("lead-events.csv"));
        var leadsAgain = await world.ImportFileAsync(ImportKind.Leads, Importing.Real("leads.csv"));
        var eventsAgain = await world.ImportFileAsync(ImportKind.LeadEvents, Importing.Real("lead-events.csv"));

        Assert.Equal((5_629, 0), (leads.Counts.Added, leads.Counts.Rejected));
        Assert.Equal((12_112, 0), (events.Counts.Added, events.Counts.Rejected));
        Assert.Equal((0, 5_629), (leadsAgain.Counts.Added, leadsAgain.Counts.Known));
        Assert.Equal((0, 12_112), (eventsAgain.Counts.Added, eventsAgain.Counts.Known));
        await using var db = world.Open();
        Assert.Equal(758, await db.Leads.CountAsync(lead => lead.Status == LeadStatus.Converted));
        Assert.Equal(["East", "North", "South", "West"], await db.Regions.Select(region => region.Name).OrderBy(name => name).ToListAsync());
        Assert.Equal(12, await db.People.CountAsync());
        Assert.Empty(await db.DifferencesAsync());
    }
}
