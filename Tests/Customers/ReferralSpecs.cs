using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Leads;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

/// <summary>转介绍: which customer sent us a lead or a customer, from the first call to the report.</summary>
public sealed class ReferralSpecs
{
    [Theory, EveryDatabase]
    public async Task A_lead_says_which_customer_referred_it_and_its_history_keeps_that(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (east, west) = (await world.CustomerAsync("Green Group East"), await world.CustomerAsync("Green Group West"));
        var visitor = world.Visit(WorldPeople.Administrator);

        var asked = await visitor.SendAsync(await visitor.GetAsync("/leads/new"), "main form", ("Company", "Fresh Ltd"), ("Channel", "Referral"), ("ReferrerSearch", "Green Group"));
        Assert.Equal(["Nobody referred them", "Green Group East", "Green Group West"], asked.Document.QuerySelectorAll("#referrers label").Select(label => label.TextContent.Trim()));
        await visitor.SendAsync(asked, "main form", ("ReferredById", $"{east.Id}"));
        long id;
        await using (var db = world.Open())
        {
            var lead = await db.Leads.SingleAsync();
            (id, var referrer) = (lead.Id, lead.ReferredById);
            Assert.Equal(east.Id, referrer);
        }

        await visitor.SendAsync(await visitor.GetAsync($"/leads/{id}/edit"), "main form", ("ReferrerSearch", "Green Group West"));

        Assert.Equal("Green Group West", (await visitor.GetAsync($"/leads/{id}/facts")).Find($"main table a[href='/customers/{west.Id}']").TextContent);
        var change = (await visitor.GetAsync($"/leads/{id}")).Find("main .change");
        Assert.Equal(["Green Group East", "Green Group West"], change.QuerySelectorAll("a").Select(name => name.TextContent));
        Assert.Contains("Referred by", change.TextContent, StringComparison.Ordinal);
        var list = await visitor.GetAsync($"/leads?referredBy={west.Id}");
        Assert.Contains("Fresh Ltd", list.Find("main table tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("Referred by Green Group West", list.Find("main").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Fresh Ltd", (await visitor.GetAsync($"/leads?referredBy={east.Id}")).Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_does_not_see_the_referrer_learns_no_name_and_takes_nothing_away(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var secret = await world.CustomerAsync("Secret Bank", WorldPeople.Stranger);
        var lead = await world.LeadAsync(LeadStatus.Working, change: facts => facts with { ReferredById = secret.Id });
        var unit = await world.CustomerAsync("Unit", change: facts => facts with { ReferredById = secret.Id });
        await world.BelongAsync(unit, secret);
        await world.ChangeAsync(unit, row => row.Edit(row.Facts with { ReferredById = null }, world.By(null)));
        await world.ChangeAsync(unit, row => row.Edit(row.Facts with { ReferredById = secret.Id }, world.By(null)));
        var rep = world.Visit(WorldPeople.Rep);

        await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}/edit"), "main form", ("Campaign", "Spring fair"));
        await rep.SendAsync(await rep.GetAsync($"/customers/{unit.Id}/edit"), "main form", ("Industry", "Energy"));

        var (read, kept) = (await world.ReadAsync(lead), await world.ReadAsync(unit.Id));
        Assert.Equal(("Spring fair", secret.Id), (read.Campaign, read.ReferredById ?? 0));
        Assert.Equal(("Energy", secret.Id, secret.Id), (kept.Industry, kept.ReferredById ?? 0, kept.ParentId ?? 0));
        foreach (var path in (string[])[$"/leads/{lead.Id}/facts", $"/leads/{lead.Id}/edit", $"/customers/{unit.Id}", $"/customers/{unit.Id}/facts", $"/customers/{unit.Id}/edit"])
        {
            var page = await rep.GetAsync(path);
            Assert.Contains("A customer that you do not see", page.Find("main").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Secret Bank", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_referrer_out_of_reach_can_not_be_guessed_and_nobody_refers_himself(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (foreign, own) = (await world.CustomerAsync("Foreign", WorldPeople.Stranger), await world.CustomerAsync("Own"));
        var rep = world.Visit(WorldPeople.Rep);

        var guessed = await rep.SendAsync(await rep.GetAsync("/customers/new"), "main form", ("Name", "Unit"), ("ReferredById", $"{foreign.Id}"));
        var itself = await rep.SendAsync(await rep.GetAsync($"/customers/{own.Id}/edit"), "main form", ("ReferredById", $"{own.Id}"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (guessed.Status, itself.Status));
        Assert.DoesNotContain("Foreign", guessed.Text, StringComparison.Ordinal);
        Assert.Contains("can’t have referred itself", itself.Text, StringComparison.Ordinal);
        Assert.Null((await world.ReadAsync(own.Id)).ReferredById);
    }

    [Theory]
    [EveryDatabase("new", "Referrer")]
    [EveryDatabase("known", "Referrer")]
    [EveryDatabase("referred", "Earlier")]
    [EveryDatabase("itself", null)]
    public async Task A_lead_that_is_converted_hands_its_referrer_on_to_a_customer_that_has_none(DatabaseKind kind, string which, string? expected)
    {
        await using var world = await World.CreateAsync(kind);
        var (referrer, earlier) = (await world.CustomerAsync("Referrer"), await world.CustomerAsync("Earlier"));
        var known = await world.CustomerAsync("Known", change: facts => facts with { ReferredById = which == "referred" ? earlier.Id : null });
        var lead = await world.LeadAsync(LeadStatus.Working, change: facts => facts with { ReferredById = referrer.Id });
        await using (var db = world.Open())
        {
            var matched = which switch { "new" => null, "itself" => referrer, _ => known };
            var customer = matched is null ? null : await db.Customers.ForChange().SingleAsync(row => row.Id == matched.Id);
            db.Opportunities.Add(LeadConversion.Convert(await db.Leads.ForChange().SingleAsync(row => row.Id == lead.Id), "O-1", "Project", customer, null, world.By(null)));
            await db.SaveChangesAsync();
        }

        await using var read = world.Open();
        var of = await read.Opportunities.Select(project => project.Customer == null ? null : project.Customer.ReferredById).SingleAsync();
        Assert.Equal(expected, await read.Customers.Where(row => row.Id == of).Select(row => row.Name).SingleOrDefaultAsync());
    }

    [Theory]
    [EveryDatabase(true)]
    [EveryDatabase(false)]
    public async Task A_merge_moves_what_was_referred_and_where_one_referred_the_other_nobody_did(DatabaseKind kind, bool isKeptReferred)
    {
        await using var world = await World.CreateAsync(kind);
        var merged = await world.CustomerAsync("Green GmbH");
        var kept = await world.CustomerAsync("Green Ltd");
        var (referred, referrer) = isKeptReferred ? (kept, merged) : (merged, kept);
        await world.ChangeAsync(referred, row => row.Edit(row.Facts with { ReferredById = referrer.Id }, world.By(null)));
        var (third, lead) = (await world.CustomerAsync("Third", change: facts => facts with { ReferredById = merged.Id }), await world.LeadAsync(change: facts => facts with { ReferredById = merged.Id }));
        var before = await RowPicture.OfAsync(world);

        var merge = await MergeSpecs.MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));

        Assert.Null((await world.ReadAsync(kept.Id)).ReferredById);
        Assert.Equal((kept.Id, kept.Id), ((await world.ReadAsync(third.Id)).ReferredById ?? 0, (await world.ReadAsync(lead)).ReferredById ?? 0));
        var page = await world.Visit(WorldPeople.Administrator).GetAsync($"/customers/merges/{merge.Id}");
        Assert.Equal("2", page.Document.QuerySelectorAll("main dt").Single(name => name.TextContent == "Referrals moved").NextElementSibling?.TextContent);
        await MergeSpecs.UndoAsync(world, merge);
        Assert.Equal(before, await RowPicture.OfAsync(world));
    }

    [Theory]
    [EveryDatabase("en", "would be a circle")]
    [EveryDatabase("zh-CN", "会形成循环")]
    public async Task Nobody_stands_in_the_chain_of_those_by_whom_he_came(DatabaseKind kind, string language, string refusal)
    {
        await using var world = await World.CreateAsync(kind);
        var first = await world.CustomerAsync("First");
        var second = await world.CustomerAsync("Second", change: facts => facts with { ReferredById = first.Id });
        var third = await world.CustomerAsync("Third", change: facts => facts with { ReferredById = second.Id });
        var visitor = world.Visit(WorldPeople.Administrator, language);

        foreach (var referrer in new[] { second, third })
        {
            var refused = await visitor.SendAsync(await visitor.GetAsync($"/customers/{first.Id}/edit"), "main form", ("ReferrerSearch", referrer.Name));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(refusal, refused.Find("main").TextContent, StringComparison.Ordinal);
            Assert.Null((await world.ReadAsync(first.Id)).ReferredById);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(await visitor.GetAsync($"/customers/{third.Id}/edit"), "main form", ("ReferrerSearch", "First"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task Words_of_the_customer_s_own_name_choose_nobody_else_unasked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (own, other) = (await world.CustomerAsync("Green Group East"), await world.CustomerAsync("Green Group West"));
        var visitor = world.Visit(WorldPeople.Administrator);

        var asked = await visitor.SendAsync(await visitor.GetAsync($"/customers/{own.Id}/edit"), "main form", ("ReferrerSearch", "Green Group"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal(["Nobody referred them", other.Name], asked.Document.QuerySelectorAll("#referrers label").Select(label => label.TextContent.Trim()));
        var itself = await visitor.SendAsync(await visitor.GetAsync($"/customers/{own.Id}/edit"), "main form", ("ReferrerSearch", own.Name));
        Assert.Contains("is this customer itself", itself.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Null((await world.ReadAsync(own.Id)).ReferredById);
    }

    [Theory, EveryDatabase]
    public async Task A_circle_that_is_there_already_is_walked_once_and_can_be_left(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var first = await world.CustomerAsync("First");
        var second = await world.CustomerAsync("Second", change: facts => facts with { ReferredById = first.Id });
        await world.ChangeAsync(first, row => row.Edit(row.Facts with { ReferredById = second.Id }, world.By(null)));
        await using (var db = world.Open())
        {
            Assert.Equal([first.Id, second.Id], await db.ReferralChainAsync(first.Id));
        }

        var visitor = world.Visit(WorldPeople.Administrator);
        await visitor.SendAsync(await visitor.GetAsync($"/customers/{first.Id}/edit"), "main form", ("ReferredById", ""));

        Assert.Null((await world.ReadAsync(first.Id)).ReferredById);
    }

    [Theory, EveryDatabase]
    public async Task A_merge_makes_no_circle_out_of_two_chains_and_its_undoing_none_either(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var merged = await world.CustomerAsync("Green GmbH");
        var between = await world.CustomerAsync("Between", change: facts => facts with { ReferredById = merged.Id });
        var kept = await world.CustomerAsync("Green Ltd", change: facts => facts with { ReferredById = between.Id });
        var later = await world.CustomerAsync("Later");
        await world.ChangeAsync(merged, row => row.Edit(row.Facts with { ReferredById = later.Id }, world.By(null)));

        var merge = await MergeSpecs.MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));

        Assert.Null((await world.ReadAsync(kept.Id)).ReferredById);
        Assert.Equal(kept.Id, (await world.ReadAsync(between.Id)).ReferredById);
        // With what comes back this would lead round: kept, between, merged, later, kept.
        await world.ChangeAsync(later, row => row.Edit(row.Facts with { ReferredById = kept.Id }, world.By(null)));
        await MergeSpecs.UndoAsync(world, merge);
        Assert.Equal((null, merged.Id, later.Id, kept.Id), (
            (await world.ReadAsync(kept.Id)).ReferredById, (await world.ReadAsync(between.Id)).ReferredById ?? 0,
            (await world.ReadAsync(merged.Id)).ReferredById ?? 0, (await world.ReadAsync(later.Id)).ReferredById ?? 0));
    }

    [Theory, EveryDatabase]
    public async Task A_lead_of_a_customer_s_own_customer_refers_nobody_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var known = await world.CustomerAsync("Known");
        var referred = await world.CustomerAsync("Referred", change: facts => facts with { ReferredById = known.Id });
        var lead = await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = "Known", ReferredById = referred.Id });
        var visitor = world.Visit(WorldPeople.Administrator);

        var converted = await visitor.SendAsync(await visitor.GetAsync($"/leads/{lead.Id}/conversion"), "main form", ("CustomerId", $"{known.Id}"));

        Assert.Equal(HttpStatusCode.Redirect, converted.Status);
        Assert.Null((await world.ReadAsync(known.Id)).ReferredById);
    }

    [Theory]
    [EveryDatabase("en", "Referred by")]
    [EveryDatabase("zh-CN", "转介绍客户")]
    public async Task The_history_of_a_customer_names_all_who_referred_it_by_one_statement(DatabaseKind kind, string language, string label)
    {
        await using var world = await World.CreateAsync(kind);
        var referrers = new[] { await world.CustomerAsync("First"), await world.CustomerAsync("Second"), await world.CustomerAsync("Third"), await world.CustomerAsync("Fourth") };
        var unit = await world.CustomerAsync("Unit");
        var visitor = world.Visit(WorldPeople.Administrator, language);
        await visitor.GetAsync($"/customers/{unit.Id}/history");
        var asked = new List<int>();
        foreach (var referrer in referrers)
        {
            await world.ChangeAsync(unit, row => row.Edit(row.Facts with { ReferredById = referrer.Id }, world.By(null)));
            world.Clock.Pass(TimeSpan.FromMinutes(1));
            using var statements = new Statements(world);
            var page = await visitor.GetAsync($"/customers/{unit.Id}/history");
            asked.Add(statements.Sent.Count);
            var change = page.Find("main .change");
            Assert.Contains(label, change.TextContent, StringComparison.Ordinal);
            Assert.Equal(referrer.Name, change.QuerySelector("ins a")?.TextContent);
        }

        Assert.Equal(asked[0], asked[^1]);
        var overview = await visitor.GetAsync($"/customers/{unit.Id}");
        Assert.Equal(4, overview.Document.QuerySelectorAll("main .change").Length);
    }

    [Theory, EveryDatabase]
    public async Task Customer_purchases_tell_who_referred_how_many_and_open_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var buyer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(buyer, 1000, new DateOnly(2026, 3, 1));
        await world.CustomerAsync("Referred", change: facts => facts with { ReferredById = buyer.Id });
        await world.CustomerAsync("Not referred");
        foreach (var referrer in (long?[])[buyer.Id, buyer.Id, null])
        {
            await world.LeadAsync(change: facts => facts with { ReferredById = referrer });
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync("/reports/customer-purchases?from=2026-01-01&to=2026-12-31&all=true");
        var earlier = await visitor.GetAsync("/reports/customer-purchases?from=2026-01-01&to=2026-10-31&all=true");

        foreach (var (list, count) in new[] { ("/leads?state=All", 2), ("/customers?", 1) })
        {
            var figure = page.Find($"table.figures tbody a[href^='{list}'][href*='referredBy={buyer.Id}']");
            Assert.Equal(Show(count), figure.TextContent);
            Assert.Equal(count, (await visitor.GetAsync(figure.GetAttribute("href") ?? "")).Document.QuerySelectorAll("main table tbody tr").Length);
        }

        Assert.Equal(["2", "1"], page.Document.QuerySelectorAll("table.figures tfoot td").TakeLast(2).Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["0", "0"], earlier.Document.QuerySelectorAll("table.figures tfoot td").TakeLast(2).Select(cell => cell.TextContent.Trim()));

        static string Show(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
