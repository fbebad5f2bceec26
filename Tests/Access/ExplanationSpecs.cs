using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Covers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class ExplanationSpecs
{
    /// <summary>The explanation is no second truth: what it says is what the door does.</summary>
    [Theory, EveryDatabase]
    public async Task What_is_explained_is_what_the_door_does(DatabaseKind kind)
    {
        await using var guarded = await GuardedWorld.CreateAsync(kind);
        await using var db = guarded.World.Open();
        await db.ReadCompanyAsync();
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var viewer = (await guarded.World.PersonAsync(GuardedWorld.NameOf(role))).AsViewer(db.Company.Facts, new DateOnly(2026, 11, 18));
            foreach (var guard in guarded.Records.Where(record => record.For is null || record.For == role))
            {
                var record = await db.SharedRecordAsync(Viewer.Program, guard.Type, guard.Id) ?? throw new InvalidOperationException();
                var shares = await db.SharesForAsync(viewer, record);
                foreach (var action in (AccessAction[])[AccessAction.Read, AccessAction.Write, AccessAction.Assign, AccessAction.Export])
                {
                    var verdict = AccessVerdict.Of(viewer, record, action, shares);
                    if (verdict.IsAllowed != await IsVisibleAsync(db, viewer, guard, action))
                    {
                        wrong.Add($"{role} {action} {guard.Type} {guard.Lying}: {verdict.Reason}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory, EveryDatabase]
    public async Task The_administrator_reads_why_and_what_would_be_needed(DatabaseKind kind)
    {
        await using var guarded = await GuardedWorld.CreateAsync(kind);
        var admin = guarded.World.Visit(WorldPeople.Administrator);
        var rep = await guarded.World.PersonAsync(GuardedWorld.NameOf(Role.Sales));
        var foreign = guarded.Records.Single(record => record is { Type: RecordType.Lead, Lying: Lying.Foreign });
        var shared = guarded.Records.Single(record => record is { Type: RecordType.Lead, Lying: Lying.SharedToRead, For: Role.Sales });

        var no = await admin.GetAsync($"/access/explanation?person={rep.Id}&type=Lead&record={foreign.Number}");
        var yes = await admin.GetAsync($"/access/explanation?person={rep.Id}&type=Lead&record={shared.Id}");
        var seen = await admin.GetAsync($"/access/explanation?person={rep.Id}");

        Assert.Contains("It would take the scope “All”, or a share.", no.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("shared with him as “Share” (Read)", yes.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal("5", seen.Find("tbody tr .num").TextContent.Trim());
    }

    /// <summary>Will sits in the West: what he has to do with the East comes to him by a reason of its own.</summary>
    [Theory, EveryDatabase]
    public async Task Every_reason_is_named(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (will, manager) = (await world.PersonAsync(WorldPeople.Stranger), await world.PersonAsync(WorldPeople.Manager));
        var (inherited, shared, ended) = (await world.OpenedAsync("Inherited"), await world.OpenedAsync("Shared"), await world.OpenedAsync("Ended"));
        var joined = await world.OpenedAsync("Joined", verbs: (row, stamp) => row.Join(will.Id, TeamFunction.Presales, stamp));
        var covered = await world.OpenedAsync("Covered", WorldPeople.Colleague);
        var colleague = await world.PersonAsync(WorldPeople.Colleague);
        var helped = await world.OpenedAsync("Helped", verbs: (row, stamp) => row.Join(colleague.Id, TeamFunction.Presales, stamp));
        await using var db = world.Open();
        var customer = await db.Customers.ForChange().SingleAsync(row => row.Id == inherited.CustomerId);
        var contract = await world.ContractAsync(customer);
        customer.Know(new ContactFacts { Name = "Han Meimei" }, world.By(manager));
        Share(RecordType.Customer, customer.Id, ShareKind.Team, ShareLevel.Read, null);
        Share(RecordType.Opportunity, shared.Id, ShareKind.Share, ShareLevel.Read, new DateOnly(2026, 12, 24));
        Share(RecordType.Opportunity, ended.Id, ShareKind.Share, ShareLevel.Write, new DateOnly(2026, 11, 10));
        await db.SaveChangesAsync();
        await db.CoverAsync(await db.People.SingleAsync(row => row.Name == WorldPeople.Colleague), await db.People.SingleAsync(row => row.Id == will.Id),
            new CoverTerms(new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 20), "leave"), world.By(manager));

        foreach (var (language, team, share, past, cover, member, instead) in new[]
        {
            ("en", "In the team of the customer it hangs on, Inherited Ltd. (Read, added by Max Manager;", "“Share” (Read) by Max Manager; until: 2026-12-24",
                "a share as “Share” (Read and change) from 2026-11-01 until 2026-11-10", "The owner, Sue Sales, is away; this person covers until 2026-11-20.", "Works in the project’s team",
                "Covers until 2026-11-20 for Sue Sales, who works in the project’s team"),
            ("zh-CN", "是所属客户“Inherited Ltd.”的团队成员（", "由 Max Manager 共享；期限：2026-12-24", "期限 2026-11-01 至 2026-11-10，今天不含此项权限", "负责人 Sue Sales 休假，由其代管至 2026-11-20。", "是该项目的团队成员",
                "代管 Sue Sales（项目团队成员）至 2026-11-20"),
        })
        {
            var admin = world.Visit(WorldPeople.Administrator, language);
            foreach (var (type, called, row, reason) in new[]
            {
                ("Opportunity", inherited.Number, 1, team), ("Contract", contract.Number ?? "", 1, team), ("Contact", "Han Meimei", 1, team), ("Opportunity", shared.Number, 1, share),
                ("Opportunity", shared.Number, 2, "2026-12-24"), ("Opportunity", ended.Number, 1, past), ("Opportunity", covered.Number, 2, cover), ("Opportunity", joined.Number, 1, member), ("Opportunity", helped.Number, 1, instead),
            })
            {
                var page = await admin.GetAsync($"/access/explanation?person={will.Id}&type={type}&record={Uri.EscapeDataString(called)}");
                Assert.Contains(reason, page.Find($"tbody tr:nth-child({row})").TextContent, StringComparison.Ordinal);
            }
        }

        void Share(RecordType type, long id, ShareKind sharing, ShareLevel level, DateOnly? until) => db.RecordShares.Add(new RecordShare(
            new SharedRecord(type, id, "", null, null, null), will, Viewer.Program, new ShareTerms(sharing, level, new DateOnly(2026, 11, 1), until, null),
            Stamp.Of(manager.Id, new DateTime(2026, 11, 5, 0, 0, 0, DateTimeKind.Utc), db.Company.Time)));
    }

    [Fact]
    public async Task Who_or_what_is_not_there_is_said()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var admin = world.Visit(WorldPeople.Administrator);
        Assert.Contains("Nobody here is called", (await admin.GetAsync("/access/explanation?who=Nemo")).Text, StringComparison.Ordinal);
        Assert.Contains("There is no such record", (await admin.GetAsync("/access/explanation?who=Sam+Sales&type=Lead&record=L-1")).Text, StringComparison.Ordinal);
    }

    private static Task<bool> IsVisibleAsync(CrmDbContext db, Viewer viewer, Guarded guard, AccessAction action) => guard.Type switch
    {
        RecordType.Lead => db.Leads.VisibleTo(viewer, action).AnyAsync(row => row.Id == guard.Id),
        RecordType.Customer => db.Customers.VisibleTo(viewer, action).AnyAsync(row => row.Id == guard.Id),
        RecordType.Contact => db.Contacts.VisibleTo(viewer, action).AnyAsync(row => row.Id == guard.Id),
        _ => db.Opportunities.VisibleTo(viewer, action).AnyAsync(row => row.Id == guard.Id),
    };
}
