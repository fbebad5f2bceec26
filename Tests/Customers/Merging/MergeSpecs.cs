using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Customers.Merging;

public sealed class MergeSpecs
{
    /// <summary>A new table that points at customers or contacts must say in <see cref="MergeMovers"/> what a merge does with its rows.</summary>
    [Fact]
    public async Task Every_column_that_points_at_a_customer_or_contact_is_moved_or_stays_on_purpose()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await using var db = world.Open();

        var pointing = RowReference.AllTo<Customer>(db).Concat(RowReference.AllTo<Contact>(db));
        var decided = MergeMovers.OfCustomer.Concat(MergeMovers.OfContact).Concat(MergeMovers.Staying).Where(reference => reference.Type is null);

        Assert.Equal(pointing.Select(reference => reference.ToString()).Order(), decided.Select(reference => reference.ToString()).Order());
    }

    [Fact]
    public void Whatever_a_merge_moves_has_a_name_in_both_languages()
    {
        var (words, tables) = (new Words(), MergeMovers.OfCustomer.Concat(MergeMovers.OfContact).Select(reference => reference.Table).Distinct());

        Assert.Empty(
            from table in tables
            from language in (string[])["en", "zh-CN"]
            where words.Find($"Merges.Moved.{table}", CultureInfo.GetCultureInfo(language)) is null
            select $"{language} {table}");
    }

    [Theory, EveryDatabase]
    public async Task Two_become_one_with_all_that_hangs_on_them_and_two_again(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        var before = await RowPicture.OfAsync(world);
        var rep = world.Visit(WorldPeople.Rep);

        var form = await rep.GetAsync($"/customers/{kept.Id}/merge/{merged.Id}");
        var done = await rep.SendAsync(form, "main form", ("Take[Industry]", "Industry"));

        Assert.Matches(@"^/customers/merges/\d+$", done.Location?.ToString());
        await using (var db = world.Open())
        {
            var one = await db.Customers.Include(c => c.Contacts).Include(c => c.History).SingleAsync(c => c.Id == kept.Id);
            Assert.Equal(("Green Media Ltd", "Energy", "Green", "010-1234567"), (one.Name, one.Industry, one.ShortName, one.Phone));
            Assert.Equal((CustomerStatus.Active, 1, 3), (one.Status, one.OpenOpportunities, one.Contacts.Count));
            Assert.Equal(2, await db.Touches.CountAsync(touch => touch.CustomerId == kept.Id));
            Assert.Equal(kept.Id, (await db.Opportunities.SingleAsync()).CustomerId);
            Assert.Equal((CustomerEventKind.Merged, merged.Id), (one.History[^1].Kind, one.History[^1].RelatedId ?? 0));
            var other = await db.Customers.SingleAsync(c => c.Id == merged.Id);
            Assert.Equal((kept.Id, true), (other.MergedIntoId ?? 0, other.ArchivedAt is not null));
            Assert.Contains(one.Contacts, contact => contact.ArchivedAt is not null && contact.Name == "Li Lei");
        }

        await rep.SendAsync(await rep.FollowAsync(done), "main section form");
        Assert.Equal(before, await RowPicture.OfAsync(world));
    }

    [Theory]
    [EveryDatabase("en", "Take these matches back first")]
    [EveryDatabase("zh-CN", "请先撤销下列核销")]
    public async Task What_was_matched_across_the_two_is_taken_back_before_they_are_two_again(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        var (own, theirs) = (await world.ContractAsync(kept), await world.ContractAsync(merged));
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var done = await visitor.SendAsync(await visitor.GetAsync($"/customers/{kept.Id}/merge/{merged.Id}"), "main form");
        await using (var db = world.Open())
        {
            foreach (var (contract, reference) in new[] { (own, "B-1"), (theirs, "B-2") })
            {
                var row = await db.LoadAsync(contract.Id);
                var receipt = new Receipt(reference, kept.Id, ContractWorld.Today, Money.FromMajor(100), false, null, world.By(null));
                receipt.Match(row, row.Payments.First().Id, Money.FromMajor(100), world.By(null));
                db.Receipts.Add(receipt);
            }

            await db.SaveChangesAsync();
        }

        var page = await visitor.FollowAsync(done);
        Assert.Contains(said, page.Find("#why-not-undone").TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main section form[action$='/undo']"));
        var link = Assert.Single(page.Document.QuerySelectorAll("main a[href$=unmatching]"));
        Assert.Equal("B-2", link.TextContent);
        await using (var db = world.Open())
        {
            var merge = await db.CustomerMerges.SingleAsync();
            var broken = await Assert.ThrowsAsync<RuleBroken>(() => UndoAsync(world, merge));
            Assert.Equal(("MergeMatchedAcross", "B-2"), (broken.Refusal.Code, broken.Refusal.Args.Single()));
        }

        var matched = await visitor.GetAsync(link.GetAttribute("href") ?? "");
        await visitor.SendAsync(matched, "main form", ("Form.MilestoneId", matched.Find("[name='Form.MilestoneId']").GetAttribute("value")), ("Form.Reason", "Another customer"));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(await visitor.FollowAsync(done), "main section form[action$='/undo']")).Status);
        await using var read = world.Open();
        Assert.Equal((kept.Id, merged.Id), ((await read.LoadAsync(own.Id)).CustomerId, (await read.LoadAsync(theirs.Id)).CustomerId));
    }

    [Theory]
    [EveryDatabase("en", "Merged", "Merge undone")]
    [EveryDatabase("zh-CN", "合并", "撤销合并")]
    public async Task The_history_of_each_names_the_other_also_after_it_was_undone(DatabaseKind kind, string language, string merging, string undone)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        var rep = world.Visit(WorldPeople.Rep, language);
        var done = await rep.SendAsync(await rep.GetAsync($"/customers/{kept.Id}/merge/{merged.Id}"), "main form");
        await AssertNamedAsync(1);
        await rep.SendAsync(await rep.FollowAsync(done), "main section form");
        await AssertNamedAsync(2);

        async Task AssertNamedAsync(int times)
        {
            foreach (var (customer, other) in new[] { (kept, merged), (merged, kept) })
            {
                foreach (var path in (string[])[$"/customers/{customer.Id}", $"/customers/{customer.Id}/history"])
                {
                    var lines = (await rep.GetAsync(path)).Document.QuerySelectorAll(".timeline li")
                        .Where(line => line.QuerySelector("strong")?.TextContent is { } what && (what == merging || what == undone)).ToList();
                    Assert.Equal((path, times), (path, lines.Count));
                    Assert.All(lines, line => Assert.Equal((other.Name, $"/customers/{other.Id}"), (line.QuerySelector("a")?.TextContent.Trim(), line.QuerySelector("a")?.GetAttribute("href"))));
                }
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task What_was_changed_since_the_merge_stays_changed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        var merge = await MergeAsync(world, kept.Id, merged.Id, new MergeChoice(["Industry"], []));
        await using (var db = world.Open())
        {
            var one = await db.Customers.Include(c => c.Contacts).SingleAsync(c => c.Id == kept.Id);
            one.Edit(one.Facts with { Industry = "Transport" }, world.By(null));
            await db.SaveChangesAsync();
        }

        await UndoAsync(world, merge);

        await using var fresh = world.Open();
        var again = await fresh.Customers.SingleAsync(c => c.Id == kept.Id);
        Assert.Equal(("Transport", null), (again.Industry, again.Phone));
        Assert.Equal("Energy", await fresh.Customers.Where(c => c.Id == merged.Id).Select(c => c.Industry).SingleAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_merge_is_undone_within_thirty_days_and_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        var merge = await MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));
        world.Clock.Pass(TimeSpan.FromDays(30.01));
        Assert.Equal("MergeIsTooOld", (await Assert.ThrowsAsync<RuleBroken>(() => UndoAsync(world, merge))).Refusal.Code);

        world.Clock.Pass(TimeSpan.FromDays(-1));
        await UndoAsync(world, merge);
        Assert.Equal("MergeIsUndone", (await Assert.ThrowsAsync<RuleBroken>(() => UndoAsync(world, merge))).Refusal.Code);
    }

    [Theory]
    [EveryDatabase("self", "MergeWithItself")]
    [EveryDatabase("archived", "CustomerIsArchived")]
    [EveryDatabase("parent", "MergeWithinGroup")]
    [EveryDatabase("grandchild", "MergeWithinGroup")]
    [EveryDatabase("handover", "MergeAcrossHandOver")]
    public async Task What_cannot_be_merged_is_refused_and_nothing_moves(DatabaseKind kind, string which, string code)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, other) = await TwoAsync(world);
        await using (var db = world.Open())
        {
            var (one, two) = (await db.Customers.SingleAsync(c => c.Id == kept.Id), await db.Customers.SingleAsync(c => c.Id == other.Id));
            var middle = await db.Customers.SingleAsync(c => c.Id == db.Customers.Where(m => m.Name == "Middle").Select(m => m.Id).Single());
            if (which == "archived") two.Archive("twice", world.By(null));
            if (which == "parent") one.BelongTo([two], 0, world.By(null));
            if (which == "grandchild")
            {
                middle.BelongTo([one], 0, world.By(null));
                two.BelongTo([middle, one], 0, world.By(null));
            }

            if (which == "handover")
            {
                var rep = await world.PersonAsync(WorldPeople.Colleague);
                var row = new HandOverRow(HandedType.Customer, two.Id, two.Name, null, Money.Zero, new HandOverReason(rep.Id, HandOverCause.ByHand, null));
                var over = new HandOver(new HandOverCriteria { FromId = two.OwnerId ?? 0 }, [row], world.By(null));
                over.Confirm("he leaves", new DateOnly(2026, 12, 1), world.By(null));
                db.Add(over);
            }

            await db.SaveChangesAsync();
        }

        var before = await RowPicture.OfAsync(world);
        var broken = await Assert.ThrowsAsync<RuleBroken>(() => MergeAsync(world, kept.Id, which == "self" ? kept.Id : other.Id, new MergeChoice([], [])));

        Assert.Equal(code, broken.Refusal.Code);
        Assert.Equal(before, await RowPicture.OfAsync(world));
    }

    [Theory]
    [EveryDatabase(WorldPeople.Rep, HttpStatusCode.NotFound)]
    [EveryDatabase(WorldPeople.Administrator, HttpStatusCode.OK)]
    public async Task Both_must_be_the_viewer_s_to_change(DatabaseKind kind, string person, HttpStatusCode status)
    {
        await using var world = await World.CreateAsync(kind);
        var (mine, foreign) = (await world.KeepAsync("Green"), await world.KeepAsync("Green", WorldPeople.Stranger));

        Assert.Equal(status, (await world.Visit(person).GetAsync($"/customers/{mine.Id}/merge/{foreign.Id}")).Status);
        Assert.Equal(status, (await world.Visit(person).GetAsync($"/customers/{foreign.Id}/merge/{mine.Id}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_merges_of_one_record_at_once_the_second_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        var third = await world.KeepAsync("Green Media Company");
        var rep = world.Visit(WorldPeople.Rep);
        var first = await rep.GetAsync($"/customers/{kept.Id}/merge/{merged.Id}");
        var second = await rep.GetAsync($"/customers/{kept.Id}/merge/{third.Id}");

        await rep.SendAsync(first, "main form");
        var late = await rep.SendAsync(second, "main form");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        await using var db = world.Open();
        Assert.Equal(1, await db.CustomerMerges.CountAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(late, "main form")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_merged_record_is_not_restored_but_by_undoing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = await TwoAsync(world);
        await MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));
        var page = await world.Visit(WorldPeople.Administrator).GetAsync($"/customers/{merged.Id}");
        Assert.NotNull(page.Document.QuerySelector($"main .flash a[href='/customers/{kept.Id}']"));
        Assert.Null(page.Document.QuerySelector("main form[action$=restoration]"));
        await using var db = world.Open();
        var gone = await db.Customers.SingleAsync(c => c.Id == merged.Id);

        Assert.Equal("CustomerIsMerged", Assert.Throws<RuleBroken>(() => gone.Restore(world.By(null))).Refusal.Code);
    }

    internal static async Task<CustomerMerge> MergeAsync(World world, long kept, long merged, MergeChoice choice)
    {
        await using var db = world.Open();
        var merging = new CustomerMerging(db);
        var pair = await merging.FindAsync(Viewer.Program, kept, merged) ?? throw new InvalidOperationException();
        return await merging.MergeAsync(pair, choice, world.By(null));
    }

    internal static async Task UndoAsync(World world, CustomerMerge merge)
    {
        await using var db = world.Open();
        var merging = new CustomerMerging(db);
        var stored = await db.CustomerMerges.SingleAsync(m => m.Id == merge.Id);
        var pair = await merging.FindAsync(Viewer.Program, stored.KeptId, stored.MergedId) ?? throw new InvalidOperationException();
        await merging.UndoAsync(stored, pair, world.By(null));
    }

    private static async Task<(Customer Kept, Customer Merged)> TwoAsync(World world)
    {
        var li = new ContactFacts { Name = "Li Lei", Phone = "13912345678" };
        var kept = await world.KeepAsync("Green Media Ltd", change: f => f with { Industry = "Media" }, contacts: li with { Position = "CIO" });
        var merged = await world.KeepAsync("Green Media GmbH", change: f => f with { Industry = "Energy", ShortName = "Green", Phone = "010-1234567" },
            contacts: [li with { Email = "li@green.example" }, new ContactFacts { Name = "Han Meimei" }]);
        await world.KeepAsync("Middle");
        await using var db = world.Open();
        var (one, two) = (await db.Customers.Include(c => c.Contacts).SingleAsync(c => c.Id == kept.Id), await db.Customers.Include(c => c.Contacts).SingleAsync(c => c.Id == merged.Id));
        two.OpportunityOpened(null, world.By(null));
        db.Opportunities.Add(new Opportunity("O-1", "Data centre", two, two.Contacts[0], null, null, null, two.OwnerId, two.TeamId, world.By(null)));
        db.Touches.Add(new Touch(one, one.Contacts[0], TouchKind.Call, "called", World.Start.AddDays(-3), true, world.By(null)));
        db.Touches.Add(new Touch(two, two.Contacts[0], TouchKind.Visit, "was there", World.Start.AddDays(-1), true, world.By(null)));
        await db.SaveChangesAsync();
        return (one, two);
    }
}
