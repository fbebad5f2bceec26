using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Home;

/// <summary>What a card counts is what it opens.</summary>
public sealed class HomeWorkOpensSpecs
{
    [Theory, EveryDatabase]
    public async Task Requests_for_presales_open_as_many_opportunities(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.AppliedAsync();
        await world.ApprovedAsync();
        await world.OpenedAsync("Not asked for");

        await OpensAsync(world.Visit(WorldPeople.Manager), "/opportunities?requested=true", 1);
    }

    [Theory, EveryDatabase]
    public async Task The_administrator_s_people_and_audit_open_as_many_rows(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Gone Long");
        await using (var db = world.Open())
        {
            await db.WriteAsync(() => db.People.Where(person => person.Name == "Gone Long")
                .ExecuteUpdateAsync(person => person.SetProperty(row => row.ActiveUntil, ContractWorld.Today.AddDays(-1))));
            db.AuditLog.AddRange(Enumerable.Range(0, 3).Select(i => new AuditEntry(AuditKind.SignedIn, world.By(null).At.AddHours(-20 * i), null)));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Administrator);
        var home = await visitor.GetAsync("/");
        foreach (var card in (string[])["people", "audit"])
        {
            var count = home.Find($"section[aria-labelledby={card}] .home-count");
            await OpensAsync(visitor, count.GetAttribute("href") ?? "", int.Parse(count.TextContent, CultureInfo.InvariantCulture));
        }
    }

    private static async Task OpensAsync(Visitor visitor, string path, int rows) =>
        Assert.Equal(rows, (await visitor.GetAsync(path)).Document.QuerySelectorAll("main tbody tr").Length);
}
