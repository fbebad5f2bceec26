using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class MatrixSpecs
{
    private const string Cell = "cell.Sales.Lead.Read";
    private static readonly AccessRight Right = AccessRight.Of(RecordType.Lead, AccessAction.Read);

    [Theory, EveryDatabase]
    public async Task A_cell_is_looked_over_saved_and_holds_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync();
        var (admin, rep) = (world.Visit(WorldPeople.Administrator), world.Visit(WorldPeople.Rep));
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/leads/{lead.Id}")).Status);

        var preview = await admin.SendAsync(await admin.GetAsync("/access"), "form[action='/access/preview']", (Cell, "All"));
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/leads/{lead.Id}")).Status);
        Assert.Single(preview.Document.QuerySelectorAll("tbody tr"));
        var saved = await admin.SendAsync(preview, "form[action='/access']");

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync($"/leads/{lead.Id}")).Status);
        await using var db = world.Open();
        var revision = await db.AccessRevisions.Include(row => row.Changes).SingleAsync();
        Assert.Equal((Scope.Own, Scope.All), (revision.Changes[0].Before, revision.Changes[0].After));
    }

    [Theory, EveryDatabase]
    public async Task A_change_is_undone_by_another_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);
        await SaveAsync(admin, (Cell, "Team"));

        var undo = await admin.FollowAsync(await admin.SendAsync(await admin.GetAsync("/access/history/1/undo"), "form[action='/access']"));

        Assert.Equal(HttpStatusCode.OK, undo.Status);
        await using var db = world.Open();
        Assert.Equal(Scope.Own, (await db.MatrixAsync()).ScopeOf(Role.Sales, Right));
        Assert.Equal([null, 1], await db.AccessRevisions.OrderBy(row => row.Id).Select(row => row.UndoesId).ToListAsync());
        Assert.Contains("Adam Admin", (await admin.GetAsync("/access/history")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_edit_at_once_the_second_sees_both_and_takes_nothing_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (first, second) = (world.Visit(WorldPeople.Administrator), world.Visit(WorldPeople.Administrator));
        var preview = await second.SendAsync(await second.GetAsync("/access"), "form[action='/access/preview']", (Cell, "All"));
        await SaveAsync(first, (Cell, "Team"), ("cell.Sales.Lead.Export", "None"));

        var conflict = await second.SendAsync(preview, "form[action='/access']");

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(["Own", "Team"], conflict.Document.QuerySelectorAll("tbody td").Skip(1).Take(2).Select(cell => cell.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.Redirect, (await second.SendAsync(conflict, "form[action='/access']")).Status);
        await using var db = world.Open();
        var matrix = await db.MatrixAsync();
        Assert.Equal((Scope.All, Scope.None), (matrix.ScopeOf(Role.Sales, Right), matrix.ScopeOf(Role.Sales, RecordType.Lead, AccessAction.Export)));
    }

    [Fact]
    public async Task A_change_of_rights_stands_in_the_audit_log_in_words()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var admin = world.Visit(WorldPeople.Administrator);
        await SaveAsync(admin, ("cell.Sales.Lead.Export", "None"));
        await using var db = world.Open();
        var entry = await db.AuditLog.SingleAsync(row => row.Kind == AuditKind.RightsChanged);
        Assert.Equal("Sales.Lead.Export\tOwn\tNone", entry.Details);
        Assert.DoesNotContain("Sales.Lead.Export", (await admin.GetAsync("/audit")).Find("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_locks_the_last_administrator_out()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var admin = world.Visit(WorldPeople.Administrator);
        var refused = await SaveAsync(admin, ("cell.Administrator.Person.Write", "None"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/access")).Status);
    }

    [Theory]
    [InlineData("cell.Emperor.Lead.Read", "All")]
    [InlineData("cell.Sales.Treasure.Read", "All")]
    [InlineData("cell.Sales.Lead.Read", "Everything")]
    [InlineData("cell.Sales.Lead.Read", "4")]
    [InlineData("cell.Sales.Person.Write", "Team")]
    [InlineData("cell.", "All")]
    public async Task What_is_no_cell_is_refused(string cell, string value)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var admin = world.Visit(WorldPeople.Administrator);
        var page = await admin.GetAsync("/access");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SendAsync(page, "form[action='/access/preview']", (cell, value))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await admin.PostAsync("/access", [new("__RequestVerificationToken", Token(page)), new("since", "0"), new(cell, value)])).Status);
        await using var db = world.Open();
        Assert.False(await db.AccessRevisions.AnyAsync());
    }

    [Fact]
    public async Task Two_thousand_fields_are_refused_and_change_nothing()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var admin = world.Visit(WorldPeople.Administrator);
        var token = Token(await admin.GetAsync("/access"));
        var answer = await admin.PostAsync("/access",
            [new("__RequestVerificationToken", token), new("since", "0"), .. Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"cell.Sales.Lead.{i}", "All"))]);
        Assert.True((int)answer.Status is >= 400 and < 500, answer.Status.ToString());
        await using var db = world.Open();
        Assert.False(await db.AccessRevisions.AnyAsync());
    }

    [Fact]
    public void Each_right_has_one_name_that_is_read_back()
    {
        Assert.All(AccessRight.Enforced, right => Assert.Equal(right, AccessRight.Parse(right.ToString())));
        Assert.Equal(AccessRight.Enforced.Count, AccessRight.Enforced.Select(right => right.ToString()).Distinct().Count());
        Assert.All(AccessRight.Enforced, right => Assert.True(right.ToString().Length <= AccessRight.NameLength));
    }

    [Fact]
    public void A_revision_that_changes_nothing_is_refused() => Assert.Equal("NothingChanged", Assert.Throws<RuleBroken>(() => new AccessRevision(
        1, AccessMatrix.Default, [new AccessEdit(Role.Sales, Right, Scope.Own)], default)).Refusal.Code);

    private static string Token(Page page) => page.Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";

    private static async Task<Page> SaveAsync(Visitor admin, params (string, string?)[] cells) =>
        await admin.SendAsync(await admin.SendAsync(await admin.GetAsync("/access"), "form[action='/access/preview']", cells), "form[action='/access']");
}
