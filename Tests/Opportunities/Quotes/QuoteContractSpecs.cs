using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

public sealed class QuoteContractSpecs
{
    private static readonly string[] Fields = ["Why", "Words", "Competitor", "Lessons"];

    [Theory, EveryDatabase]
    public async Task An_accepted_quote_becomes_a_contract_that_wins_its_opportunity(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (goods, work) = (await world.ProductAsync("S-1"), await world.ProductAsync("W-1"));
        var quote = await world.QuotedAsync(
            QuoteWorld.Line(goods.Id, 2), QuoteWorld.Line(null, text: "Cabling", cost: 500), QuoteWorld.Line(goods.Id) with { IsOptional = true }, QuoteWorld.Line(work.Id, 9) with { IsOptional = true });
        await world.AcceptAsync(quote);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/quotes/{quote.Id}/contract");

        var refused = await rep.SendAsync(form, "main form");
        var made = await rep.SendAsync(form, "main form", ("Lines[0].ProductCode", "W-1"), ("Lines[1].IsTaken", "true"));
        var path = made.Location?.ToString() ?? made.Text;
        var late = await rep.SendAsync(form, "main form", ("Lines[0].ProductCode", "W-1"), ("Lines[1].IsTaken", "true"));
        Assert.Equal((HttpStatusCode.Redirect, path), (late.Status, late.Location?.ToString()));
        Assert.Contains("is a contract already", (await rep.GetAsync(path)).Text, StringComparison.Ordinal);
        var edited = await rep.SendAsync(await rep.GetAsync($"{path}/edit"), "main form");
        var signed = await rep.SendAsync(await rep.GetAsync(path), "form[action$=signing]", ("Signing.Winning.Why", "Solution"));

        Assert.Equal(HttpStatusCode.Redirect, edited.Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (refused.Status, signed.Status));
        Assert.Contains("Cabling", refused.Find(".form-errors").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        var contract = await db.Contracts.AsNoTracking().ForChange().SingleAsync();
        Assert.Equal((quote.Id, quote.OpportunityId, ContractStatus.Signed), (contract.QuoteId, contract.OpportunityId, contract.Status));
        Assert.Equal((Money.FromMajor(4000), Money.FromMajor(4520), Money.FromMajor(2400)), (contract.AmountExTax, contract.AmountInTax, contract.LineCost));
        Assert.Equal([goods.Id, work.Id, goods.Id], contract.Lines.OrderBy(line => line.Id).Select(line => line.ProductId));
        Assert.Equal([null, "Cabling", null], contract.Lines.OrderBy(line => line.Id).Select(line => line.Text));
        Assert.Contains("Cabling", (await rep.GetAsync($"{path}/lines")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains("Cabling", (await rep.GetAsync($"{path}/document")).Find("main").TextContent, StringComparison.Ordinal);
        var opportunity = await db.Opportunities.AsNoTracking().Include(row => row.History).SingleAsync(row => row.Id == quote.OpportunityId);
        Assert.Equal((OpportunityState.Won, (Money?)Money.FromMajor(4520)), (opportunity.State, opportunity.Amount));
        Assert.Equal(CloseReason.Solution, opportunity.CloseReason);
        Assert.Equal((OpportunityEventKind.Won, contract.Number), (opportunity.History.MaxBy(row => row.Seq)?.Kind, opportunity.History.MaxBy(row => row.Seq)?.Reason));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_make_the_contract_at_the_same_moment_one_is_told_of_the_other(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.AcceptAsync(quote);

        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var db = world.Open();
            var mine = await db.Quotes.ForChange().SingleAsync(row => row.Id == quote.Id);
            var opportunity = await db.Opportunities.Include(row => row.Members).SingleAsync(row => row.Id == quote.OpportunityId);
            try
            {
                await db.ContractAsync(mine, opportunity, new QuoteChoice("Project", new Dictionary<int, long>(), new HashSet<int>(), ContractWorld.Terms(ContractWorld.Today)), world.By(null));
                return "";
            }
            catch (RuleBroken broken)
            {
                return broken.Refusal.Code;
            }
        }));

        Assert.Equal(["", "QuoteHasContract", "QuoteHasContract", "QuoteHasContract"], told.Order(StringComparer.Ordinal));
        await using var read = world.Open();
        Assert.Equal(1, await read.Contracts.CountAsync());
    }

    [Theory]
    [EveryDatabase("en", "Signing wins the opportunity", "Main reason")]
    [EveryDatabase("zh-CN", "签订即赢单", "主要原因")]
    public async Task Whoever_wins_an_opportunity_by_signing_says_why_and_loses_nothing_that_he_typed(DatabaseKind kind, string language, string legend, string field)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var contract = await ContractAsync(world, opportunity.Id);
        var rep = world.Visit(WorldPeople.Rep, language);
        var page = await rep.GetAsync($"/contracts/{contract}");
        Assert.Contains(legend, page.Find("form[action$=signing] legend").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            CloseReasons.Of(OpportunityState.Won).Select(reason => reason.ToString()),
            page.Document.QuerySelectorAll("#Signing_Winning_Why option[value]:not([value=''])").Select(option => option.GetAttribute("value")));

        var unsaid = await rep.SendAsync(page, "form[action$=signing]", ("Signing.Winning.Competitor", "Rival Ltd"));
        var without = await rep.SendAsync(page, "form[action$=signing]", [.. Fields.Select(name => ($"Signing.Winning.{name}", (string?)null))]);
        Assert.All((Page[])[unsaid, without], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.All((Page[])[unsaid, without], answer => Assert.Contains(field, answer.Find("#Signing_Winning_Why-error").TextContent + answer.Find("label[for=Signing_Winning_Why]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Rival Ltd", unsaid.Find("#Signing_Winning_Competitor").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(unsaid, "form[action$=signing]", ("Signing.Winning.Why", "Duplicate"))).Status);
        var signed = await rep.SendAsync(unsaid, "form[action$=signing]",
            ("Signing.Winning.Why", "Relationship"), ("Signing.Winning.Words", "They know us"), ("Signing.Winning.Lessons", "Come early"));

        Assert.Equal(HttpStatusCode.Redirect, signed.Status);
        await using var db = world.Open();
        var won = await db.Opportunities.AsNoTracking().Include(row => row.History).SingleAsync(row => row.Id == opportunity.Id);
        Assert.Equal((OpportunityState.Won, CloseReason.Relationship, "Rival Ltd", "Come early"), (won.State, won.CloseReason, won.CloseCompetitor, won.Lessons));
        Assert.Equal("They know us", won.History.MaxBy(row => row.Seq)?.Reason);
    }

    [Theory, EveryDatabase]
    public async Task What_is_won_already_is_not_asked_about_when_its_contract_is_signed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var contract = await ContractAsync(world, opportunity.Id);
        var rep = world.Visit(WorldPeople.Rep);
        var before = await rep.GetAsync($"/contracts/{contract}");
        await using (var db = world.Open())
        {
            var row = await db.Opportunities.ForChange().SingleAsync(one => one.Id == opportunity.Id);
            row.Win(db.Company.Facts.Stages, new Closing(CloseReason.Price, "Cheapest", null, null), world.By(null));
            await db.SaveChangesAsync();
        }

        Assert.Null((await rep.GetAsync($"/contracts/{contract}")).Document.QuerySelector("#Signing_Winning_Why"));
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(before, "form[action$=signing]")).Status);
        await using var read = world.Open();
        Assert.Equal(CloseReason.Price, (await read.Opportunities.SingleAsync(row => row.Id == opportunity.Id)).CloseReason);
    }

    [Theory, EveryDatabase]
    public async Task An_opportunity_that_can_not_be_won_says_why_and_nothing_is_signed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var contract = await ContractAsync(world, opportunity.Id);
        var rep = world.Visit(WorldPeople.Rep);

        var page = await rep.GetAsync($"/contracts/{contract}");
        Assert.True(page.Find("form[action$=signing] button").HasAttribute("disabled"));
        Assert.Contains(opportunity.Number, page.Find("#why-unsigned").TextContent, StringComparison.Ordinal);

        var refused = await rep.SendAsync(page, "form[action$=signing]", ("Signing.SignedOn", "2026-11-18"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(opportunity.Number, refused.Find(".form-errors").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal(ContractStatus.Draft, (await db.Contracts.SingleAsync(row => row.Id == contract)).Status);
        Assert.Equal("C-2026-00001", await db.WriteAsync(() => db.NextNumberAsync(ContractSigning.Series, 2026)));
    }

    [Theory, EveryDatabase]
    public async Task A_second_contract_of_a_won_opportunity_is_signed_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        foreach (var contract in new[] { await ContractAsync(world, opportunity.Id), await ContractAsync(world, opportunity.Id) })
        {
            await using var db = world.Open();
            await db.SignAsync(await db.LoadAsync(contract), ContractWorld.Today, world.By(null));
        }

        await using var read = world.Open();
        Assert.Equal(2, await read.Contracts.CountAsync(row => row.Status == ContractStatus.Signed));
        Assert.Single((await world.ReadAsync(opportunity)).History, row => row.Kind == OpportunityEventKind.Won);
    }

    [Theory, EveryDatabase]
    public async Task What_presales_cost_goes_over_to_the_contract(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        var contract = await ContractAsync(world, id);

        await using var db = world.Open();
        await db.SignAsync(await db.LoadAsync(contract), ContractWorld.Today, world.By(null));

        await using var read = world.Open();
        var spent = await read.PresalesEntries.Where(row => row.OpportunityId == id).Select(row => row.Amount).ToListAsync();
        Assert.Equal(new Money(spent.Sum(amount => amount.Minor)), (await read.Contracts.SingleAsync(row => row.Id == contract)).PresalesCost);
        Assert.NotEqual(0, spent.Sum(amount => amount.Minor));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_sign_one_contract_at_once_one_signs_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var contract = await ContractAsync(world, opportunity.Id);

        var failed = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var db = world.Open();
            var mine = await db.LoadAsync(contract);
            return await Record.ExceptionAsync(() => db.SignAsync(mine, ContractWorld.Today, world.By(null)));
        }));

        Assert.Single(failed, exception => exception is null);
        Assert.All(failed.OfType<Exception>(), exception => Assert.True(exception is RuleBroken or DbUpdateConcurrencyException, exception.ToString()));
        await using var read = world.Open();
        Assert.Equal("C-2026-00001", (await read.Contracts.SingleAsync()).Number);
        Assert.Equal("C-2026-00002", await read.WriteAsync(() => read.NextNumberAsync(ContractSigning.Series, 2026)));
    }

    [Theory, EveryDatabase]
    public async Task A_product_in_a_quote_is_in_use(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        await world.QuotedAsync(QuoteWorld.Line(product.Id));

        await using var db = world.Open();
        Assert.True(await db.IsInUseAsync(product.Id));
    }

    private static async Task<long> ContractAsync(World world, long opportunityId)
    {
        var product = await world.ProductAsync("P-" + Guid.NewGuid().ToString("N")[..6]);
        await using var db = world.Open();
        var opportunity = await db.Opportunities.SingleAsync(row => row.Id == opportunityId);
        var facts = new ContractFacts("Project", opportunity.CustomerId ?? 0)
        {
            OpportunityId = opportunity.Id,
            Lines = [new LineTerms(product.Id, 1, Money.FromMajor(1000), Percent.Zero, new Percent(1300))],
            Milestones = ContractWorld.Terms(ContractWorld.Today),
        };
        var contract = new Contract(facts, new ContractOwner(opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        return contract.Id;
    }
}
