using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What presales cost goes with the contract, also what is logged only after it was signed.</summary>
public sealed class PresalesCarrySpecs
{
    [Theory, EveryDatabase]
    public async Task What_is_logged_after_signing_reaches_the_contract_and_what_is_taken_back_leaves_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        var first = await world.SignProjectAsync(id);
        Assert.Equal(Money.FromMajor(2_000), (await world.ReadAsync(first)).PresalesCost);

        var rep = world.Visit(WorldPeople.Rep);
        var log = await rep.GetAsync($"/opportunities/{id}/presales");
        await rep.SendAsync(log, "main form[action$='/presales']", ("Form.Minutes", "240"), ("Form.Kind", "PersonDays"));
        Assert.Equal(Money.FromMajor(3_000), (await world.ReadAsync(first)).PresalesCost);
        Assert.Contains("3,000.00", (await rep.GetAsync($"/contracts/{first.Id}/costs")).Find(".key-figures").TextContent, StringComparison.Ordinal);

        var second = await world.SignProjectAsync(id);
        await rep.SendAsync(await rep.GetAsync($"/opportunities/{id}/presales"), "form[action$='/removal']");
        Assert.Null((await world.ReadAsync(second)).PresalesCost);
        await using var db = world.Open();
        Assert.Equal((await db.PresalesEntries.ToListAsync()).Sum(entry => entry.Amount.Minor), (await world.ReadAsync(first)).PresalesCost?.Minor);
    }
}
