using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Tokens;

public sealed class TokenSpecs
{
    [Theory, EveryDatabase]
    public async Task A_program_reads_what_its_owner_may_page_by_page(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < 5; i++)
        {
            await world.LeadAsync(LeadStatus.Assigned);
            world.Clock.Pass(TimeSpan.FromSeconds(1));
        }

        var foreign = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger);
        var program = await ProgramAsync(world, WorldPeople.Rep, "Lead.Read");

        var first = await ReadAsync(program, "/api/v1/leads?limit=3");
        var second = await ReadAsync(program, first.GetProperty("next").GetString() ?? "");

        var ids = IdsOf(first).Concat(IdsOf(second)).ToList();
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(ids.OrderDescending(), ids);
        Assert.DoesNotContain(foreign.Id, ids);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(WorldPeople.Rep, first.GetProperty("leads")[0].GetProperty("owner").GetString());
        Assert.Equal("Assigned", first.GetProperty("leads")[0].GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(new Uri($"/api/v1/leads/{foreign.Id}", UriKind.Relative))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_program_reads_no_amount_and_no_phone_that_is_hidden_from_its_owner(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned, change: facts => facts with { Amount = Money.FromMajor(7_654_321) });
        var program = await ProgramAsync(world, WorldPeople.Rep, "Lead.Read");
        foreach (var hidden in (bool[])[false, true])
        {
            if (hidden)
            {
                await using var scope = world.App.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<CrmDbContext>().ReviseAsync(0,
                    [new(Role.Sales, AccessRight.Of(SensitiveField.Amount), Scope.None), new(Role.Sales, AccessRight.Of(SensitiveField.PersonalPhone), Scope.None)],
                    world.By(await world.PersonAsync(WorldPeople.Administrator)));
            }

            foreach (var address in (string[])["/api/v1/leads", $"/api/v1/leads/{lead.Id}"])
            {
                var text = await program.GetStringAsync(new Uri(address, UriKind.Relative));
                Assert.Equal(!hidden, text.Contains("7654321", StringComparison.Ordinal));
                Assert.Equal(!hidden, text.Contains("68297732", StringComparison.Ordinal));
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task An_unchanged_lead_is_not_sent_again(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        var program = await ProgramAsync(world, WorldPeople.Rep, "Lead.Read");
        var first = await program.GetAsync(new Uri($"/api/v1/leads/{lead.Id}", UriKind.Relative));
        program.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException());

        var second = await program.GetAsync(new Uri($"/api/v1/leads/{lead.Id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_token_ends_with_its_day_its_revocation_and_its_owner(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var owner = await world.SignedInAsync(WorldPeople.Colleague);
        var (revoked, other) = (await ProgramAsync(world, owner, "Lead.Read"), await ProgramAsync(world, owner, "Lead.Read"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(revoked));

        await owner.SendAsync(await owner.GetAsync("/me/tokens"), "tbody tr:last-child form");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(revoked));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other));

        var admin = world.Visit(WorldPeople.Administrator);
        var person = await world.PersonAsync(WorldPeople.Colleague);
        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/activity/end']");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other));

        var late = await ProgramAsync(world, WorldPeople.Rep, "Lead.Read");
        world.Clock.Pass(TimeSpan.FromDays(90) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(late));
    }

    [Theory, EveryDatabase]
    public async Task A_token_opens_its_scopes_only_and_no_page(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var program = await ProgramAsync(world, WorldPeople.Rep, "Customer.Read");

        var denied = await program.GetAsync(new Uri("/api/v1/leads", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Equal("application/problem+json", denied.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Redirect, (await program.GetAsync(new Uri("/leads", UriKind.Relative))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_makes_a_token_for_what_he_may_not(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var owner = await world.SignedInAsync(WorldPeople.Presales);

        var refused = await owner.SendAsync(await owner.GetAsync("/me/tokens"), "form[action='/me/tokens']", ("Form.Name", "x"), ("Form.Scopes", "Lead.Write"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await using var db = world.Open();
        Assert.Empty(await db.AccessTokens.ToListAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_cookie_opens_no_program_s_door_and_a_wrong_token_is_told_in_the_programs_way(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var person = await world.SignedInAsync(WorldPeople.Rep);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(person.Http));
        var guess = world.Visit().Http;
        guess.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sicrm_0123");

        var answer = await guess.GetAsync(new Uri("/api/v1/leads", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory, EveryDatabase]
    public async Task Only_its_hash_is_kept_and_it_is_shown_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var owner = await world.SignedInAsync(WorldPeople.Rep);
        var text = await MakeAsync(owner, "Lead.Read");

        Assert.Equal("sicrm_".Length + 64, text.Length);
        Assert.DoesNotContain(text, (await owner.GetAsync("/me/tokens")).Text);
        await using var db = world.Open();
        Assert.DoesNotContain(text[6..], (await db.AccessTokens.AsNoTracking().SingleAsync()).Hash);
        Assert.DoesNotContain(await db.AuditLog.AsNoTracking().ToListAsync(), entry => $"{entry.Subject} {entry.Details}".Contains(text, StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient program) =>
        (await program.GetAsync(new Uri("/api/v1/leads", UriKind.Relative))).StatusCode;

    private static async Task<JsonElement> ReadAsync(HttpClient program, string address)
    {
        var answer = await program.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static IEnumerable<long> IdsOf(JsonElement page) => page.GetProperty("leads").EnumerateArray().Select(lead => lead.GetProperty("id").GetInt64());

    private static async Task<HttpClient> ProgramAsync(World world, string person, string scope) =>
        await ProgramAsync(world, await world.SignedInAsync(person), scope);

    private static async Task<HttpClient> ProgramAsync(World world, Visitor owner, string scope)
    {
        var program = world.Visit().Http;
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await MakeAsync(owner, scope));
        return program;
    }

    private static async Task<string> MakeAsync(Visitor owner, string scope)
    {
        var made = await owner.SendAsync(await owner.GetAsync("/me/tokens"), "form[action='/me/tokens']", ("Form.Name", "My program"), ("Form.Scopes", scope));
        return made.Find("#made").GetAttribute("value") ?? "";
    }
}
