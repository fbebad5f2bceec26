using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

/// <summary>The end of an opportunity: each has its reasons, and what is closed says so.</summary>
public sealed class ClosingSpecs
{
    [Theory]
    [InlineData(OpportunityState.Won, CloseReason.NoBudget, false)]
    [InlineData(OpportunityState.Won, CloseReason.Duplicate, false)]
    [InlineData(OpportunityState.Won, CloseReason.NotOurBusiness, false)]
    [InlineData(OpportunityState.Won, CloseReason.Service, true)]
    [InlineData(OpportunityState.Lost, CloseReason.Duplicate, false)]
    [InlineData(OpportunityState.Lost, CloseReason.NoBudget, true)]
    [InlineData(OpportunityState.Abandoned, CloseReason.Duplicate, true)]
    [InlineData(OpportunityState.Abandoned, CloseReason.Other, true)]
    [InlineData(OpportunityState.Open, CloseReason.Other, false)]
    public void Each_end_has_its_own_reasons(OpportunityState end, CloseReason reason, bool isOffered) => Assert.Equal(isOffered, CloseReasons.Of(end).Contains(reason));

    [Theory, EveryDatabase]
    public async Task A_win_offers_and_takes_no_reason_of_a_loss(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/opportunities/{opportunity.Id}/win");
        Assert.Equal(
            ["", "Price", "Solution", "Relationship", "Delivery", "Service", "Other"],
            form.Document.QuerySelectorAll("#Why option").Select(option => option.GetAttribute("value")));

        var refused = await rep.SendAsync(form, "main form", ("Why", "NoBudget"), ("Lessons", "Kept words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("is no reason for", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Kept words", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(form, "main form", ("Why", "Solution"))).Status);
    }

    [Theory]
    [EveryDatabase("en", "It is closed already: Won")]
    [EveryDatabase("zh-CN", "已关闭：赢单")]
    public async Task What_is_won_already_says_so_and_leads_to_its_contract_or_to_drafting_one(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: (row, stamp) =>
        {
            OpportunityWorld.Initiate(row, stamp);
            row.Win(OpportunityWorld.Stages, new Closing(CloseReason.Solution, null, null, null), stamp);
        });
        var rep = world.Visit(WorldPeople.Rep, language);

        foreach (var path in (string[])["win", "loss", "abandonment"])
        {
            var page = await rep.GetAsync($"/opportunities/{opportunity.Id}/{path}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(said, page.Find("main h1").TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector($"main a[href='/contracts/new?opportunity={opportunity.Id}']"));
            Assert.Null(page.Document.QuerySelector("main form"));
        }

        var contract = await DraftAsync(world, opportunity);
        Assert.NotNull((await rep.GetAsync($"/opportunities/{opportunity.Id}/win")).Document.QuerySelector($"main a[href='/contracts/{contract}']"));
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_second_with_his_form_is_told_and_keeps_his_words(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var (mine, theirs) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var form = await mine.GetAsync($"/opportunities/{opportunity.Id}/abandonment");
        await theirs.SendAsync(await theirs.GetAsync($"/opportunities/{opportunity.Id}/loss"), "main form", ("Why", "Price"));

        var told = await mine.SendAsync(form, "main form", ("Why", "NoBudget"), ("Lessons", "Ask for the budget first"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("It is closed already: Lost", told.Find("main h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ask for the budget first", told.Find("main .typed").TextContent, StringComparison.Ordinal);
        Assert.Equal(OpportunityState.Lost, (await world.ReadAsync(opportunity)).State);
    }

    [Theory]
    [EveryDatabase("en", "A signed contract hangs on")]
    [EveryDatabase("zh-CN", "已有签订的合同")]
    public async Task What_was_won_with_a_contract_that_holds_goes_on_with_it_and_not_as_an_opportunity(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var rep = world.Visit(WorldPeople.Rep, language);
        var (one, other, path) = (await SignedAsync(world, opportunity), await SignedAsync(world, opportunity), $"/opportunities/{opportunity.Id}");
        var draft = await DraftAsync(world, opportunity);

        foreach (var page in new[] { await rep.GetAsync($"{path}/reopening"), await rep.GetAsync(path), await rep.GetAsync($"{path}/win") })
        {
            Assert.All((long[])[one, other, draft], contract => Assert.NotNull(page.Document.QuerySelector($"main a[href='/contracts/{contract}']")));
        }

        var told = await rep.GetAsync($"{path}/reopening");
        Assert.Contains(said, told.Find("#why-closed").TextContent, StringComparison.Ordinal);
        Assert.Contains("C-2026-00001, C-2026-00002", told.Find("#why-closed").TextContent, StringComparison.Ordinal);
        Assert.Null(told.Document.QuerySelector("main form"));
        await EndAsync(world, one);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ReopenAsync()).Status);
        await EndAsync(world, other);
        Assert.Equal(HttpStatusCode.Redirect, (await ReopenAsync()).Status);
        Assert.Equal(OpportunityState.Open, (await world.ReadAsync(opportunity)).State);

        async Task<Page> ReopenAsync() => await rep.PostAsync($"{path}/reopening",
        [
            new("To", $"{OpportunityWorld.Stages.First.Id}"), new("Reason", "They want another round of it"), new("Version", $"{(await world.ReadAsync(opportunity)).Version}"),
            new("__RequestVerificationToken", told.Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? ""),
        ]);
    }

    private static async Task<long> SignedAsync(World world, Opportunity opportunity)
    {
        var product = await world.ProductAsync("P-" + Guid.NewGuid().ToString("N")[..6]);
        await using var db = world.Open();
        var facts = new ContractFacts("Data centre", opportunity.CustomerId ?? 0)
        {
            OpportunityId = opportunity.Id,
            Lines = [new LineTerms(product.Id, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)],
            Milestones = ContractWorld.Terms(ContractWorld.Today),
        };
        var contract = new Contract(facts, new ContractOwner(opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        await db.SignAsync(contract, ContractWorld.Today, world.By(null));
        return contract.Id;
    }

    private static async Task EndAsync(World world, long contract)
    {
        await using var db = world.Open();
        (await db.LoadAsync(contract)).Terminate("They gave up", world.By(null));
        await db.SaveChangesAsync();
    }

    private static async Task<long> DraftAsync(World world, Opportunity opportunity)
    {
        await using var db = world.Open();
        var facts = new ContractFacts("Data centre", opportunity.CustomerId ?? 0) { OpportunityId = opportunity.Id };
        var contract = new Contract(facts, new ContractOwner(opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        return contract.Id;
    }
}
