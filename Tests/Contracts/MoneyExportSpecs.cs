using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What finance works with leaves as files too: what should have come in, and what did.</summary>
public sealed class MoneyExportSpecs
{
    private const string Finance = "Fay Finance";

    [Theory]
    [EveryDatabase("csv")]
    [EveryDatabase("xlsx")]
    public async Task Overdue_payments_leave_with_their_customers_as_they_are_narrowed(DatabaseKind kind, string format)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        await world.ContractAsync(await world.CustomerAsync("Late payer"), signedOn: ContractWorld.Today.AddDays(-90));
        var finance = world.Visit(Finance);
        var list = await finance.GetAsync("/contracts/overdue");
        var file = await finance.GetAsync(list.Find($"a[href^='/contracts/overdue/export.{format}']").GetAttribute("href")!);
        var none = await finance.GetAsync($"/contracts/overdue/export.csv?from=2020-01-01&to=2020-12-31");

        Assert.Equal(HttpStatusCode.OK, file.Status);
        if (format == "csv")
        {
            var rows = file.Text.TrimEnd().Split('\n');
            Assert.Equal(list.Document.QuerySelectorAll("main tbody tr").Length + 1, rows.Length);
            Assert.All(rows.Skip(1), row => Assert.Contains("Late payer", row, StringComparison.Ordinal));
            Assert.Contains("First", rows[1], StringComparison.Ordinal);
            Assert.Single(none.Text.TrimEnd().Split('\n'));
        }
    }

    [Theory, EveryDatabase]
    public async Task Receipts_leave_with_what_of_them_is_not_matched_and_only_for_who_enters_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Payer");
        await world.ContractAsync(customer);
        await using (var db = world.Open())
        {
            db.Receipts.Add(new Receipt("B-77", customer.Id, ContractWorld.Today, Money.FromMajor(500), isRefund: false, null, world.By(null)));
            await db.SaveChangesAsync();
        }

        var finance = world.Visit(Finance);
        var file = await finance.GetAsync((await finance.GetAsync("/receipts")).Find("a[href^='/receipts/export.csv']").GetAttribute("href")!);

        Assert.Contains("B-77", file.Text, StringComparison.Ordinal);
        Assert.Contains("500.00", file.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync("/receipts/export.csv")).Status);
    }
}
