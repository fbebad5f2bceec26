using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Demo;
using SiCrm.Infrastructure.Operations;
using SiCrm.Infrastructure.Reports.Workload;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

public sealed class DemoSpecs
{
    private static readonly DateTime Now = new(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc);

    [Theory, EveryDatabase]
    public async Task The_demonstration_has_work_for_every_role_and_stands_every_check(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, withWorld: false);
        await using var db = database.Open();
        await using var engine = database.Engine();

        Assert.True(await DemoCompany.SeedAsync(db, Now));

        Assert.Equal(Enum.GetValues<Role>().Length, (await db.People.AsNoTracking().ToListAsync()).SelectMany(person => person.Roles).Distinct().Count());
        Assert.Equal(Enum.GetValues<LeadStatus>().Length, await db.Leads.Select(lead => lead.Status).Distinct().CountAsync());
        Assert.Equal(Enum.GetValues<OpportunityState>().Length, await db.Opportunities.Select(row => row.State).Distinct().CountAsync());
        Assert.True(await db.Quotes.AnyAsync() && await db.Contracts.AnyAsync() && await db.AppraisalSheets.AnyAsync() && await db.SalesTargets.AnyAsync());
        Assert.NotEmpty(db.Company.Settings.CompanyName);
        Assert.Empty(await DataCheck.FindAsync(db, engine));
        Assert.False(await DemoCompany.SeedAsync(db, Now));
    }

    [Fact]
    public async Task Its_presales_engineers_have_about_a_week_s_work_in_a_week()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, withWorld: false);
        await using var db = database.Open();
        await DemoCompany.SeedAsync(db, Now);
        var today = db.Company.Time.DayOf(Now);
        var engineers = await db.People.Where(person => person.RoleRows.Any(row => row.Role == Role.Presales)).Select(person => person.Id).ToListAsync();

        var weeks = await WorkloadReport.OfAsync(db, engineers, new WorkloadQuestion(IsoWeek.Of(today).Plus(-4), 8), today);

        Assert.All(weeks, week => Assert.InRange((week.Planned + week.Pipeline) / 480m, 0, 6));
        Assert.All(weeks, week => Assert.InRange(week.Logged / 480m, 0, 6));
        Assert.True(weeks.Where(week => week.Week >= IsoWeek.Of(today)).Take(6).Average(week => (week.Planned + week.Pipeline) / 480m) > 1);
    }
}
