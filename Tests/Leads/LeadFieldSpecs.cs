using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadFieldSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("plan", "NextAction", "Send the offer")]
    [EveryDatabase("amount", "Amount", "12万")]
    [EveryDatabase("expected", "ExpectedOn", "2026-12-24")]
    public async Task A_field_is_changed_where_it_stands(DatabaseKind kind, string field, string name, string value)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = Scripted(world, WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/fields/{field}");
        Assert.Empty(form.Document.QuerySelectorAll("nav"));

        var saved = await rep.SendAsync(form, "form.in-place-form", (name, value));

        Assert.Equal((HttpStatusCode.OK, "#lead-head"), (saved.Status, saved.Answer.Headers.GetValues("HX-Retarget").Single()));
        var read = await world.ReadAsync(lead);
        Assert.Equal($"{read.Version}", saved.Find("#log-version").GetAttribute("value"));
        Assert.Equal(field switch { "plan" => "Send the offer", "amount" => "120,000.00", _ => "2026-12-24" }, saved.Find($"a[href$='/fields/{field}']").TextContent.Trim().Split('\n')[0].Replace("–", "", StringComparison.Ordinal).Trim());
        Assert.Equal(field switch { "plan" => ("Send the offer", null, null), "amount" => (null, Money.FromMajor(120_000), null), _ => ((string?)null, (Money?)null, (DateOnly?)new DateOnly(2026, 12, 24)) },
            (read.NextAction, read.Amount, read.ExpectedOn));
    }

    [Fact]
    public async Task Without_scripts_the_form_is_a_page()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = world.Visit(WorldPeople.Rep);

        var form = await rep.GetAsync($"/leads/{lead.Id}/fields/plan");
        var saved = await rep.SendAsync(form, "main form", ("NextAction", "Visit"), ("NextDueOn", "明天"));

        Assert.Equal($"/leads/{lead.Id}", saved.Location?.ToString());
        var read = await world.ReadAsync(lead);
        Assert.Equal(("Visit", new DateOnly(2026, 11, 19)), (read.NextAction, read.NextDueOn));
    }

    [Theory]
    [InlineData("amount", "Amount", "12万5千")]
    [InlineData("expected", "ExpectedOn", "21/11")]
    [InlineData("plan", "NextDueOn", "2026-11-01")]
    public async Task What_is_refused_stays_typed_and_says_why(string field, string name, string value)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        foreach (var rep in (Visitor[])[Scripted(world, WorldPeople.Rep), world.Visit(WorldPeople.Rep)])
        {
            var refused = await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}/fields/{field}"), "form.in-place-form", (name, value));

            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(value, refused.Find($"[name={name}]").GetAttribute("value"));
            Assert.NotEmpty(refused.Find(".form-errors").TextContent.Trim());
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_second_is_told_and_keeps_what_he_typed(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = Scripted(world, WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/fields/amount");
        var manager = Scripted(world, WorldPeople.Manager);
        await manager.SendAsync(await manager.GetAsync($"/leads/{lead.Id}/fields/amount"), "form.in-place-form", ("Amount", "5"));

        var conflict = await rep.SendAsync(form, "form.in-place-form", ("Amount", "7"));

        Assert.Equal((HttpStatusCode.Conflict, "7"), (conflict.Status, conflict.Find("[name=Amount]").GetAttribute("value")));
        Assert.Equal(Money.FromMajor(5), (await world.ReadAsync(lead)).Amount);
        await rep.SendAsync(conflict, "form.in-place-form");
        Assert.Equal(Money.FromMajor(7), (await world.ReadAsync(lead)).Amount);
    }

    [Theory]
    [InlineData(WorldPeople.Rep, LeadStatus.Working, 3)]
    [InlineData(WorldPeople.Coordinator, LeadStatus.Disqualified, 2)]
    [InlineData(WorldPeople.GeneralManager, LeadStatus.Working, 0)]
    public async Task Only_who_may_write_is_offered_it(string person, LeadStatus status, int fields)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(status);

        var page = await world.Visit(person).GetAsync($"/leads/{lead.Id}");

        Assert.Equal(fields, page.Document.QuerySelectorAll("a.in-place").Length);
        Assert.Contains(page.Document.QuerySelectorAll(".next-step dd"), step => step.TextContent.Trim().Length > 0);
    }

    [Fact]
    public async Task Another_s_lead_is_not_there()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        foreach (var address in (string[])["fields/plan", "fields/amount", "fields/expected", "head"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Scripted(world, WorldPeople.Stranger).GetAsync($"/leads/{lead.Id}/{address}")).Status);
        }
    }

    private static Visitor Scripted(World world, string person)
    {
        var visitor = world.Visit(person);
        visitor.Http.DefaultRequestHeaders.Add("HX-Request", "true");
        return visitor;
    }
}
