using System.Net;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Nobody rounds behind the typist's back: a part of a cent is refused at its field, wherever money is typed.</summary>
public sealed class TypedAmountSpecs
{
    [Theory]
    [EveryDatabase("en", "nothing finer than 0.01 is kept")]
    [EveryDatabase("zh-CN", "最多精确到 0.01")]
    public async Task A_part_of_a_cent_is_refused_at_its_field(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var product = await world.ProductAsync("S-1");
        var contract = await world.ContractAsync(customer, productId: product.Id);
        var visitor = world.Visit(WorldPeople.Administrator, language);

        foreach (var (address, form, field) in new[]
        {
            ($"/customers/{customer.Id}/receipts/new", "main form", "Form.Sum"), ($"/customers/{customer.Id}/receipts/new", "main form", "Form.Matches[0].Amount"),
            ($"/contracts/{contract.Id}/money", "form[action$=invoices]", "Invoice.Amount"), ($"/contracts/{contract.Id}/costs", "form[action$=costs]", "Cost.CostAmount"),
            ($"/contracts/{contract.Id}/amendments/new", "main form", "Added[0].UnitPrice"), ($"/contracts/{contract.Id}", "form[action$=yearly-fee]", "Fee.YearlyFee"),
            ($"/products/{product.Id}", "form[action$=prices]", "PriceForm.ListPrice"),
        })
        {
            var refused = await visitor.SendAsync(await visitor.GetAsync(address), form, (field, "100.005"));

            Assert.Equal((field, HttpStatusCode.UnprocessableEntity), (field, refused.Status));
            var input = refused.Find($"[name='{field}']");
            Assert.Equal((field, "100.005"), (field, input.GetAttribute("value")));
            Assert.Contains(said, refused.Find($"#{input.GetAttribute("aria-describedby")?.Split(' ')[^1]}").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task Ten_thousands_with_five_decimals_are_whole_cents(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 200_000);
        var visitor = world.Visit(WorldPeople.Administrator);

        var billed = await visitor.SendAsync(
            await visitor.GetAsync($"/contracts/{contract.Id}/money"), "form[action$=invoices]", ("Invoice.Number", "F-1"), ("Invoice.Amount", "12.34567万"));

        Assert.Equal(HttpStatusCode.Redirect, billed.Status);
        Assert.Equal(new Money(12_345_670), (await world.ReadAsync(contract)).Invoiced);
    }
}
