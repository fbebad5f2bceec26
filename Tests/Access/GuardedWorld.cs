using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>How a record lies to a person.</summary>
public enum Lying
{
    Own,
    OfTeam,
    OfRegion,
    Foreign,
    SharedToRead,
    SharedToWrite,
    Inherited,
    Archived,
}

/// <summary>A record of a test: what is written in it can be found wherever it goes out.</summary>
public sealed record Guarded(RecordType Type, long Id, string Number, Lying Lying, Role? For, string Amount, string Phone)
{
    /// <summary>The contact of the same customer.</summary>
    public long ContactId { get; init; }

    /// <summary>What somebody of the role who lives in the first team of the East sees, said without the program's own words.</summary>
    public bool IsFor(Role role, AccessMatrix matrix, AccessAction action)
    {
        var scope = matrix.ScopeOf(role, Type, action);
        var isHis = For == role;
        return Lying switch
        {
            _ when scope == Scope.None => false,
            _ when scope == Scope.All => true,
            Lying.Own or Lying.Archived when For is not null => isHis || scope is Scope.Team or Scope.Region,
            Lying.OfTeam => scope is Scope.Team or Scope.Region,
            Lying.OfRegion => scope == Scope.Region,
            Lying.SharedToRead or Lying.Inherited => isHis && action is AccessAction.Read or AccessAction.Export,
            Lying.SharedToWrite => isHis && action is AccessAction.Read or AccessAction.Export or AccessAction.Write,
            _ => false,
        };
    }
}

/// <summary>A world with somebody of each role, who all sit in one team, and records that lie to each of them in every way.</summary>
public sealed class GuardedWorld(World world, AccessMatrix matrix, IReadOnlyList<Guarded> records) : IAsyncDisposable
{
    /// <summary>So that every scope occurs with every kind of right.</summary>
    private static readonly IReadOnlyList<AccessEdit> Edits =
    [
        new(Role.Presales, AccessRight.Of(RecordType.Lead, AccessAction.Read), Scope.Region),
        new(Role.Presales, AccessRight.Of(RecordType.Opportunity, AccessAction.Read), Scope.Own),
        new(Role.ServiceManager, AccessRight.Of(RecordType.Opportunity, AccessAction.Read), Scope.Region),
        new(Role.ServiceManager, AccessRight.Of(RecordType.Lead, AccessAction.Write), Scope.Region),
        new(Role.ServiceEngineer, AccessRight.Of(RecordType.Lead, AccessAction.Export), Scope.Own),
        new(Role.ProjectManager, AccessRight.Of(RecordType.Lead, AccessAction.Read), Scope.Own),
        new(Role.Sales, AccessRight.Of(SensitiveField.Amount), Scope.None),
        new(Role.GeneralManager, AccessRight.Of(SensitiveField.PersonalPhone), Scope.None),
    ];

    public World World { get; } = world;

    public AccessMatrix Matrix { get; } = matrix;

    public IReadOnlyList<Guarded> Records { get; } = records;

    public static string NameOf(Role role) => $"Somebody {role}";

    public static async Task<GuardedWorld> CreateAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var people = await SettleAsync(db, await world.PersonAsync(WorldPeople.Rep));
        await db.ReviseAsync(0, Edits, world.By(await world.PersonAsync(WorldPeople.Administrator)));
        var maker = new GuardedRecords(world, db, people);
        return new GuardedWorld(world, AccessMatrix.Default.With(Edits), await maker.MakeAsync());
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private static async Task<IReadOnlyDictionary<Role, Person>> SettleAsync(CrmDbContext db, Person rep)
    {
        var people = Enum.GetValues<Role>().ToDictionary(role => role, role =>
            new Person(NameOf(role), $"{role}@example.com", rep.TeamId, rep.RegionId, new DateOnly(2025, 1, 1), role));
        db.People.AddRange(people.Values);
        await db.SaveChangesAsync();
        foreach (var person in people.Values)
        {
            db.Users.Add(new Account { PersonId = person.Id, UserName = person.Email, Email = person.Email, SecurityStamp = "stamp" });
        }

        await db.SaveChangesAsync();
        return people;
    }
}

/// <summary>Makes the records.</summary>
internal sealed class GuardedRecords(World world, CrmDbContext db, IReadOnlyDictionary<Role, Person> people)
{
    private readonly List<Guarded> _records = [];
    private int _count;

    public async Task<IReadOnlyList<Guarded>> MakeAsync()
    {
        var (colleague, neighbour, stranger) = (await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Coordinator),
            await world.PersonAsync(WorldPeople.Stranger));
        await MakeAsync(Lying.OfTeam, colleague, null);
        await MakeAsync(Lying.OfRegion, neighbour, null);
        await MakeAsync(Lying.Foreign, stranger, null);
        foreach (var (role, person) in people)
        {
            await MakeAsync(Lying.Own, person, role);
            await MakeAsync(Lying.Archived, person, role);
            await MakeAsync(Lying.SharedToRead, stranger, role);
            await MakeAsync(Lying.SharedToWrite, stranger, role);
            await MakeAsync(Lying.Inherited, stranger, role);
        }

        return _records;
    }

    private async Task MakeAsync(Lying lying, Person owner, Role? role)
    {
        var (number, stamp) = (++_count, world.By(owner));
        var (amount, phone) = (Money.FromMajor(7_000_001 + (number * 1_357)), $"1390000{number:0000}");
        var lead = new Lead($"G-2026-{number:00000}", new LeadFacts
        {
            Company = $"Guarded {number:0000} Ltd.", ContactName = "Han Meimei", Phone = phone, Amount = amount, RegionId = owner.RegionId, Need = "Storage",
        }, LeadOrigin.QuickForm, stamp);
        lead.Qualify(LeadLife.ThreeYes, stamp);
        lead.AssignTo(owner, stamp);
        if (lying == Lying.Archived)
        {
            lead.Disqualify(DisqualifyReason.NoNeed, null, stamp);
            lead.Archive(stamp);
        }

        var customer = new Customer(new CustomerFacts { Name = $"Kept {number:0000} Ltd.", RegionId = owner.RegionId }, owner.Id, owner.TeamId, stamp, CustomerOrigin.Form);
        var contact = customer.Know(new ContactFacts { Name = "Han Meimei", Phone = phone }, stamp);
        db.AddRange(lead, customer);
        await db.SaveChangesAsync();
        var opportunity = new Opportunity(
            $"P-2026-{number:00000}", $"Project {number:0000}", customer, contact, lead.Id, amount, null, owner.Id, owner.TeamId, stamp);
        db.Add(opportunity);
        await db.SaveChangesAsync();
        _records.Add(new(RecordType.Lead, lead.Id, lead.Number, lying, role, amount.Major.ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture), phone));
        _records.Add(new(RecordType.Opportunity, opportunity.Id, opportunity.Number, lying, role, _records[^1].Amount, phone) { ContactId = contact.Id });
        _records.Add(new(RecordType.Customer, customer.Id, customer.Name, lying, role, _records[^1].Amount, phone));
        _records.Add(new(RecordType.Contact, contact.Id, customer.Name, lying, role, _records[^1].Amount, phone));
        if (role is { } to)
        {
            await ShareAsync(lying, people[to], lead.Id, customer.Id, opportunity.Id);
        }
    }

    private async Task ShareAsync(Lying lying, Person person, long leadId, long customerId, long opportunityId)
    {
        if (lying == Lying.Inherited)
        {
            Share(RecordType.Customer, customerId, ShareKind.Team, ShareLevel.Read);
        }
        else if (lying is Lying.SharedToRead or Lying.SharedToWrite)
        {
            var level = lying == Lying.SharedToRead ? ShareLevel.Read : ShareLevel.Write;
            Share(RecordType.Lead, leadId, ShareKind.Share, level);
            Share(RecordType.Opportunity, opportunityId, ShareKind.Share, level);
            Share(RecordType.Customer, customerId, ShareKind.Share, level);
        }

        await db.SaveChangesAsync();

        // Of a role that may not even be given such a share, one could be left from before; it must not help.
        void Share(RecordType type, long id, ShareKind kind, ShareLevel level) => db.RecordShares.Add(new RecordShare(
            new SharedRecord(type, id, "", null, null, null), person, Viewer.Program, new ShareTerms(kind, level, new DateOnly(2026, 11, 1), null, null), world.By(null)));
    }
}
