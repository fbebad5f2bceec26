using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Whose work a contract changes learns of it at once; who did it himself needs no word.</summary>
public sealed class ContractNoticeSpecs
{
    private const string Finance = "Fay Finance";
    private const string Projects = "Paul Projects";

    [Theory, EveryDatabase]
    public async Task Finance_learns_what_to_invoice_and_everybody_concerned_that_a_contract_ended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (finance, projects) = (await world.HireAsync(Finance, Role.Finance), await world.HireAsync(Projects));
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await world.AppointAsync(contract, projects);
        Assert.Equal(contract.OwnerId, rep.Id);

        await using (var db = world.Open())
        {
            (await db.LoadAsync(contract.Id)).Terminate("They gave up", world.By(finance));
            await db.SaveChangesAsync();
        }

        Assert.Equal(Sorted((rep.Id, NotificationKind.ContractSigned), (finance.Id, NotificationKind.ContractSigned)), await ToldAsync(world, NotificationKind.ContractSigned));
        Assert.Equal(Sorted((rep.Id, NotificationKind.ContractTerminated), (projects.Id, NotificationKind.ContractTerminated)), await ToldAsync(world, NotificationKind.ContractTerminated));
    }

    [Theory, EveryDatabase]
    public async Task Finance_that_may_not_open_every_contract_is_told_of_none(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        await using (var db = world.Open())
        {
            await db.ReviseAsync(0, [new(Role.Finance, AccessRight.Of(RecordType.Contract, AccessAction.Read), Scope.None)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        }

        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));

        Assert.Equal([(contract.OwnerId, NotificationKind.ContractSigned)], (await ToldAsync(world, NotificationKind.ContractSigned)).Select(one => ((long?)one.Person, one.Kind)));
    }

    [Theory]
    [EveryDatabase("en", "Buyer paid for")]
    [EveryDatabase("zh-CN", "Buyer 已就合同")]
    public async Task The_owner_learns_that_his_customer_paid_and_opens_the_contract(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer);
        var finance = world.Visit(WorldPeople.Administrator);
        await finance.SendAsync(
            await finance.GetAsync($"/customers/{customer.Id}/receipts/new"), "main form", ("Form.Reference", "B-1"), ("Form.Sum", "100"), ("Form.Matches[0].Amount", "100"));

        var visitor = world.Visit(WorldPeople.Rep, language);
        var notice = (await visitor.GetAsync("/notifications")).Document.QuerySelectorAll("main form").First(form => form.TextContent.Contains(said, StringComparison.Ordinal));

        Assert.Equal($"/contracts/{contract.Id}", (await visitor.SendAsync(await visitor.GetAsync("/notifications"), $"main form[action='{notice.GetAttribute("action")}']")).Location?.ToString());
        Assert.Single(await ToldAsync(world, NotificationKind.PaymentReceived));
    }

    private static List<(long Person, NotificationKind Kind)> Sorted(params (long Person, NotificationKind Kind)[] told) => [.. told.OrderBy(one => one.Person)];

    private static async Task<List<(long Person, NotificationKind Kind)>> ToldAsync(World world, NotificationKind kind)
    {
        await using var db = world.Open();
        return Sorted([.. (await db.Notifications.Where(row => row.Kind == kind).ToListAsync()).Select(row => (row.PersonId, row.Kind))]);
    }
}
