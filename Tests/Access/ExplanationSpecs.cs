using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
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
