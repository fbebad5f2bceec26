using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Tests.Worlds;

/// <summary>
/// The program over a database of its own, with the people of <see cref="WorldPeople"/> and a clock that stands at
/// Wednesday 2026-11-18, 10:00 in Shanghai. Tests add what differs.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public static readonly DateTime Start = new(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase _database;
    private readonly Lazy<TestApp> _app;

    private World(TestDatabase database)
    {
        _database = database;
        Clock = new MovableClock(Start);
        _app = new Lazy<TestApp>(() => new TestApp(database, Clock));
    }

    public MovableClock Clock { get; }

    public TestApp App => _app.Value;

    public TestDatabase Database => _database;

    public static async Task<World> CreateAsync(DatabaseKind kind, bool withPeople = true) => new(await TestDatabase.CreateAsync(kind, withPeople));

    /// <summary>A context apart from the program's.</summary>
    public CrmDbContext Open() => _database.Open();

    public async Task<Person> PersonAsync(string name)
    {
        await using var db = Open();
        return await db.People.SingleAsync(person => person.Name == name);
    }

    /// <summary>A visitor with his own cookies, signed in as the person; null: not signed in.</summary>
    public Visitor Visit(string? personName = null, string language = "en") => new(App.Client(personName, language));

    public Stamp By(Person? person) => Stamp.Of(person?.Id, Clock.GetUtcNow().UtcDateTime, new CompanyTime(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));

    /// <summary>A lead of the given status, made by the domain's verbs now; <paramref name="owner"/> matters from Assigned on.</summary>
    public async Task<Lead> LeadAsync(LeadStatus status = LeadStatus.New, string? owner = null, Func<LeadFacts, LeadFacts>? change = null)
    {
        await using var db = Open();
        var people = await db.People.ToListAsync();
        var desk = By(people.Single(person => person.Name == WorldPeople.Coordinator));
        var rep = people.Single(person => person.Name == (owner ?? WorldPeople.Rep));
        var facts = new LeadFacts { Company = "Green Media Co., Ltd.", ContactName = "Li Lei", Phone = "+86 10 68297732", Need = "Data centre" };
        var lead = new Lead("T-" + Guid.NewGuid().ToString("N")[..8], change is null ? facts : change(facts), LeadOrigin.QuickForm, desk);
        lead.Bring(status, rep, desk, By(rep));
        db.Leads.Add(lead);
        await db.SaveChangesAsync();
        return lead;
    }

    /// <summary>The lead as the database has it now, with its whole history.</summary>
    public async Task<Lead> ReadAsync(Lead lead)
    {
        await using var db = Open();
        return await db.Leads.AsNoTracking().Include(l => l.History).Include(l => l.Changes).Include(l => l.Activities)
            .Include(l => l.Qualifications).AsSplitQuery().SingleAsync(l => l.Id == lead.Id);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app.IsValueCreated)
        {
            await _app.Value.DisposeAsync();
        }

        await _database.DisposeAsync();
    }
}
