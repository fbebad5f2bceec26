using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Covers;

public sealed class CoverSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory, EveryDatabase]
    public async Task The_deputy_works_with_what_the_other_owns_until_the_last_day(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, lead) = (await world.KeepAsync("Green Media"), await world.LeadAsync(LeadStatus.Working));
        var (rep, deputy) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Stranger));
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync($"/customers/{customer.Id}")).Status);

        var arranged = await rep.SendAsync(await rep.GetAsync("/covers"), "form[action='/covers']", ("Form.Deputy", await IdAsync(world, WorldPeople.Stranger)), ("Form.Until", "2026-11-20"), ("Form.Reason", "leave"));
        Assert.Equal(HttpStatusCode.Redirect, arranged.Status);

        Assert.Equal(HttpStatusCode.OK, (await deputy.GetAsync($"/customers/{customer.Id}/edit")).Status);
        Assert.Equal(HttpStatusCode.OK, (await deputy.GetAsync($"/leads/{lead.Id}/edit")).Status);
        Assert.Contains(lead.Number, (await deputy.GetAsync("/leads")).Text, StringComparison.Ordinal);
        var list = await deputy.GetAsync("/customers");
        Assert.Contains("Green Media", list.Text, StringComparison.Ordinal);
        Assert.Contains(WorldPeople.Rep, list.Find("main .flash[role=note]").TextContent, StringComparison.Ordinal);
        await using (var db = world.Open())
        {
            Assert.True(await db.AuditLog.AnyAsync(entry => entry.Kind == AuditKind.RightsChanged));
        }

        world.Clock.Pass(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync($"/customers/{customer.Id}")).Status);
        Assert.Null((await deputy.GetAsync("/customers")).Document.QuerySelector("main .flash[role=note]"));
        Assert.Contains(WorldPeople.Stranger, (await rep.GetAsync("/covers")).Find("main details").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_deputy_sees_the_projects_in_whose_team_the_other_works_and_logs_the_hours_but_changes_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var joined = await world.OpenedAsync("Joined", WorldPeople.Colleague, verbs: (row, stamp) => row.Join(rep.Id, TeamFunction.Presales, stamp));
        var (away, deputy) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Stranger));
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync($"/opportunities/{joined.Id}")).Status);

        await away.SendAsync(await away.GetAsync("/covers"), "form[action='/covers']", ("Form.Deputy", await IdAsync(world, WorldPeople.Stranger)), ("Form.Until", "2026-11-20"), ("Form.Reason", "leave"));

        Assert.Equal(HttpStatusCode.OK, (await deputy.GetAsync($"/opportunities/{joined.Id}")).Status);
        Assert.Contains(joined.Number, (await deputy.GetAsync("/opportunities")).Text, StringComparison.Ordinal);
        await using var db = world.Open();
        await db.ReadCompanyAsync();
        var me = await world.PersonAsync(WorldPeople.Stranger);
        var viewer = me.AsViewer(db.Company.Facts, Today) with { Roles = [Role.Presales] };
        Assert.True(await db.Opportunities.VisibleTo(viewer, AccessAction.Log).AnyAsync(row => row.Id == joined.Id));
        Assert.False(await db.Opportunities.VisibleTo(viewer, AccessAction.Write).AnyAsync(row => row.Id == joined.Id));
        world.Clock.Pass(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync($"/opportunities/{joined.Id}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_cover_is_ended_at_once_by_who_arranges_it_and_by_nobody_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.KeepAsync("Green Media");
        var (manager, deputy) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Stranger));
        await manager.SendAsync(await manager.GetAsync("/covers"), "form[action='/covers']", ("Form.Away", await IdAsync(world, WorldPeople.Rep)), ("Form.Deputy", await IdAsync(world, WorldPeople.Stranger)), ("Form.Until", "2026-11-30"));
        Assert.Equal(HttpStatusCode.OK, (await deputy.GetAsync($"/customers/{customer.Id}")).Status);
        Assert.Null((await deputy.GetAsync("/covers")).Document.QuerySelector("form[action$='/end']"));

        await manager.SendAsync(await manager.GetAsync("/covers"), "form[action$='/end']");
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync($"/customers/{customer.Id}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_arranges_for_whom_he_does_not_answer(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var stranger = world.Visit(WorldPeople.Stranger);

        var tried = await stranger.SendAsync(await stranger.GetAsync("/covers"), "form[action='/covers']", ("Form.Away", await IdAsync(world, WorldPeople.Rep)), ("Form.Deputy", await IdAsync(world, WorldPeople.Stranger)), ("Form.Until", "2026-11-30"));

        Assert.Equal(HttpStatusCode.NotFound, tried.Status);
        await using var db = world.Open();
        Assert.False(await db.Covers.AnyAsync());
    }

    /// <summary>For each role, scope and type: what the matrix says, and what the other owns, where the role may do such a thing at all.</summary>
    [Theory, EveryDatabase]
    public async Task The_door_adds_what_the_other_owns_and_nothing_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var owner in (string?[])[WorldPeople.Rep, WorldPeople.Colleague, WorldPeople.Stranger, null])
        {
            await world.KeepAsync($"Customer {owner}", owner, null, new Domain.Customers.ContactFacts { Name = $"Contact {owner}" });
        }

        await world.LeadAsync(LeadStatus.Working);
        await world.LeadAsync(LeadStatus.Working, WorldPeople.Colleague);
        var (rep, me) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger));
        await using var db = world.Open();
        foreach (var scope in Enum.GetValues<Scope>())
        {
            foreach (var action in (AccessAction[])[AccessAction.Read, AccessAction.Write, AccessAction.Export])
            {
                var matrix = AccessMatrix.Nothing.With(
                    ((RecordType[])[RecordType.Lead, RecordType.Customer, RecordType.Contact, RecordType.Opportunity]).Select(type => new AccessEdit(Role.Sales, AccessRight.Of(type, action), scope)));
                var plain = new Viewer(me.Id, me.Name, [Role.Sales], me.TeamId, me.RegionId, matrix) { Today = Today, HasShares = true };
                var deputy = plain with { Covered = [new Covering(rep.Id, rep.Name, Today)] };

                await SameAsync(db.Customers.VisibleTo(plain, action).Select(row => row.Id), db.Customers.Where(row => row.OwnerId == rep.Id).Select(row => row.Id),
                    db.Customers.VisibleTo(deputy, action).Select(row => row.Id), db.Customers.BranchesFor(deputy, action).Select(branch => branch.Select(row => row.Id)));
                await SameAsync(db.Contacts.VisibleTo(plain, action).Select(row => row.Id), db.Contacts.Where(row => row.OwnerId == rep.Id).Select(row => row.Id),
                    db.Contacts.VisibleTo(deputy, action).Select(row => row.Id), db.Contacts.BranchesFor(deputy, action).Select(branch => branch.Select(row => row.Id)));
                await SameAsync(db.Leads.VisibleTo(plain, action).Select(row => row.Id), db.Leads.Where(row => row.OwnerId == rep.Id).Select(row => row.Id),
                    db.Leads.VisibleTo(deputy, action).Select(row => row.Id), db.Leads.BranchesFor(deputy, action).Select(branch => branch.Select(row => row.Id)));
                await SameAsync(db.Opportunities.VisibleTo(plain, action).Select(row => row.Id), db.Opportunities.Where(row => row.OwnerId == rep.Id).Select(row => row.Id),
                    db.Opportunities.VisibleTo(deputy, action).Select(row => row.Id), db.Opportunities.BranchesFor(deputy, action).Select(branch => branch.Select(row => row.Id)));

                async Task SameAsync(IQueryable<long> own, IQueryable<long> owned, IQueryable<long> seen, IEnumerable<IQueryable<long>> branches)
                {
                    IEnumerable<long> expected = scope == Scope.None ? [] : (await own.ToListAsync()).Union(await owned.ToListAsync()).Order();
                    Assert.Equal(expected, (await seen.ToListAsync()).Order());
                    var parts = new List<long>();
                    foreach (var branch in branches)
                    {
                        parts.AddRange(await branch.ToListAsync());
                    }

                    Assert.Equal(expected, parts.Order());
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 1, "2026-11-18", "2026-11-20", "CoverOfOneself")]
    [InlineData(1, 2, "2026-11-20", "2026-11-18", "CoverEndsBeforeStart")]
    [InlineData(1, 2, "2026-11-01", "2026-11-17", "CoverIsOver")]
    [InlineData(1, 2, "2026-11-18", "2027-11-18", "CoverTooLong")]
    [InlineData(1, 3, "2026-11-18", "2026-11-20", "CoverByInactive")]
    [InlineData(1, 2, "2026-11-18", "2026-11-18", null)]
    public void What_makes_no_sense_is_refused(long away, long deputy, string from, string until, string? code)
    {
        Person Of(long id)
        {
            var person = new Person($"P{id}", null, null, null, id == 3 ? null : new DateOnly(2025, 1, 1), Role.Sales);
            typeof(Person).GetProperty(nameof(Person.Id))!.SetValue(person, id);
            return person;
        }

        var terms = new CoverTerms(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), null);

        Assert.Equal(code, Cover.Refuse(Of(away), Of(deputy), terms, Today)?.Code);
    }

    private static async Task<string> IdAsync(World world, string name) => FormattableString.Invariant($"{(await world.PersonAsync(name)).Id}");
}
