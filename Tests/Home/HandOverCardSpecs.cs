using SiCrm.Domain.Contracts;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Home;

/// <summary>Handover to service on the project manager's home page (product text, section 11).</summary>
public sealed class HandOverCardSpecs
{
    private const string Paul = "Paul Project";
    private const string Petra = "Petra Project";

    [Theory, EveryDatabase]
    public async Task What_his_customers_accepted_and_service_does_not_have_opens_from_its_own_card(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, paul, petra) = (await world.CustomerAsync("Buyer"), await world.HireAsync(Paul), await world.HireAsync(Petra));
        var contracts = new List<Contract>();
        for (var i = 0; i < 5; i++)
        {
            contracts.Add(await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-20)));
            await world.AppointAsync(contracts[i], i == 3 ? petra : paul);
        }

        var (late, early, handed, hers) = (contracts[0], contracts[1], contracts[2], contracts[3]);
        foreach (var (contract, days, items) in new[] { (late, 1, 0), (early, 5, 1), (handed, 3, 2), (hers, 2, 0) })
        {
            await using var db = world.Open();
            var (row, by) = (await db.LoadAsync(contract.Id), world.By(null));
            row.Finish(row.Deliveries.First().Id, ContractWorld.Today.AddDays(-days), by);
            row.Accept(ContractWorld.Today.AddDays(-days), 12, [HandOverNeed.Documents, HandOverNeed.Access], by);
            row.HandOver.Take(items).ToList().ForEach(item => row.HandOverItemDone(item.Id, by));
            await db.SaveChangesAsync();
        }

        foreach (var (language, title) in new[] { ("en", "Handover to service"), ("zh-CN", "移交服务") })
        {
            var visitor = world.Visit(Paul, language);
            var card = (await visitor.GetAsync("/")).Find("section[aria-labelledby=hand-overs]");
            Assert.Equal((title, "2"), (card.QuerySelector("h2")?.TextContent, card.QuerySelector(".home-count")?.TextContent));
            Assert.Equal([early.Number, late.Number], card.QuerySelectorAll("li a").Select(link => link.TextContent));
            var opened = await visitor.GetAsync(card.QuerySelector(".home-count")?.GetAttribute("href") ?? "");
            Assert.Equal(new[] { early.Number, late.Number }.Order(), opened.Document.QuerySelectorAll("main tbody tr a:not(.log-link)").Select(link => link.TextContent).Order());
        }

        var arranged = world.Visit(Paul);
        await arranged.SendAsync(await arranged.GetAsync("/home/cards"), "form:has(input[value=hand-overs])", ("move", "Hide"));
        Assert.Null((await arranged.GetAsync("/")).Document.QuerySelector("section[aria-labelledby=hand-overs]"));
    }
}
