using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadConversionSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task A_lead_becomes_an_opportunity_with_a_new_customer_and_contact(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working, change: f => f with
        {
            Company = $"Fresh {kind} Ltd",
            Need = "Data centre\nsecond line",
            Products = "Servers\nStorage",
            Campaign = "Spring fair",
            Phone = "13800000001",
        });
        var rep = world.Visit(WorldPeople.Rep);

        var done = await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}/conversion"), "main form");

        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        await using var db = world.Open();
        var opportunity = await db.Opportunities.Include(o => o.Customer).Include(o => o.Contact).SingleAsync(o => o.LeadId == lead.Id);
        Assert.Equal(("Data centre", lead.Company, "Li Lei"), (opportunity.Name, opportunity.Customer!.Name, opportunity.Contact?.Name));
        Assert.Equal(("Data centre\nsecond line\nServers\nStorage", "Spring fair"), (opportunity.Need, opportunity.Source));
        Assert.Matches(@"^O-2026-\d{5}$", opportunity.Number);
        var read = await world.ReadAsync(lead);
        Assert.Equal((LeadStatus.Converted, opportunity.Id), (read.Status, read.OpportunityId));
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync($"/opportunities/{opportunity.Id}")).Status);
        Assert.Contains(opportunity.Number, (await rep.GetAsync("/opportunities")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/opportunities/{opportunity.Id}")).Status);
        Assert.DoesNotContain(opportunity.Number, (await world.Visit(WorldPeople.Stranger).GetAsync("/opportunities")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_known_customer_and_contact_are_offered_and_taken(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (customer, contact) = await CustomerAsync(world, "Known Motors Co., Ltd.", "13800000002");
        var lead = await world.LeadAsync(LeadStatus.Working, change: f => f with { Company = "KNOWN MOTORS", Phone = "138-0000-0002" });
        var rep = world.Visit(WorldPeople.Rep);

        await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}/conversion"), "main form");

        await using var db = world.Open();
        var opportunity = await db.Opportunities.SingleAsync(o => o.LeadId == lead.Id);
        Assert.Equal((customer, contact), (opportunity.CustomerId, opportunity.ContactId));
    }

    [Theory, EveryDatabase]
    public async Task A_customer_that_was_not_offered_cannot_be_chosen(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (customer, contact) = await CustomerAsync(world, "Unrelated Steel", "13800000003");
        var lead = await world.LeadAsync(LeadStatus.Working, change: f => f with { Company = "Somebody Else", Phone = "13800000004" });
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/conversion");

        var one = await rep.SendAsync(form, "main form", ("CustomerId", Text(customer)));
        var two = await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}/conversion"), "main form", ("ContactId", Text(contact)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (one.Status, two.Status));
        Assert.Equal(LeadStatus.Working, (await world.ReadAsync(lead)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_double_click_converts_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working, change: f => f with { Company = $"Twice {kind}", Phone = null });
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/conversion");

        var once = await rep.SendAsync(form, "main form");
        var twice = await rep.SendAsync(form, "main form");

        await using var db = world.Open();
        Assert.Equal(once.Location, twice.Location);
        Assert.Equal(1, await db.Opportunities.CountAsync(o => o.LeadId == lead.Id));
    }

    [Theory, EveryDatabase]
    public async Task My_leads_are_mine_open_and_those_without_a_next_step_first(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        await using var disposed = world;
        var planned = await world.LeadAsync(LeadStatus.Working, change: f => f with { Company = "Planned" });
        await world.LeadAsync(LeadStatus.Assigned, change: f => f with { Company = "Unplanned" });
        await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Colleague, f => f with { Company = "Foreign" });
        await world.LeadAsync(LeadStatus.Converted, change: f => f with { Company = "Closed" });
        await using (var db = world.Open())
        {
            (await db.Leads.SingleAsync(l => l.Id == planned.Id)).Plan("call", new DateOnly(2026, 11, 20), world.By(await world.PersonAsync(WorldPeople.Rep)));
            await db.SaveChangesAsync();
        }

        var page = await world.Visit(WorldPeople.Rep).GetAsync("/my/leads");

        Assert.Equal(["Unplanned", "Planned"], page.Document.QuerySelectorAll(".my-lead-head a").Select(link => link.TextContent.Trim()));
    }

    [Fact]
    public async Task The_help_page_draws_the_flow_table()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(WorldPeople.Rep).GetAsync("/help/lead-status");
        Assert.Equal(LeadFlow.Steps.Count, page.Document.QuerySelectorAll("tbody p").Length);
    }

    private static async Task<(long Customer, long Contact)> CustomerAsync(World world, string name, string phone)
    {
        await using var db = world.Open();
        var customer = new Customer(new CustomerFacts { Name = name }, null, null, world.By(null), CustomerOrigin.Form);
        var contact = customer.Know(new ContactFacts { Name = "Somebody", Phone = phone }, world.By(null));
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return (customer.Id, contact.Id);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
