using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
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
        if (format == "xlsx")
        {
            Assert.StartsWith("PK", file.Text, StringComparison.Ordinal);
        }
        else
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

    [Theory, EveryDatabase]
    public async Task Whom_amounts_are_hidden_from_gets_none_in_a_file_of_receipts_or_of_overdue_payments(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Payer");
        await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-90));
        await using (var scope = world.App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
            db.Receipts.Add(new Receipt("B-78", customer.Id, ContractWorld.Today, Money.FromMajor(517), isRefund: false, null, world.By(null)));
            await db.SaveChangesAsync();
            await db.ReviseAsync(0, [new(Role.Finance, AccessRight.Of(SensitiveField.Amount), Scope.None)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        }

        var finance = world.Visit(Finance);
        var (receipts, overdue) = (await finance.GetAsync("/receipts/export.csv"), await finance.GetAsync("/contracts/overdue/export.csv"));

        Assert.Contains("B-78", receipts.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("517", receipts.Text, StringComparison.Ordinal);
        Assert.Contains("Payer", overdue.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("339.00", overdue.Text, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("/receipts", "?from=2026-02-30")]
    [EveryDatabase("/contracts", "?from=2026-02-30&to=2026-03-31")]
    [EveryDatabase("/contracts/overdue", "?from=2026-02-30&to=2026-03-31")]
    public async Task A_file_of_a_day_that_can_not_be_read_is_the_list_that_says_so(DatabaseKind kind, string list, string query)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var finance = world.Visit(Finance);

        var file = await finance.GetAsync($"{list}/export.csv{query}");

        Assert.Equal((HttpStatusCode.Redirect, list + query), (file.Status, file.Location?.OriginalString));
        Assert.Contains("2026-02-30", (await finance.GetAsync(list + query)).Find(".flash-warning").TextContent, StringComparison.Ordinal);
    }
}
