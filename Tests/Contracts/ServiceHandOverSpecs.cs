using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>When service has everything of a contract, those who have to know are told once.</summary>
public sealed class ServiceHandOverSpecs
{
    private const string Item = "form[action*='/hand-over/']";

    [Theory]
    [EveryDatabase("en", "Service has taken over C-2026-00001 Project of Buyer of Buyer")]
    [EveryDatabase("zh-CN", "Buyer 的合同 C-2026-00001 Project of Buyer 已全部移交服务")]
    public async Task The_customer_s_owner_and_whoever_serves_are_told_with_the_last_item(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var (chief, engineer) = (await world.HireAsync("Sara Service", Role.ServiceManager), await world.HireAsync("Eric Engineer", Role.ServiceEngineer));
        var contract = await AcceptedAsync(world);
        var (visitor, path) = (world.Visit(WorldPeople.Administrator), $"/contracts/{contract.Id}");
        var rep = await world.PersonAsync(WorldPeople.Rep);

        await visitor.SendAsync(await visitor.GetAsync(path), Item);
        Assert.Empty(await ToldAsync(world));
        var last = await visitor.GetAsync(path);
        await visitor.SendAsync(last, Item);
        await visitor.SendAsync(last, Item);

        Assert.Equal(new[] { rep.Id, chief.Id, engineer.Id }.Order(), await ToldAsync(world));
        foreach (var person in (string[])[WorldPeople.Rep, "Sara Service"])
        {
            Assert.Contains(said, (await world.Visit(person, language).GetAsync("/notifications")).Find("main").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task It_leads_to_the_contract_who_may_open_it_and_nobody_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Sara Service", Role.ServiceManager);
        var contract = await AcceptedAsync(world);
        await HandOverAsync(world, contract);

        foreach (var (person, path) in new[] { (WorldPeople.Rep, $"/contracts/{contract.Id}"), ("Sara Service", "/notifications") })
        {
            var visitor = world.Visit(person);
            var answer = await visitor.SendAsync(await visitor.GetAsync("/notifications"), "form[action$='/visit']");
            Assert.Equal((HttpStatusCode.Redirect, path), (answer.Status, answer.Location?.ToString()));
            Assert.Equal(path == "/notifications", (await visitor.GetAsync(path)).Find("main").TextContent.Contains("You have no access to the contract", StringComparison.Ordinal));
        }
    }

    [Theory, EveryDatabase]
    public async Task Where_nobody_serves_the_one_whom_the_project_manager_reports_to_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (paul, chief) = (await world.HireAsync("Paul Projects"), await world.PersonAsync(WorldPeople.GeneralManager));
        await using (var db = world.Open())
        {
            (await db.People.SingleAsync(person => person.Id == paul.Id)).ReportTo(chief);
            await db.SaveChangesAsync();
        }

        var contract = await AcceptedAsync(world);
        await world.AppointAsync(contract, paul);
        await HandOverAsync(world, contract);

        Assert.Equal(new[] { (await world.PersonAsync(WorldPeople.Rep)).Id, chief.Id }.Order(), await ToldAsync(world));
    }

    private static async Task<Contract> AcceptedAsync(World world)
    {
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        row.Finish(row.Deliveries.First().Id, ContractWorld.Today, world.By(null));
        row.Accept(ContractWorld.Today, 12, ["Documents", "Access"], world.By(null));
        await db.SaveChangesAsync();
        return contract;
    }

    private static async Task HandOverAsync(World world, Contract contract)
    {
        var visitor = world.Visit(WorldPeople.Administrator);
        for (var i = 0; i < 2; i++)
        {
            await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}"), Item);
        }
    }

    private static async Task<List<long>> ToldAsync(World world)
    {
        await using var db = world.Open();
        return await db.Notifications.Where(row => row.Kind == NotificationKind.ContractHandedOver).OrderBy(row => row.PersonId).Select(row => row.PersonId).ToListAsync();
    }
}
