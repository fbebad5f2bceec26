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

    private static async Task<List<string>> FoundAsync(Visitor visitor, string words) =>
        [.. (await visitor.GetAsync($"/receipts?q={Uri.EscapeDataString(words)}")).Document.QuerySelectorAll("main tbody tr").Select(row => row.Children[1].TextContent.Trim())];
}
