using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Who delivers a contract: appointed on its page, found in the list, at work from his home page, replaced when he leaves.</summary>
public sealed class ProjectManagerPageSpecs
{
    private const string Paul = "Paul Project";
    private const string Petra = "Petra Project";
    private const string Form = "form[action$='/project-manager']";
    private const string Field = "Appointment.ProjectManagerId";

    [Theory, EveryDatabase]
    public async Task The_owner_appoints_and_the_appointed_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var paul = await world.HireAsync(Paul);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var (rep, path) = (world.Visit(WorldPeople.Rep), $"/contracts/{contract.Id}");
        var page = await rep.GetAsync(path);
        Assert.Contains("No project manager", page.Find(".record-facts").TextContent);
        Assert.Equal(["", $"{paul.Id}"], page.Document.QuerySelectorAll($"{Form} option").Take(2).Select(option => option.GetAttribute("value")));
        Assert.Equal(Paul, page.Find($"{Form} optgroup option").TextContent);
        var unchosen = await rep.SendAsync(page, Form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unchosen.Status);
        Assert.NotNull(unchosen.Find("#Appointment_ProjectManagerId-error"));
        Assert.Null((await world.ReadAsync(contract)).ProjectManagerId);

        var done = await rep.FollowAsync(await rep.SendAsync(page, Form, (Field, $"{paul.Id}")));
        var twice = await rep.SendAsync(page, Form, (Field, $"{paul.Id}"));
        var unfit = await rep.SendAsync(page, Form, (Field, $"{(await world.PersonAsync(WorldPeople.Coordinator)).Id}"));
        var nobody = await rep.SendAsync(page, Form, (Field, "123456"));

        Assert.Contains(Paul, done.Find(".record-facts").TextContent);
        Assert.All([twice, unfit, nobody], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.Contains("is the project manager of C-2026-00001 already", twice.Text);
        Assert.Contains("may not keep milestones", unfit.Text);
        Assert.Contains($"No project manager → {Paul}", Spaced((await rep.GetAsync($"{path}/history")).Find(".timeline li").TextContent));
        Assert.Contains("You are project manager of C-2026-00001", (await world.Visit(Paul).GetAsync("/notifications")).Find("main").TextContent);
        Assert.Contains("项目经理", (await world.Visit(WorldPeople.Rep, "zh-CN").GetAsync(path)).Find(".record-facts").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_project_manager_takes_what_nobody_has_and_passes_on_what_is_his(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (paul, petra) = (await world.HireAsync(Paul), await world.HireAsync(Petra));
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var (visitor, other, path) = (world.Visit(Paul), world.Visit(Petra), $"/contracts/{contract.Id}");

        var free = await visitor.GetAsync(path);
        var foreign = await visitor.SendAsync(free, Form, (Field, $"{petra.Id}"));
        await visitor.SendAsync(free, Form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.Status);
        Assert.Equal(paul.Id, (await world.ReadAsync(contract)).ProjectManagerId);
        Assert.Null((await other.GetAsync(path)).Document.QuerySelector(Form));

        await visitor.SendAsync(await visitor.GetAsync(path), Form, (Field, $"{petra.Id}"));
        Assert.Equal(petra.Id, (await world.ReadAsync(contract)).ProjectManagerId);
        await other.SendAsync(await other.GetAsync(path), Form, (Field, "0"));
        Assert.Null((await world.ReadAsync(contract)).ProjectManagerId);
    }

    [Theory, EveryDatabase]
    public async Task The_list_and_its_export_know_the_project_manager(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var paul = await world.HireAsync(Paul);
        var customer = await world.CustomerAsync("Buyer");
        var (his, free) = (await world.ContractAsync(customer), await world.ContractAsync(customer));
        await world.AppointAsync(his, paul);
        var (visitor, admin) = (world.Visit(Paul), world.Visit(WorldPeople.Administrator));

        Assert.Equal([his.Number], Numbers(await visitor.GetAsync("/contracts?manager=me")));
        Assert.Equal([free.Number], Numbers(await visitor.GetAsync("/contracts?manager=none&sort=Due")));
        Assert.Equal([his.Number], Numbers(await admin.GetAsync($"/contracts?manager={paul.Id}&sort=Amount")));
        Assert.Empty(Numbers(await admin.GetAsync("/contracts?manager=me")));
        Assert.Empty(Numbers(await admin.GetAsync("/contracts?manager=nonsense")));
        var export = (await admin.GetAsync("/contracts/export.csv?manager=" + paul.Id)).Text;
        Assert.Contains("Project manager", export, StringComparison.Ordinal);
        Assert.Contains(Paul, export, StringComparison.Ordinal);
        Assert.DoesNotContain(free.Number ?? "", export, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task His_home_page_shows_his_milestones_and_nobody_else_s(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (paul, petra) = (await world.HireAsync(Paul), await world.HireAsync(Petra));
        var customer = await world.CustomerAsync("Buyer");
        var (his, hers) = (await world.ContractAsync(customer), await world.ContractAsync(customer));
        await world.ContractAsync(customer);
        await world.AppointAsync(his, paul);
        await world.AppointAsync(hers, petra);
        foreach (var contract in (Contract[])[his, hers])
        {
            await using var db = world.Open();
            var row = await db.LoadAsync(contract.Id);
            row.Amend(ContractWorld.Today, "One more", [row.Lines[0].Terms], [], null, world.By(null));
            await db.SaveChangesAsync();
        }

        var home = await world.Visit(Paul).GetAsync("/");

        foreach (var card in (string[])["deliveries", "running", "change-orders"])
        {
            var text = home.Find($"section[aria-labelledby={card}]").TextContent;
            Assert.Contains(his.Number ?? "", text, StringComparison.Ordinal);
            Assert.DoesNotContain(hers.Number ?? "", text, StringComparison.Ordinal);
        }

        var unmanaged = home.Find("a[href^='/contracts?manager=none']");
        Assert.Equal("In progress without a project manager: 1", unmanaged.TextContent);
        Assert.Single(Numbers(await world.Visit(Paul).GetAsync(unmanaged.GetAttribute("href") ?? "")));
    }

    [Theory, EveryDatabase]
    public async Task What_is_delivered_stays_on_his_home_page_until_service_has_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await world.AppointAsync(contract, await world.HireAsync(Paul));
        await using var db = world.Open();
        var (row, by) = (await db.LoadAsync(contract.Id), world.By(null));
        row.Deliveries.ToList().ForEach(milestone => row.Finish(milestone.Id, ContractWorld.Today, by));
        row.Deliver(by);
        row.Accept(ContractWorld.Today, 12, [HandOverNeed.Documents], by);
        await db.SaveChangesAsync();

        Assert.Contains("Hand over to service", (await world.Visit(Paul).GetAsync("/")).Find("section[aria-labelledby=running]").TextContent);
        row.HandOverItemDone(row.HandOver[0].Id, by);
        await db.SaveChangesAsync();
        Assert.Contains("No contract is in progress", (await world.Visit(Paul).GetAsync("/")).Find("section[aria-labelledby=running]").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Who_leaves_hands_his_contracts_to_another_first(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (paul, petra) = (await world.HireAsync(Paul), await world.HireAsync(Petra));
        var customer = await world.CustomerAsync("Buyer");
        foreach (var isDraft in (bool[])[false, false, true])
        {
            await world.AppointAsync(await world.ContractAsync(customer, isDraft: isDraft), paul);
        }

        var (admin, path) = (world.Visit(WorldPeople.Administrator), $"/people/{paul.Id}/leaving");
        var refused = await admin.SendAsync(await admin.GetAsync($"/people/{paul.Id}"), $"form[action='/people/{paul.Id}/activity/end']");
        var page = await admin.GetAsync(path);
        var listed = await admin.GetAsync(page.Find("a[href^='/contracts?manager=']").GetAttribute("href") ?? "");
        var toHimself = await admin.SendAsync(page, $"form[action='{path}/contracts']", ("toId", $"{paul.Id}"));
        var passed = await admin.FollowAsync(await admin.SendAsync(page, $"form[action='{path}/contracts']", ("toId", $"{petra.Id}")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("still has open work (3)", refused.Text, StringComparison.Ordinal);
        Assert.Equal(3, listed.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Equal(HttpStatusCode.NotFound, toHimself.Status);
        Assert.Contains($"{Petra} is project manager of 3 more contracts.", passed.Text, StringComparison.Ordinal);
        Assert.Contains("can be deactivated", passed.Text, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal((0, 3), ((await db.OpenWorkAsync(paul.Id)).Contracts, (await db.OpenWorkAsync(petra.Id)).Contracts));
        var moved = await db.Set<ContractEvent>().Where(row => row.FromManagerId == paul.Id).ToListAsync();
        Assert.Equal(3, moved.Count);
        Assert.All(moved, row => Assert.Equal(petra.Id, row.ToManagerId));
        Assert.Equal("3", Notification.ArgsOf((await db.Notifications.SingleAsync(row => row.PersonId == petra.Id)).Words)[0]);
        var gone = await admin.SendAsync(passed, $"form[action='/people/{paul.Id}/activity/end']");
        Assert.Equal(HttpStatusCode.Redirect, gone.Status);
    }

    [Theory, EveryDatabase]
    public async Task The_list_can_be_asked_for_everybody_who_can_be_appointed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Paul);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var admin = world.Visit(WorldPeople.Administrator);

        var appointed = (await admin.GetAsync($"/contracts/{contract.Id}")).Document.QuerySelectorAll($"{Form} optgroup option").Select(option => option.TextContent.Split(" · ")[0]);
        var asked = (await admin.GetAsync("/contracts")).Document.QuerySelectorAll("select[name=manager] optgroup option").Select(option => option.TextContent);

        Assert.Contains(WorldPeople.Rep, asked);
        Assert.Equal(appointed, asked);
    }

    [Theory, EveryDatabase]
    public async Task What_he_may_not_open_of_the_project_is_plain_text(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var paul = await world.HireAsync(Paul);
        var project = await world.OpenedAsync();
        await using (var db = world.Open())
        {
            var facts = new ContractFacts("Project of Buyer", project.CustomerId ?? 0)
            {
                OpportunityId = project.Id,
                Lines = [new LineTerms((await world.ProductAsync()).Id, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)],
                Milestones = ContractWorld.Terms(ContractWorld.Today),
            };
            var contract = new Contract(facts, new ContractOwner(project.OwnerId, project.TeamId, project.RegionId), world.By(null));
            db.Contracts.Add(contract);
            contract.Appoint(await db.People.SingleAsync(person => person.Id == paul.Id), AccessMatrix.Default, world.By(null));
            await db.SaveChangesAsync();
        }

        foreach (var (person, opens) in new[] { (Paul, false), (WorldPeople.Rep, true) })
        {
            var visitor = world.Visit(person);
            var path = $"/contracts/{(await OnlyAsync()).Id}";
            Assert.Equal((person, opens), (person, (await visitor.GetAsync($"/opportunities/{project.Id}/presales")).Status == HttpStatusCode.OK));

            foreach (var page in new[] { await visitor.GetAsync(path), await visitor.GetAsync($"{path}/costs") })
            {
                Assert.Equal((person, HttpStatusCode.OK), (person, page.Status));
                Assert.Equal((person, opens), (person, page.Document.QuerySelector($"a[href^='/opportunities/{project.Id}']") is not null));
            }
        }

        async Task<Contract> OnlyAsync()
        {
            await using var db = world.Open();
            return await db.Contracts.SingleAsync();
        }
    }

    /// <summary>His roles let him see and deliver only what is his own: what he manages is that, but not for him to change.</summary>
    [Theory, EveryDatabase]
    public async Task What_he_manages_is_his_own_to_see_and_to_deliver(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var paul = await world.HireAsync(Paul);
        var customer = await world.CustomerAsync("Buyer");
        var (his, other) = (await world.ContractAsync(customer), await world.ContractAsync(customer));
        await using var db = world.Open();
        await db.ReviseAsync(0,
        [
            new(Role.ProjectManager, AccessRight.Of(RecordType.Contract, AccessAction.Read), Scope.Own),
            new(Role.ProjectManager, AccessRight.Of(RecordType.Contract, AccessAction.Write), Scope.Own),
            new(Role.ProjectManager, AccessRight.Of(RecordType.Milestone, AccessAction.Write), Scope.Own),
        ], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        var (admin, visitor, path) = (world.Visit(WorldPeople.Administrator), world.Visit(Paul), $"/contracts/{his.Id}");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).Status);

        await admin.SendAsync(await admin.GetAsync(path), Form, (Field, $"{paul.Id}"));

        var page = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("form[action$='/termination']"));
        Assert.Equal([his.Number], Numbers(await visitor.GetAsync("/contracts")));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/contracts/{other.Id}")).Status);
        var milestone = (await world.ReadAsync(his)).Deliveries.First();
        var done = await visitor.SendAsync(page, "form[action$='/moves']", ("to", "InProgress"));
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        var token = page.Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        var ended = await visitor.PostAsync($"{path}/termination", [new("Termination.Reason", "Mine now"), new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.NotFound, ended.Status);
        Assert.Equal((ContractStatus.InProgress, null), ((await world.ReadAsync(his)).Status, milestone.DoneOn));
        var why = await admin.GetAsync($"/access/explanation?person={paul.Id}&type=Contract&record={his.Number}");
        Assert.Contains("Is the contract’s project manager", why.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_manages_is_found_by_an_index(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var viewer = Viewer.Program with { PersonId = 1, Today = ContractWorld.Today };
        foreach (var manager in (string[])["me", "none", "7"])
        {
            var plan = db.Contracts.AsNoTracking().VisibleTo(viewer).Matching(new ContractFilter { Manager = manager }, db, viewer, ContractWorld.Today)
                .Where(contract => contract.SignedOn != null).OrderByDescending(contract => contract.SignedOn).ThenByDescending(contract => contract.Id).Take(51).Explain(db);
            Assert.Contains(kind == DatabaseKind.Sqlite ? "IX_Contracts_ProjectManagerId_SignedOn_Id" : "Index Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotMatch("TEMP B-TREE|Sort|Seq Scan", plan);
        }

        var running = db.Contracts.AsNoTracking().VisibleTo(viewer).Where(contract => contract.ProjectManagerId == null)
            .Where(contract => contract.Status == ContractStatus.Signed || contract.Status == ContractStatus.InProgress).Select(contract => contract.Id).Take(51).Explain(db);
        Assert.Contains("IX_Contracts_ProjectManagerId_S", running, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string?> Numbers(Page page) => [.. page.Document.QuerySelectorAll("main tbody tr a:not(.log-link)").Select(link => link.TextContent)];

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
