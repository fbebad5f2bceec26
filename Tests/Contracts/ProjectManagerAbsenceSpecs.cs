using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>A project manager is away, or gone: who has his contracts meanwhile, and how they come back.</summary>
public sealed class ProjectManagerAbsenceSpecs
{
    private const string Paul = "Paul Project";
    private const string Petra = "Petra Project";
    private const string Form = "form[action$='/project-manager']";
    private const string Field = "Appointment.ProjectManagerId";

    [Theory, EveryDatabase]
    public async Task His_contracts_come_back_within_a_day_but_for_those_that_went_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (paul, petra, third) = (await world.HireAsync(Paul), await world.HireAsync(Petra), await world.HireAsync("Third"));
        var customer = await world.CustomerAsync("Buyer");
        var contracts = new List<Contract>();
        foreach (var isDraft in (bool[])[false, false, true])
        {
            contracts.Add(await world.ContractAsync(customer, isDraft: isDraft));
            await world.AppointAsync(contracts[^1], paul);
        }

        var (admin, path) = (world.Visit(WorldPeople.Administrator), $"/people/{paul.Id}/leaving");
        var passed = await admin.FollowAsync(await admin.SendAsync(await admin.GetAsync(path), $"form[action='{path}/contracts']", ("toId", $"{petra.Id}"), ("reason", "He moves to Berlin")));
        await using var db = world.Open();
        var handOver = await db.HandOvers.AsNoTracking().SingleAsync();
        Assert.True(handOver.Proof?.Holds);
        Assert.Equal("He moves to Berlin", handOver.Reason);
        var page = (await admin.GetAsync($"/hand-overs/{handOver.Id}")).Find("main").TextContent;
        Assert.Contains("Nothing is lost", page, StringComparison.Ordinal);
        Assert.Contains(contracts[0].Number ?? "", page, StringComparison.Ordinal);

        await world.AppointAsync(contracts[1], third);
        await admin.SendAsync(passed, $"form[action='/hand-overs/{handOver.Id}/undo']");

        Assert.Equal([paul.Id, third.Id, paul.Id], await db.Contracts.OrderBy(row => row.Id).Select(row => row.ProjectManagerId).ToListAsync());
        Assert.Equal(1, await db.Set<HandOverRow>().CountAsync(row => row.State == HandedState.WentOn && row.Because == "RecordMovedOn"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SendAsync(passed, $"form[action='/hand-overs/{handOver.Id}/undo']")).Status);

        await admin.SendAsync(await admin.GetAsync(path), $"form[action='{path}/contracts']", ("toId", $"{petra.Id}"));
        var late = await db.HandOvers.OrderByDescending(row => row.Id).Select(row => row.Id).FirstAsync();
        world.Clock.Pass(TimeSpan.FromHours(25));
        Assert.Null((await world.Visit(WorldPeople.Administrator).GetAsync($"/hand-overs/{late}")).Document.QuerySelector("form[action$='/undo']"));
    }

    /// <summary>His roles reach nothing of their own, and nor do those of his deputy, who has no share of anything.</summary>
    [Theory, EveryDatabase]
    public async Task Who_covers_for_him_keeps_his_contracts_until_the_last_day(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (paul, petra) = (await world.HireAsync(Paul), await world.HireAsync(Petra));
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await using var db = world.Open();
        await db.ReviseAsync(0,
        [
            new(Role.ProjectManager, AccessRight.Of(RecordType.Contract, AccessAction.Read), Scope.Own),
            new(Role.ProjectManager, AccessRight.Of(RecordType.Contract, AccessAction.Write), Scope.Own),
            new(Role.ProjectManager, AccessRight.Of(RecordType.Milestone, AccessAction.Write), Scope.Own),
        ], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        var (admin, deputy, path) = (world.Visit(WorldPeople.Administrator), world.Visit(Petra), $"/contracts/{contract.Id}");
        await admin.SendAsync(await admin.GetAsync(path), Form, (Field, $"{paul.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync(path)).Status);

        var his = world.Visit(Paul);
        var arranged = await his.SendAsync(await his.GetAsync("/covers"), "form[action='/covers']", ("Form.Deputy", $"{petra.Id}"), ("Form.Until", "2026-11-20"), ("Form.Reason", "leave"));

        Assert.Equal(HttpStatusCode.Redirect, arranged.Status);
        var page = await deputy.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("form[action$='/termination']"));
        Assert.Equal([contract.Number], Numbers(await deputy.GetAsync("/contracts")));
        Assert.Equal(HttpStatusCode.Redirect, (await deputy.SendAsync(page, "form[action$='/moves']", ("to", "InProgress"))).Status);
        var why = await admin.GetAsync($"/access/explanation?person={petra.Id}&type=Contract&record={contract.Number}");
        Assert.Contains(Paul, why.Find("tbody tr").TextContent, StringComparison.Ordinal);
        world.Clock.Pass(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync(path)).Status);
    }

    private static IReadOnlyList<string?> Numbers(Page page) => [.. page.Document.QuerySelectorAll("main tbody tr a").Select(link => link.TextContent)];
}
