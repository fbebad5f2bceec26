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

    [Theory, EveryDatabase]
    public async Task A_merge_moves_what_was_referred_and_where_one_referred_the_other_nobody_did(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var merged = await world.CustomerAsync("Green GmbH");
        var kept = await world.CustomerAsync("Green Ltd", change: facts => facts with { ReferredById = merged.Id });
        await world.ChangeAsync(merged, row => row.Edit(row.Facts with { ReferredById = kept.Id }, world.By(null)));
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
