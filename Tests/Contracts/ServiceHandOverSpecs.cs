using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
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
        Assert.Contains("Still to be handed over: 1.", last.Text, StringComparison.Ordinal);
        Assert.Contains("Mark as handed over", last.Find(Item).TextContent, StringComparison.Ordinal);
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
        await world.HireAsync("Eric Engineer", Role.ServiceEngineer);
        await using (var db = world.Open())
        {
            await db.ReviseAsync(0, [new AccessEdit(Role.ServiceManager, AccessRight.Of(RecordType.Contract, AccessAction.Read), Scope.None)], world.By(null));
        }

        var contract = await AcceptedAsync(world);
        await HandOverAsync(world, contract);

        foreach (var (person, path) in new[] { (WorldPeople.Rep, $"/contracts/{contract.Id}"), ("Eric Engineer", $"/contracts/{contract.Id}"), ("Sara Service", "/notifications") })
        {
            var visitor = world.Visit(person);
            var answer = await visitor.SendAsync(await visitor.GetAsync("/notifications"), "form[action$='/visit']");
            Assert.Equal((HttpStatusCode.Redirect, path), (answer.Status, answer.Location?.ToString()));
            Assert.Equal(path == "/notifications", (await visitor.GetAsync(path)).Find("main").TextContent.Contains("Your role may not open the contract", StringComparison.Ordinal));
        }
    }

    [Theory]
    [EveryDatabase(Role.ServiceManager)]
    [EveryDatabase(Role.ServiceEngineer)]
    public async Task Whoever_serves_reads_what_is_handed_over_but_not_what_was_paid_for_it_and_changes_nothing(DatabaseKind kind, Role role)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Sara Service", role);
        var contract = await AcceptedAsync(world);
        var visitor = world.Visit("Sara Service");
        foreach (var path in (string[])["/contracts", $"/contracts/{contract.Id}", $"/contracts/{contract.Id}/lines", $"/contracts/{contract.Id}/money", $"/contracts/{contract.Id}/history", "/contracts/overdue"])
        {
            var page = await visitor.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, page.Status));
            Assert.DoesNotMatch(@"\b1,?(000|130)\b|\b60\d\.00", page.Find("main").TextContent);
            Assert.DoesNotContain(page.Document.QuerySelectorAll("main form[method=post]"),
                form => form.GetAttribute("action") is { } action && action.StartsWith("/contracts", StringComparison.Ordinal) && !action.Contains("/hand-over/", StringComparison.Ordinal));
            Assert.DoesNotContain(page.Document.QuerySelectorAll("main td"), cell => cell.TextContent.Trim() == "0%");
        }

        var whole = await visitor.GetAsync($"/contracts/{contract.Id}");
        Assert.Contains("Accounts, addresses, remote access", whole.Find("section[aria-labelledby=hand-over]").TextContent, StringComparison.Ordinal);
        var token = whole.Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        foreach (var verb in (string[])["signing", "moves", "termination", "acceptance", "milestones/done", "invoices", "costs", "project-manager"])
        {
            Assert.Equal((verb, HttpStatusCode.Forbidden), (verb, (await visitor.PostAsync($"/contracts/{contract.Id}/{verb}", [new("__RequestVerificationToken", token)])).Status));
        }
    }

    [Theory]
    [EveryDatabase(Role.ServiceManager)]
    [EveryDatabase(Role.ServiceEngineer)]
    public async Task Whoever_serves_says_himself_what_has_come_to_him(DatabaseKind kind, Role role)
    {
        await using var world = await World.CreateAsync(kind);
        var serving = await world.HireAsync("Sara Service", role);
        var contract = await AcceptedAsync(world);
        var (visitor, path) = (world.Visit("Sara Service"), $"/contracts/{contract.Id}");

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(await visitor.GetAsync(path), Item)).Status);
        }

        var read = await world.ReadAsync(contract);
        Assert.Equal(ContractWorld.Today, read.HandedOverOn);
        Assert.All(read.HandOver, item => Assert.Equal(serving.Id, item.DoneById));
        Assert.Null((await visitor.GetAsync(path)).Document.QuerySelector("main form[action^='/contracts']"));
    }

    [Theory]
    [EveryDatabase("en", "Buyer accepted C-2026-00001 Project of Buyer: 7 things for service wait")]
    [EveryDatabase("zh-CN", "Buyer 已验收合同 C-2026-00001 Project of Buyer：有 7 项待移交服务")]
    public async Task Whoever_serves_is_told_when_a_contract_is_accepted(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Sara Service", Role.ServiceManager);
        var contract = await DeliveredAsync(world);
        var visitor = world.Visit(WorldPeople.Administrator);
        await visitor.SendAsync(
            await visitor.GetAsync($"/contracts/{contract.Id}"), "form[action$=acceptance]", ("Acceptance.OwnNeeds", "Keys of the room"), ("Acceptance.DespiteOpen", "true"));

        var service = world.Visit("Sara Service", language);
        var told = await service.GetAsync("/notifications");
        Assert.Contains(said, told.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/contracts/{contract.Id}", (await service.SendAsync(told, "form[action$='/visit']")).Location?.ToString());
    }

    [Theory, EveryDatabase]
    public async Task What_service_needs_is_read_in_each_one_s_language_and_what_one_contract_needs_as_it_was_written(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await DeliveredAsync(world);
        var path = $"/contracts/{contract.Id}";
        var (english, chinese) = (world.Visit(WorldPeople.Administrator), world.Visit(WorldPeople.Administrator, "zh-CN"));
        Assert.Equal(HttpStatusCode.Redirect, (await english.SendAsync(await english.GetAsync(path), "form[action$=acceptance]", ("Acceptance.DespiteOpen", "true"), ("Acceptance.OwnNeeds", " Keys of the room\n\nCooling log"))).Status);
        await chinese.SendAsync(await chinese.GetAsync(path), Item);

        Assert.Equal(["As-built documents and manuals", "Accounts, addresses, remote access", "Keys of the room", "Cooling log"], Listed(await english.GetAsync(path)).Where((_, place) => place is < 2 or > 5));
        Assert.Equal(["竣工文档与手册", "账号、地址与远程接入", "Keys of the room", "Cooling log"], Listed(await chinese.GetAsync(path)).Where((_, place) => place is < 2 or > 5));
        Assert.Contains("As-built documents and manuals", (await english.GetAsync($"{path}/history")).Find(".timeline").TextContent, StringComparison.Ordinal);
        Assert.Contains("竣工文档与手册", (await chinese.GetAsync($"{path}/history")).Find(".timeline").TextContent, StringComparison.Ordinal);

        static IEnumerable<string> Listed(Page page) => page.Document.QuerySelectorAll("section[aria-labelledby=hand-over] li > bdi:first-child").Select(item => item.TextContent);
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

    /// <summary>The first of its two deliveries is done.</summary>
    private static async Task<Contract> DeliveredAsync(World world)
    {
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        row.Finish(row.Deliveries.First().Id, ContractWorld.Today, world.By(null));
        await db.SaveChangesAsync();
        return contract;
    }

    private static async Task<Contract> AcceptedAsync(World world)
    {
        var contract = await DeliveredAsync(world);
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        row.Accept(ContractWorld.Today, 12, [HandOverNeed.Documents, HandOverNeed.Access], world.By(null));
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
