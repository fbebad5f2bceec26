using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

public sealed class InstructionSpecs
{
    [Theory, EveryDatabase]
    public async Task A_manager_instructs_the_owner_answers_and_each_hears_of_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var row = await world.OpenedAsync("Data centre", verbs: (opportunity, stamp) => opportunity.Edit(opportunity.Facts with { IsStrategic = true }, stamp));
        var path = $"/opportunities/{row.Id}/instructions";
        var (manager, rep) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Rep));

        var form = await manager.GetAsync(path + "/new");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.SendAsync(form, $"form[action='{path}']", ("Form.Text", " "))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.SendAsync(form, $"form[action='{path}']", ("Form.Text", "See their board"), ("Form.DueOn", "2020-02-29"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(form, $"form[action='{path}']", ("Form.Text", "See their board"), ("Form.DueOn", DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime).AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))).Status);

        Assert.Contains("See their board", (await rep.GetAsync("/notifications")).Text);
        Assert.Contains("See their board", (await rep.GetAsync("/")).Find("[aria-labelledby=instructions]").TextContent);
        Assert.Contains("See their board", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/key-projects")).Find("tbody").TextContent);
        world.Clock.Pass(TimeSpan.FromDays(4));
        Assert.Contains("Instruction not answered", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/key-projects")).Find("tbody").TextContent);

        await using var db = world.Open();
        var id = await db.Instructions.Select(one => one.Id).SingleAsync();
        var answer = await rep.GetAsync($"{path}/{id}/answer");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(answer, $"form[action='{path}/{id}/answer']", ("Form.Answer", ""))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(answer, $"form[action='{path}/{id}/answer']", ("Form.Answer", "Met on Monday"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(answer, $"form[action='{path}/{id}/answer']", ("Form.Answer", "Again"))).Status);

        Assert.Contains("Met on Monday", (await manager.GetAsync("/notifications")).Text);
        Assert.Contains("Met on Monday", (await manager.GetAsync($"/opportunities/{row.Id}")).Text);
        var happened = (await manager.GetAsync($"/opportunities/{row.Id}")).Document.QuerySelectorAll("ol.timeline li").Select(line => line.TextContent).ToList();
        Assert.Contains("Instruction answered", happened[0]);
        Assert.Contains("Met on Monday", happened[0]);
        Assert.Contains("See their board", happened[1]);
        Assert.Contains(WorldPeople.Manager, happened[1]);
        Assert.Contains("批示回复", (await world.Visit(WorldPeople.Manager, "zh-CN").GetAsync($"/opportunities/{row.Id}")).Find("ol.timeline li").TextContent);
        var list = (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/key-projects")).Find("tbody").TextContent;
        Assert.Contains("Met on Monday", list);
        Assert.DoesNotContain("Instruction not answered", list);
        Assert.Null((await rep.GetAsync("/")).Document.QuerySelector("[aria-labelledby=instructions]"));
    }

    [Theory, EveryDatabase]
    public async Task Who_does_not_decide_instructs_nobody_and_who_does_not_work_on_it_answers_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var row = await world.OpenedAsync();
        var path = $"/opportunities/{row.Id}/instructions";
        var manager = world.Visit(WorldPeople.Manager);
        await manager.SendAsync(await manager.GetAsync(path + "/new"), $"form[action='{path}']", ("Form.Text", "See their board"));
        await using var db = world.Open();
        var id = await db.Instructions.Select(one => one.Id).SingleAsync();
        Assert.NotEqual(HttpStatusCode.OK, (await world.Visit(WorldPeople.Rep).GetAsync(path + "/new")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await world.Visit(WorldPeople.Stranger).GetAsync($"{path}/{id}/answer")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync($"{path}/{id + 1}/answer")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync($"/opportunities/{row.Id + 1}/instructions/{id}/answer")).Status);
    }

    [Fact]
    public void Nothing_is_instructed_about_what_is_closed()
    {
        var at = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        var stamp = new Stamp(1, at, new DateOnly(2026, 3, 2));
        var row = new Opportunity("O-1", "Data centre", null, null, null, Money.FromMajor(1), stamp.Today, 1, null, stamp);
        row.Abandon(new Closing(CloseReason.NoBudget, null, null, null), stamp);
        Assert.Equal("OpportunityIsClosed", Assert.Throws<RuleBroken>(() => new Instruction(row, "Go on", null, stamp)).Refusal.Code);
    }
}
