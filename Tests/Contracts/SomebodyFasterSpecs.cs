using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Somebody else was faster with a contract or a receipt: nothing is done on what is no longer true, and nothing that was typed is lost.</summary>
public sealed class SomebodyFasterSpecs
{
    private const string Terminates = "form[action$=termination]";
    private const string Signs = "form[action$=signing]";

    [Theory]
    [EveryDatabase("en", "have changed since you saw them", "You saw 1,130.00")]
    [EveryDatabase("zh-CN", "在您查看之后已有变化", "此前显示 1,130.00")]
    public async Task Who_terminates_on_figures_that_have_changed_sees_the_new_ones_before_anything_is_done(DatabaseKind kind, string language, string said, string before)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var seen = await visitor.GetAsync($"/contracts/{contract.Id}");
        await DoAsync(world, contract, row => row.Bill("F-1", ContractWorld.Today, Money.FromMajor(500), world.By(null)));

        var again = await visitor.SendAsync(seen, Terminates, ("Termination.Reason", "They gave up"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, ContractStatus.Signed), (again.Status, (await world.ReadAsync(contract)).Status));
        Assert.Contains(said, again.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.True(again.Find($"details:has({Terminates})").HasAttribute("open"));
        Assert.Equal(["630.00", "500.00"], again.Document.QuerySelectorAll("#termination-brings strong .money").Select(sum => sum.TextContent));
        Assert.Contains(before, again.Find("#termination-brings .quiet").TextContent, StringComparison.Ordinal);
        Assert.Equal("They gave up", again.Find("#Termination_Reason").TextContent.Trim());
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(again, Terminates)).Status);
        Assert.Equal((ContractStatus.Terminated, Money.FromMajor(630)), ((await world.ReadAsync(contract)).Status, (await world.ReadAsync(contract)).Lapsed));
    }

    [Theory, EveryDatabase]
    public async Task Who_was_shown_no_figures_terminates_nothing_unless_sums_are_hidden_from_him(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (one, other) = (await world.ContractAsync(customer), await world.ContractAsync(customer));
        var rep = world.Visit(WorldPeople.Rep);

        var blind = await rep.SendAsync(await rep.GetAsync($"/contracts/{one.Id}"), Terminates, ("Termination.Reason", "They gave up"), ("Termination.Lapsing", null), ("Termination.Staying", null));
        await using (var scope = world.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CrmDbContext>().ReviseAsync(0, [new(Role.Sales, AccessRight.Of(SensitiveField.Amount), Scope.None)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        }

        var page = await rep.GetAsync($"/contracts/{other.Id}");
        var done = await rep.SendAsync(page, Terminates, ("Termination.Reason", "They gave up"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, ContractStatus.Signed), (blind.Status, (await world.ReadAsync(one)).Status));
        Assert.DoesNotContain("1,130.00", page.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, ContractStatus.Terminated), (done.Status, (await world.ReadAsync(other)).Status));
    }

    [Theory]
    [EveryDatabase("en", "Signed on", "Main reason", "Solution", "In words")]
    [EveryDatabase("zh-CN", "签约日期", "主要原因", "方案", "说明")]
    public async Task Of_several_who_sign_at_the_same_moment_one_does_and_the_others_read_all_that_they_typed(DatabaseKind kind, string language, string day, string reason, string chosen, string words)
    {
        await using var world = await World.CreateAsync(kind);
        var path = $"/contracts/{await WinningAsync(world)}";
        var visitors = Enumerable.Range(0, 4).Select(_ => world.Visit(WorldPeople.Rep, language)).ToList();
        var forms = new List<Page>();
        foreach (var visitor in visitors)
        {
            visitor.Http.DefaultRequestHeaders.Referrer = new Uri(visitor.Http.BaseAddress ?? new Uri("http://localhost"), $"{path}/signing");
            forms.Add(await visitor.GetAsync(path));
        }

        var told = await Task.WhenAll(visitors.Zip(forms, (visitor, form) =>
            visitor.SendAsync(form, Signs, ("Signing.Winning.Why", "Solution"), ("Signing.Winning.Words", "They know us"))));

        Assert.Equal(1, told.Count(page => page.Status == HttpStatusCode.Redirect));
        Assert.All(told.Where(page => page.Status != HttpStatusCode.Redirect), page =>
        {
            Assert.Equal([(day, "2026-11-18"), (reason, chosen), (words, "They know us")], Kept(page));
            Assert.Equal(page.Status == HttpStatusCode.Conflict ? path : null, page.Document.QuerySelector("main > .form-buttons a:not([href='/'])")?.GetAttribute("href"));
        });
    }

    [Theory, EveryDatabase]
    public async Task What_was_typed_in_a_form_that_is_gone_is_told_and_stands_in_no_other(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync($"/contracts/{contract.Id}");
        await visitor.SendAsync(page, Terminates, ("Termination.Reason", "They gave up"));

        var late = await visitor.SendAsync(page, Terminates, ("Termination.Reason", "They went elsewhere"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Equal([("Reason", "They went elsewhere")], Kept(late));
        Assert.All(late.Document.QuerySelectorAll("main textarea"), field => Assert.Equal("", field.TextContent.Trim()));
    }

    [Theory]
    [EveryDatabase("en", "C-2026-00001 · First: Amount", "Milestone", "C-2026-00001 · First")]
    [EveryDatabase("zh-CN", "C-2026-00001 · First：金额", "里程碑", "C-2026-00001 · First")]
    public async Task Who_loses_a_receipt_to_somebody_faster_reads_what_he_typed_by_the_names_of_its_payments(
        DatabaseKind kind, string language, string amount, string milestone, string name)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        await visitor.SendAsync(
            await visitor.GetAsync($"/customers/{customer.Id}/receipts/new"), "main form", ("Form.Reference", "B-1"), ("Form.Sum", "500"), ("Form.Matches[0].Amount", "100"));
        var matching = (await visitor.GetAsync("/receipts")).Find("main a[href$='/matching']").GetAttribute("href") ?? "";
        var unmatching = matching.Replace("/matching", "/unmatching", StringComparison.Ordinal);
        var (mine, theirs, wrong) = (await visitor.GetAsync(matching), await visitor.GetAsync(matching), await visitor.GetAsync(unmatching));
        await visitor.SendAsync(theirs, "main form", ("Form.Matches[0].Amount", "50"));

        var late = await visitor.SendAsync(mine, "main form", ("Form.Matches[0].Amount", "70"));
        visitor.Http.DefaultRequestHeaders.Referrer = new Uri(visitor.Http.BaseAddress ?? new Uri("http://localhost"), $"{unmatching}/offset");
        var back = await visitor.SendAsync(wrong, "main form", ("Form.MilestoneId", wrong.Find("[name='Form.MilestoneId']").GetAttribute("value")), ("Form.Reason", "Of another"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (late.Status, back.Status));
        Assert.Equal([(amount, "70")], Kept(late));
        Assert.Equal((milestone, name), Kept(back)[0]);
        Assert.Equal("Of another", Kept(back)[1].Value);
        Assert.Equal((matching, unmatching), (BackOf(late), BackOf(back)));

        static string? BackOf(Page page) => page.Find("main > .form-buttons a").GetAttribute("href");
    }

    private static List<(string Label, string Value)> Kept(Page page) =>
        [.. page.Find("dl.kept").QuerySelectorAll("dt").Select(label => (label.TextContent, label.NextElementSibling?.TextContent ?? ""))];

    private static async Task DoAsync(World world, Contract contract, Action<Contract> verb)
    {
        await using var db = world.Open();
        verb(await db.LoadAsync(contract.Id));
        await db.SaveChangesAsync();
    }

    /// <summary>A draft that wins its opportunity when it is signed.</summary>
    private static async Task<long> WinningAsync(World world)
    {
        var (product, opened) = (await world.ProductAsync("P-1"), await world.OpenedAsync(verbs: OpportunityWorld.Initiate));
        await using var db = world.Open();
        var opportunity = await db.Opportunities.SingleAsync(row => row.Id == opened.Id);
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
