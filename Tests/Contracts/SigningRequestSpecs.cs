using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>A draft that waits for a signature is a decision like any other: it stands where decisions wait, for all who may sign it, until one of them has.</summary>
public sealed class SigningRequestSpecs
{
    [Theory]
    [EveryDatabase("en", "Contract to sign")]
    [EveryDatabase("zh-CN", "待签合同")]
    public async Task What_only_the_general_manager_may_sign_waits_among_his_decisions_until_he_has(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, boss, manager) = (world.Visit(WorldPeople.Rep, language), world.Visit(WorldPeople.GeneralManager, language), world.Visit(WorldPeople.Manager));
        var path = await DraftedAsync(world, rep, "670");
        Assert.Empty(await WaitingAsync(boss, path));

        await AskAsync(rep, path);

        Assert.Equal(["/", "/approvals"], await WaitingAsync(boss, path));
        Assert.Empty(await WaitingAsync(manager, path));
        Assert.Empty(await WaitingAsync(rep, path));
        var row = (await boss.GetAsync("/approvals")).Find("main tbody tr");
        Assert.Contains(said, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Data centre", row.QuerySelector($"a[href='{path}']")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains("757.10", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await rep.GetAsync(path)).Document.QuerySelector("#asked-to-sign"));
        Assert.Equal(1, await UnreadAsync(world, WorldPeople.GeneralManager));

        Assert.Equal(HttpStatusCode.Redirect, (await boss.SendAsync(await boss.GetAsync(path), "form[action$=signing]")).Status);

        Assert.Empty(await WaitingAsync(boss, path));
        Assert.Equal(0, await UnreadAsync(world, WorldPeople.GeneralManager));
    }

    [Theory, EveryDatabase]
    public async Task Everybody_whose_limit_reaches_the_draft_as_it_is_now_has_it_to_decide_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Mia General", Role.GeneralManager);
        var (rep, boss, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.GeneralManager), world.Visit(WorldPeople.Manager));
        var path = await DraftedAsync(world, rep, "800");
        await AskAsync(rep, path);
        foreach (var one in (Visitor[])[manager, boss, world.Visit("Mia General")])
        {
            Assert.Equal(["/", "/approvals"], await WaitingAsync(one, path));
        }

        Assert.Equal(1, await UnreadAsync(world, WorldPeople.Manager));

        await PriceAsync("670");
        Assert.Empty(await WaitingAsync(manager, path));
        Assert.Equal(["/", "/approvals"], await WaitingAsync(boss, path));

        await PriceAsync("950");
        Assert.Empty(await WaitingAsync(boss, path));
        Assert.Equal(0, await UnreadAsync(world, WorldPeople.Manager));

        async Task PriceAsync(string price) =>
            Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(await rep.GetAsync($"{path}/edit"), "main form", ("Lines[0].UnitPrice", price))).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_is_given_up_waits_for_nobody_and_its_word_is_read(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, boss) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.GeneralManager));
        var path = await DraftedAsync(world, rep, "670");
        await AskAsync(rep, path);

        await rep.SendAsync(await rep.GetAsync(path), "form[action$=discarding]", ("Discarding.Reason", "They buy nothing"));

        Assert.Empty(await WaitingAsync(boss, path));
        Assert.Equal(0, await UnreadAsync(world, WorldPeople.GeneralManager));
    }

    [Fact]
    public void Asked_again_a_draft_waits_since_the_first_time_and_for_what_it_goes_below_now()
    {
        var (contract, stamp) = (new Contract(new ContractFacts("Data centre", 1), new ContractOwner(1, null, null), At(9)), At(10));

        contract.AskToSign(new Percent(1200), stamp);
        contract.AskToSign(new Percent(3300), At(11) with { ActorId = 2 });

        Assert.Equal((stamp.At, 1L, new Percent(3300)), (contract.SigningAskedAt, contract.SigningAskedById, contract.SigningAskedBelow));
        contract.ReviewSigning(null);
        Assert.Null(contract.SigningAskedAt);

        static Stamp At(int hour) => new(1, ContractWorld.Today.ToDateTime(new TimeOnly(hour, 0)), ContractWorld.Today);
    }

    private static async Task<string> DraftedAsync(World world, Visitor rep, string price)
    {
        await world.CustomerAsync("Buyer Ltd");
        await world.ProductAsync("S-1");
        var made = await rep.SendAsync(
            await rep.GetAsync("/contracts/new"), "main form", ("ContractName", "Data centre"), ("CustomerName", "Buyer Ltd"), ("Lines[0].ProductCode", "S-1"), ("Lines[0].UnitPrice", price));
        return made.Location?.ToString() ?? made.Text;
    }

    private static async Task AskAsync(Visitor rep, string path) =>
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(await rep.GetAsync(path), "#ask-to-sign")).Status);

    /// <summary>On which pages of what he decides on the draft stands.</summary>
    private static async Task<IReadOnlyList<string>> WaitingAsync(Visitor visitor, string contract)
    {
        List<string> pages = [];
        foreach (var page in (string[])["/", "/approvals"])
        {
            if ((await visitor.GetAsync(page)).Document.QuerySelector($"section[aria-labelledby=approvals] li a[href='{contract}'], main tbody a[href='{contract}']") is not null)
            {
                pages.Add(page);
            }
        }

        return pages;
    }

    private static async Task<int> UnreadAsync(World world, string name)
    {
        var person = await world.PersonAsync(name);
        await using var db = world.Open();
        return await db.Notifications.CountAsync(row => row.PersonId == person.Id && row.Kind == NotificationKind.SigningAsked && row.ReadAt == null);
    }
}
