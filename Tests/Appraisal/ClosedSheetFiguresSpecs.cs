using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>The report says of a closed period what was closed; what the history tells now stands beside it, and no figure of one opens the other (product text, sections 10 and 14.8).</summary>
public sealed class ClosedSheetFiguresSpecs
{
    private const string Report = "/reports/performance?period=2026-Q2";

    [Theory, EveryDatabase]
    public async Task Whatever_was_changed_after_the_closing_the_row_says_what_was_closed_and_each_figure_opens_a_page_that_says_it(DatabaseKind kind)
    {
        await using var world = await ChangedAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync(Report);
        var row = page.Document.QuerySelectorAll(".table-scroll table.figures tbody tr").Single(row => row.Children[0].TextContent.Contains(WorldPeople.Rep, StringComparison.Ordinal));

        var figures = row.QuerySelectorAll("td.num a").ToList();
        foreach (var (figure, href) in figures.Select(figure => (figure.TextContent.Trim(), figure.GetAttribute("href") ?? "")))
        {
            var opened = await visitor.GetAsync(href);
            Assert.True(opened.Status == HttpStatusCode.OK && opened.Find("main").TextContent.Contains(figure, StringComparison.Ordinal), $"{figure} opens {href}, which does not say it.");
            foreach (var part in opened.Document.QuerySelectorAll("[data-sum] a"))
            {
                var parts = await visitor.GetAsync(part.GetAttribute("href") ?? "");
                Assert.Contains(part.TextContent.Trim(), parts.Find("main").TextContent, StringComparison.Ordinal);
            }
        }

        Assert.Equal(["100,000.00", "113,000.00", "113.0%", "16.95"], figures.Take(4).Select(figure => figure.TextContent.Trim().Replace(" %", "%", StringComparison.Ordinal)));
        Assert.Equal("8,000.00", figures[^2].TextContent.Trim());
        Assert.Equal(8, figures.Count);
        Assert.NotEqual(figures[^1].TextContent, figures[4].TextContent);
        Assert.Equal(figures[^1], Assert.Single(figures, figure => (figure.GetAttribute("href") ?? "").EndsWith("&live=true", StringComparison.Ordinal)));
        var compared = (await visitor.GetAsync("/reports/performance?period=2026-Q3&compare=true")).Document.QuerySelectorAll(".table-scroll tbody small a[href^='/appraisal/'][href*='2026-Q2']");
        Assert.Contains(compared, link => link.TextContent.Contains("113k", StringComparison.Ordinal));
        Assert.All(compared, link => Assert.DoesNotContain("live", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory]
    [EveryDatabase("en", "The history tells otherwise by now of: 1")]
    [EveryDatabase("zh-CN", "其中 1 份与当前历史记录不同")]
    public async Task Totals_files_and_parts_count_what_was_closed_and_the_page_says_that_the_history_tells_otherwise(DatabaseKind kind, string language, string said)
    {
        await using var world = await ChangedAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        foreach (var by in (string[])["Person", "Team", "Region"])
        {
            var page = await visitor.GetAsync($"{Report}&by={by}");
            Assert.Contains("113,000.00", page.Find(".table-scroll tfoot tr").Children[4].TextContent, StringComparison.Ordinal);
            Assert.Contains(said, page.Find("main [data-closed]").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("169,500.00", page.Find("main").TextContent, StringComparison.Ordinal);
            var file = (await visitor.GetAsync($"/reports/performance/export.csv?period=2026-Q2&by={by}")).Text;
            Assert.Contains("113000.00", file, StringComparison.Ordinal);
            Assert.DoesNotContain("169500.00", file, StringComparison.Ordinal);
        }

        foreach (var (figure, sum, rows) in new[] { ("Signed", "113,000.00", 1), ("Received", "8,000.00", 2), ("Target", "100,000.00", 1) })
        {
            var parts = await visitor.GetAsync($"/reports/performance/parts?of={figure}&period=2026-Q2");
            Assert.Equal(sum, parts.Find($"[data-sum={(figure == "Signed" ? "signed" : figure == "Target" ? "target" : "received")}] b").TextContent.Trim());
            Assert.Equal((figure, rows), (figure, parts.Document.QuerySelectorAll("main tbody tr").Length));
        }

        Assert.Null((await visitor.GetAsync("/reports/performance?period=2026-Q1")).Document.QuerySelector("main [data-closed]"));
    }

    [Theory, EveryDatabase]
    public async Task A_scheme_that_is_dated_back_changes_no_row_of_a_closed_period(DatabaseKind kind)
    {
        await using var world = await ChangedAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var before = await RowAsync();
        await visitor.SendAsync(await visitor.GetAsync("/appraisal/scheme"), "main form", ("Form.Repeat", "0.1"), ("Form.ValidFrom", "2025-01-01"), ("Form.Reason", "Dated back"));
        await using (var db = world.Open())
        {
            Assert.Single(await db.AppraisalSchemes.ToListAsync());
        }

        var after = await RowAsync();

        Assert.Equal(before.SkipLast(1), after.SkipLast(1));
        Assert.NotEqual(before[^1], after[^1]);

        async Task<List<string>> RowAsync() => [.. (await visitor.GetAsync(Report)).Document.QuerySelectorAll(".table-scroll table.figures tbody tr")
            .Single(row => row.Children[0].TextContent.Contains(WorldPeople.Rep, StringComparison.Ordinal)).Children.Select(cell => cell.TextContent.Trim())];
    }

    [Theory]
    [EveryDatabase("en", "The sheet was closed on 2026-11-18; these are the figures as the history tells them now.")]
    [EveryDatabase("zh-CN", "该考核表已于2026-11-18结案；以下为按当前历史记录计算的数字。")]
    public async Task A_closed_sheet_that_is_opened_as_the_history_tells_it_now_says_so_and_leads_to_the_closed_one(DatabaseKind kind, string language, string said)
    {
        await using var world = await ChangedAsync(kind);
        var (visitor, path) = (world.Visit(WorldPeople.Manager, language), $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}");
        var closed = await visitor.GetAsync($"{path}?period=2026-Q2");
        foreach (var address in new[] { path, $"{path}/Signed", $"{path}/Receipts", $"{path}/Care" })
        {
            var live = await visitor.GetAsync($"{address}?period=2026-Q2&live=true");
            Assert.Contains(said, live.Find(".seal").TextContent, StringComparison.Ordinal);
            Assert.Equal($"{path}?period=2026-Q2", live.Find(".seal a").GetAttribute("href"));
            Assert.Empty(live.Document.QuerySelectorAll("main form[action^='/appraisal/'], main blockquote"));
            Assert.All(live.Document.QuerySelectorAll($"main a[href^='{path}/']"), link => Assert.Contains("&live=true", link.GetAttribute("href"), StringComparison.Ordinal));
        }

        Assert.DoesNotContain(said, closed.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Equal($"{path}?period=2026-Q2&live=true", closed.Find(".seal a").GetAttribute("href"));
        Assert.All(closed.Document.QuerySelectorAll($"main a[href^='{path}/']"), link => Assert.DoesNotContain("live", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotContain(said, (await visitor.GetAsync($"{path}?period=2026-Q1&live=true")).Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_left_is_still_measured_by_the_target_that_he_had(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.TargetAsync(WorldPeople.Rep, 300_000);
        await world.TargetAsync(WorldPeople.Colleague, 200_000);
        var colleague = await world.PersonAsync(WorldPeople.Colleague);
        await using (var db = world.Open())
        {
            (await db.People.SingleAsync(person => person.Id == colleague.Id)).Deactivate(new DateOnly(2026, 3, 31), 0);
            await db.SaveChangesAsync();
        }

        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync(Report);

        Assert.Contains(page.Document.QuerySelectorAll(".table-scroll tbody tr"), row =>
            row.Children[0].TextContent.Contains(WorldPeople.Colleague, StringComparison.Ordinal) && row.Children[3].TextContent.Contains("200,000.00", StringComparison.Ordinal));
        Assert.Contains("500,000.00", page.Find(".table-scroll tfoot tr").Children[3].TextContent, StringComparison.Ordinal);
    }

    /// <summary>After the sheet of the quarter was closed a receipt of it was taken back, and a contract of it was entered late.</summary>
    private static async Task<World> ChangedAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var (customer, product) = (await world.CustomerAsync("Buyer", change: facts => facts with { Industry = "Bank" }), await world.ProductAsync());
        var contract = await world.SignAsync(customer, new DateOnly(2026, 5, 4), Money.FromMajor(100_000), product.Id);
        await world.TargetAsync(WorldPeople.Rep, 100_000);
        await PayAsync(world, contract.Id, "B-1", 3_000);
        var wrong = await PayAsync(world, contract.Id, "B-2", 5_000);
        await world.CloseAsync(WorldPeople.Rep);

        await using var db = world.Open();
        await db.UnmatchAsync(wrong.Receipt, (await db.Receipts.SingleAsync(row => row.Id == wrong.Receipt)).Version, wrong.Milestone, "Of another customer", Viewer.Program, world.By(null));
        await world.SignAsync(customer, new DateOnly(2026, 4, 2), Money.FromMajor(50_000), product.Id);
        return world;
    }

    private static async Task<(long Receipt, long Milestone)> PayAsync(World world, long contractId, string reference, int amount)
    {
        await using var db = world.Open();
        var (stamp, contract) = (world.By(null), await db.LoadAsync(contractId));
        var payment = contract.Payments.First(milestone => milestone.Open >= Money.FromMajor(amount));
        var receipt = new Receipt(reference, contract.CustomerId, new DateOnly(2026, 5, 20), Money.FromMajor(amount), false, null, stamp);
        receipt.Match(contract, payment.Id, receipt.Amount, stamp);
        db.Receipts.Add(receipt);
        await db.SaveChangesAsync();
        return (receipt.Id, payment.Id);
    }
}
