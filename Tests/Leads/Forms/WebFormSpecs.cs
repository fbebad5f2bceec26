using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Leads.Forms;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Forms;

public sealed class WebFormSpecs
{
    [Theory, EveryDatabase]
    public async Task Who_fills_it_in_stands_in_the_triage_queue_with_where_he_came_from(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = await world.FormAsync();

        var sent = await world.FillInAsync(form, null, ("Lead.Need", "Zeile 1\r\nZeile 2"), ("Lead.Channel", "Phone"), ("Lead.Campaign", "mine"), ("Lead.OwnerId", "1"));

        Assert.Equal($"/forms/{form.Token}/thanks", sent.Location?.ToString());
        Assert.Equal("Thank you", (await world.Visit().FollowAsync(sent)).Heading);
        var lead = await world.ReadAsync(await OnlyLeadAsync(world));
        Assert.Equal(("Nova Robotics GmbH", "Ann Lee", "ann@nova.example", "Zeile 1\nZeile 2"), (lead.Company, lead.ContactName, lead.Email, lead.Need));
        Assert.Equal((LeadStatus.New, LeadOrigin.WebForm, LeadChannel.Website, "Autumn fair", (long?)null),
            (lead.Status, lead.Origin, lead.Channel, lead.Campaign, lead.OwnerId));
        Assert.Equal((LeadEventKind.Captured, "Contact page", (long?)null), lead.History.Select(row => (row.Kind, row.Reason, row.ActorId)).Single());
        var desk = world.Visit(WorldPeople.Coordinator);
        Assert.Contains("Nova Robotics", (await desk.GetAsync("/desk/triage")).Text, StringComparison.Ordinal);
        Assert.Contains("Contact page", (await desk.GetAsync($"/leads/{lead.Id}")).Find(".timeline").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task One_shown_form_is_one_lead_however_often_it_is_sent(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = await world.FormAsync();
        var visitor = world.Visit();
        var page = await visitor.GetAsync($"/forms/{form.Token}");
        world.Clock.Pass(TimeSpan.FromSeconds(20));

        var answers = await Task.WhenAll(Enumerable.Range(0, FormGate.MostOfAddress).Select(_ => visitor.SendAsync(page, "main form", WebForms.Typed)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Redirect, $"/forms/{form.Token}/thanks"), (answer.Status, answer.Location?.ToString())));
        Assert.Equal("Nova Robotics GmbH", (await OnlyLeadAsync(world)).Company);
    }

    [Theory, EveryDatabase]
    public async Task A_program_that_fills_in_everything_is_thanked_and_nothing_is_kept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = await world.FormAsync();

        var sent = await world.FillInAsync(form, null, ("Lead.Website", "https://spam.example"));

        Assert.Equal($"/forms/{form.Token}/thanks", sent.Location?.ToString());
        Assert.Equal(0, await CountAsync(world));
    }

    [Fact]
    public async Task Faster_than_a_person_types_is_asked_to_send_again_with_everything_kept()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        var visitor = world.Visit();

        var fast = await visitor.SendAsync(await visitor.GetAsync($"/forms/{form.Token}"), "main form", WebForms.Typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, fast.Status);
        Assert.Contains("very quick", fast.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Nova Robotics GmbH", fast.Find("[name='Lead.Company']").GetAttribute("value"));
        Assert.Equal(0, await CountAsync(world));
        world.Clock.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(fast, "main form")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("forged")]
    public async Task Without_our_seal_nothing_is_taken_and_a_new_one_comes_with_what_was_typed(string? seal)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        var visitor = world.Visit();

        var refused = await world.FillInAsync(form, visitor, ("Lead.Seal", seal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(0, await CountAsync(world));
        world.Clock.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(refused, "main form")).Status);
    }

    [Fact]
    public async Task A_seal_of_another_form_or_of_yesterday_is_not_ours()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var (one, other) = (await world.FormAsync(), await world.FormAsync(WebForms.Contact with { Name = "Other" }));
        var visitor = world.Visit();
        var page = await visitor.GetAsync($"/forms/{other.Token}");
        world.Clock.Pass(TimeSpan.FromSeconds(20));
        var seal = page.Find("[name='Lead.Seal']").GetAttribute("value");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.FillInAsync(one, visitor, ("Lead.Seal", seal))).Status);
        world.Clock.Pass(FormSealAge);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SendAsync(page, "main form", WebForms.Typed)).Status);
        Assert.Equal(0, await CountAsync(world));
    }

    [Theory]
    [EveryDatabase("en", "from your network")]
    [EveryDatabase("zh-CN", "网络")]
    public async Task Too_much_from_one_address_has_to_wait_and_loses_nothing(DatabaseKind kind, string language, string words)
    {
        await using var world = await World.CreateAsync(kind);
        var form = await world.FormAsync();
        var visitor = world.Visit(null, language);
        for (var i = 0; i < FormGate.MostOfAddress; i++)
        {
            await visitor.PostAsync($"/forms/{form.Token}", [new("Lead.Company", "x")]);
        }

        var refused = await world.FillInAsync(form, visitor);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(refused.Answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 601);
        Assert.Contains(words, refused.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Nova Robotics GmbH", refused.Find("[name='Lead.Company']").GetAttribute("value"));
        Assert.Equal(0, await CountAsync(world));
        world.Clock.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(refused, "main form")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_thousand_at_once_are_counted_one_by_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var now = world.Clock.GetUtcNow().UtcDateTime;

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            await using var db = world.Open();
            return await db.KnockAsync(7, "1.2.3.4", now);
        }));

        Assert.Equal(FormGate.MostOfAddress, answers.Count(until => until is null));
        await using var reader = world.Open();
        Assert.Null(await reader.KnockAsync(7, "1.2.3.5", now));
        await reader.ForgetFormCountsAsync(now.AddDays(1));
        Assert.False(await reader.Set<FormCount>().AnyAsync());
    }

    private static readonly TimeSpan FormSealAge = TimeSpan.FromHours(25);

    private static async Task<Lead> OnlyLeadAsync(World world)
    {
        await using var db = world.Open();
        return await db.Leads.AsNoTracking().SingleAsync();
    }

    private static async Task<int> CountAsync(World world)
    {
        await using var db = world.Open();
        return await db.Leads.CountAsync();
    }
}
