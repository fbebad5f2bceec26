using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Finance has a bank's number in hand, or a customer on the telephone.</summary>
public sealed class ReceiptSearchSpecs
{
    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task A_receipt_is_found_by_its_bank_number_however_it_is_written_and_by_its_customer(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        var finance = world.Visit(WorldPeople.Administrator, language);
        foreach (var (name, number) in new[] { ("Northern Steel", "B-100"), ("Southern Power", "B-200") })
        {
            var customer = await world.CustomerAsync(name);
            await world.ContractAsync(customer);
            await finance.SendAsync(await finance.GetAsync($"/customers/{customer.Id}/receipts/new"), "main form", ("Form.Reference", number), ("Form.Sum", "100"));
        }

        Assert.Equal(["B-200"], await FoundAsync(finance, "b-200"));
        Assert.Equal(["B-100"], await FoundAsync(finance, "\uff22-100"));
        Assert.Equal(["B-100"], await FoundAsync(finance, "northern"));
        Assert.Empty(await FoundAsync(finance, "B-300"));
        Assert.Contains("Northern Steel", (await finance.GetAsync("/receipts/export.csv?q=northern")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Southern Power", (await finance.GetAsync("/receipts/export.csv?q=northern")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "Whole bank number")]
    [EveryDatabase("zh-CN", "完整的银行流水号")]
    public async Task What_waits_of_a_customer_is_listed_for_that_one_alone_whoever_is_called_alike(DatabaseKind kind, string language, string label)
    {
        await using var world = await World.CreateAsync(kind);
        var finance = world.Visit(WorldPeople.Administrator, language);
        var customers = new List<long>();
        foreach (var (name, number) in new[] { ("Northern Steel", "B-100"), ("Northern Steel Works", "B-200") })
        {
            var customer = await world.CustomerAsync(name);
            customers.Add(customer.Id);
            await world.ContractAsync(customer, 1000, ContractWorld.Today.AddDays(-100));
            await finance.SendAsync(await finance.GetAsync($"/customers/{customer.Id}/receipts/new"), "main form", ("Form.Reference", number), ("Form.Sum", "100"));
        }

        foreach (var address in (string[])[$"/contracts/overdue/letters/{customers[0]}", "/contracts/overdue"])
        {
            var links = (await finance.GetAsync(address)).Document.QuerySelectorAll("main a[href*='unmatched=true']").Select(link => link.GetAttribute("href"));
            var list = await finance.GetAsync(links.First(link => link?.Contains($"customer={customers[0]}&", StringComparison.Ordinal) == true) ?? "");
            Assert.Equal(["B-100"], list.Document.QuerySelectorAll("main tbody tr").Select(row => row.Children[1].TextContent.Trim()));
            Assert.Contains("Northern Steel ·", list.Find("main p:has([data-sum=received])").TextContent, StringComparison.Ordinal);
            Assert.Contains(label, list.Find("label[for=q]").TextContent, StringComparison.Ordinal);
            Assert.NotNull(list.Document.QuerySelector("form[role=search] input[name=customer]"));
        }
    }

    private static async Task<List<string>> FoundAsync(Visitor visitor, string words) =>
        [.. (await visitor.GetAsync($"/receipts?q={Uri.EscapeDataString(words)}")).Document.QuerySelectorAll("main tbody tr").Select(row => row.Children[1].TextContent.Trim())];
}
