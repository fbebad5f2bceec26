using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadCaptureSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task A_lead_is_captured_with_what_people_write(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator);

        var done = await desk.SendAsync(await desk.GetAsync("/leads/new"), "main form",
            ("Company", " Nova  Robotics GmbH "), ("Phone", "021-5555 9876"), ("Amount", "12万"), ("ExpectedOn", "下周三"), ("Need", "line 1\r\nline 2"), ("Channel", "Event"));

        await using var db = world.Open();
        var lead = await db.Leads.SingleAsync(l => l.CompanyKey == "novarobotics");
        Assert.Equal($"/leads/{lead.Id}", done.Location?.ToString());
        Assert.Equal(("Nova Robotics GmbH", "2155559876", Money.FromMajor(120_000), new DateOnly(2026, 11, 25), "line 1\nline 2"),
            (lead.Company, lead.PhoneKey, lead.Amount, lead.ExpectedOn, lead.Need));
        Assert.Matches(@"^L-2026-\d{5}$", lead.Number);
        Assert.Equal((LeadStatus.New, LeadOrigin.QuickForm), (lead.Status, lead.Origin));
    }

    [Theory]
    [InlineData("Company", "")]
    [InlineData("Amount", "12万5千")]
    [InlineData("ExpectedOn", "21/11")]
    [InlineData("Email", "not an address")]
    [InlineData("Phone", "LONG")]
    [InlineData("ContactName", "a\u0007b")]
    [InlineData("Score", "101")]
    [InlineData("RegionId", "999")]
    [InlineData("Channel", "Carrier pigeon")]
    public async Task Bad_input_keeps_everything_typed_and_nothing_is_saved(string field, string value)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var desk = world.Visit(WorldPeople.Coordinator);
        await using var db = world.Open();
        var before = await db.Leads.CountAsync();
        var form = await desk.GetAsync("/leads/new");
        (string, string?)[] fields = [("Company", "Kept Company 1"), ("Need", "kept need"), ("Channel", "Phone")];

        var refused = await desk.SendAsync(form, "main form",
            [.. fields.Where(pair => pair.Item1 != field), (field, value == "LONG" ? new string('1', 41) : value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("kept need", refused.Find("[name=Need]").TextContent.Trim());
        Assert.NotNull(refused.Document.QuerySelector($"[name={field}].is-invalid"));
        Assert.Equal(before, await db.Leads.CountAsync());
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_see_the_lead_gets_its_number_only(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var rep = world.Visit(WorldPeople.Rep);

        var done = await rep.SendAsync(await rep.GetAsync("/leads/new"), "main form", ("Company", "Quiet Harbour Ltd"), ("Channel", "Phone"));

        Assert.Equal("/leads/captured", done.Location?.ToString());
        await using var db = world.Open();
        var lead = await db.Leads.SingleAsync(l => l.CompanyKey == "quietharbour");
        Assert.Contains(lead.Number, (await rep.FollowAsync(done)).Heading, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/leads/{lead.Id}")).Status);
    }

    [Theory]
    [EveryDatabase("Green Media Company Limited", "", "")]
    [EveryDatabase("绿色传媒", "", "")]
    [EveryDatabase("", "010-6829 7799", "")]
    [EveryDatabase("", "", "somebody@green45.example")]
    public async Task A_possible_duplicate_shows_and_the_second_time_is_taken(DatabaseKind kind, string company, string phone, string email)
    {
        var world = await World.CreateAsync(kind);
        await using var disposed = world;
        var first = await world.LeadAsync(change: f => f with { Company = company.StartsWith('绿') ? "绿色传媒股份有限公司" : "Green Media Co., Ltd.", Phone = "+86 10 68297799", Email = "c1@green45.example" });
        var desk = world.Visit(WorldPeople.Coordinator);

        var asked = await desk.SendAsync(await desk.GetAsync("/leads/new"), "main form",
            ("Company", company.Length > 0 ? company : "Another"), ("Phone", phone), ("Email", email), ("Channel", "Phone"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains(first.Number, asked.Find("#duplicates").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(asked, "main form")).Status);
    }

    [Fact]
    public async Task A_hit_outside_ones_reach_tells_whose_it_is_and_nothing_else()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var foreign = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger, f => f with { Company = "Secret Bank", ContactName = "Hidden Person", Phone = "13912345678" });
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync("/leads/new");
        var token = form.Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "";

        var fragment = await rep.PostAsync("/leads/duplicates", [new("__RequestVerificationToken", token), new("Phone", "139 1234 5678")]);

        Assert.Contains(WorldPeople.Stranger, fragment.Text, StringComparison.Ordinal);
        foreach (var secret in (string[])[foreign.Number, "Secret", "Hidden", $"/leads/{foreign.Id}"])
        {
            Assert.DoesNotContain(secret, fragment.Text, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_form_sent_twice_captures_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator);
        var form = await desk.GetAsync("/leads/new");

        var once = await desk.SendAsync(form, "main form", ("Company", "Double Click Ltd"), ("Channel", "Phone"));
        var twice = await desk.SendAsync(form, "main form", ("Company", "Double Click Ltd"), ("Channel", "Phone"));

        await using var db = world.Open();
        Assert.Equal(once.Location, twice.Location);
        Assert.Equal(1, await db.Leads.CountAsync(l => l.CompanyKey == "doubleclick"));
    }

    [Theory, EveryDatabase]
    public async Task The_second_of_two_editors_chooses_field_by_field(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/edit");
        var other = world.Visit(WorldPeople.Manager);
        await other.SendAsync(await other.GetAsync($"/leads/{lead.Id}/edit"), "main form", ("Industry", "Finance"));

        var conflict = await rep.SendAsync(form, "main form", ("Industry", "Energy"), ("Need", "my words"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Finance", conflict.Text, StringComparison.Ordinal);
        Assert.Null((await world.ReadAsync(lead)).Changes.FirstOrDefault(change => change.After == "my words"));
        await rep.SendAsync(conflict, "main form", ("Industry", "Finance"));
        var read = await world.ReadAsync(lead);
        Assert.Equal(("Finance", "my words"), (read.Industry, read.Need));
    }

    [Theory]
    [InlineData(WorldPeople.Rep, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Manager, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Coordinator, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Colleague, HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Stranger, HttpStatusCode.NotFound)]
    public async Task Only_who_may_write_edits(string person, HttpStatusCode status)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        Assert.Equal(status, (await world.Visit(person).GetAsync($"/leads/{lead.Id}/edit")).Status);
    }
}
