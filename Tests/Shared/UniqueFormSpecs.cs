using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Shared;

public sealed class UniqueFormSpecs
{
    private const string Form = "main form.card";

    [Theory, EveryDatabase]
    public async Task A_form_sent_fifty_times_at_once_has_one_effect_and_all_are_led_to_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/people/new");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => visitor.SendAsync(page, Form, ("Name", "Only One"))));

        await using var db = world.Open();
        var person = await db.People.SingleAsync(p => p.Name == "Only One");
        Assert.All(answers, answer => Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.ServiceUnavailable]));
        Assert.All(answers.Where(answer => answer.Location is not null), answer => Assert.Equal($"/people/{person.Id}", answer.Location?.ToString()));
        Assert.Equal($"/people/{person.Id}", (await visitor.SendAsync(page, Form, ("Name", "Only One"))).Location?.ToString());
    }

    [Theory, EveryDatabase]
    public async Task A_form_that_was_refused_is_not_used_up(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/people/new");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SendAsync(page, Form, ("Name", ""))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(page, Form, ("Name", "Second Try"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task Two_forms_of_the_same_page_have_two_effects(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        foreach (var page in (Page[])[await visitor.GetAsync("/people/new"), await visitor.GetAsync("/people/new")])
        {
            await visitor.SendAsync(page, Form, ("Name", "Namesake"));
        }

        await using var db = world.Open();
        Assert.Equal(2, await db.People.CountAsync(person => person.Name == "Namesake"));
    }
}
