using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Demo;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>What the probability of a stage was learned from opens, in a company with a history.</summary>
public sealed class LearnedSharesSpecs
{
    [Theory, EveryDatabase]
    public async Task A_learned_probability_opens_its_cases_and_those_that_were_won(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        string manager;
        await using (var db = world.Open())
        {
            await DemoCompany.SeedAsync(db, World.Start);
            manager = await db.People.Where(person => person.RoleRows.Any(row => row.Role == Role.GeneralManager)).OrderBy(person => person.Id).Select(person => person.Name).FirstAsync();
        }

        var visitor = world.Visit(manager);
        var rows = (await visitor.GetAsync("/reports/sales-forecast?by=Owner")).Document.QuerySelectorAll("main table.table-narrow tbody tr").Where(row => row.Closest("figure") is null).ToList();
        Assert.True(rows.Count >= 6, $"{rows.Count}");
        var learned = 0;
        foreach (var row in rows)
        {
            var links = row.QuerySelectorAll("td.num a").ToList();
            var cases = await visitor.GetAsync(links[^1].GetAttribute("href") ?? "");
            Assert.Equal((HttpStatusCode.OK, $"In all: {links[^1].TextContent}"), (cases.Status, cases.Find(".figure-total strong").TextContent));
            Assert.Equal("/reports/sales-forecast?by=Owner", cases.Document.QuerySelectorAll(".crumbs a")[^1].GetAttribute("href"));

            var made = await visitor.GetAsync(links[0].GetAttribute("href") ?? "");
            Assert.Contains(links[0].TextContent, made.Find("main .key-figures").TextContent, StringComparison.Ordinal);
            var parts = made.Document.QuerySelectorAll("main .key-figures a").ToList();
            Assert.Equal(links[^1].TextContent, parts[^1].TextContent);
            Assert.Equal($"In all: {parts[0].TextContent}", (await visitor.GetAsync(parts[0].GetAttribute("href") ?? "")).Find(".figure-total strong").TextContent);
            if (links.Count == 4)
            {
                Assert.Equal([links[1].TextContent, links[2].TextContent], made.Document.QuerySelectorAll("[data-sum=result] b").Select(result => result.TextContent));
                learned++;
            }
        }

        Assert.True(learned > 0);
    }
}
