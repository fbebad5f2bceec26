using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Plans;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Plans;

public sealed class FeedSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Theory, EveryDatabase]
    public async Task Who_knows_the_address_reads_the_calendar_until_it_is_renewed_or_revoked(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var action = await world.PlanAsync(await world.ProjectAsync($"Feed, {kind}"), "Vorführung; 演示", minute: 600);
        var visitor = world.Visit(WorldPeople.Rep);
        var first = await AddressAsync(visitor);
        var feed = await world.Visit().Http.GetAsync(first);
        var text = await feed.Content.ReadAsStringAsync();

        Assert.Equal("text/calendar", feed.Content.Headers.ContentType?.MediaType);
        Assert.False(feed.Headers.Contains("Set-Cookie"));
        Assert.Contains($"UID:action-{action.Id}@localhost", text);
        Assert.Contains("DTSTART:20261119T020000Z", text);
        Assert.Equal(HttpStatusCode.NotModified, (await AgainAsync(world, first, feed.Headers.ETag)).StatusCode);

        var second = await AddressAsync(visitor);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().Http.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit().Http.GetAsync(second)).StatusCode);
        await visitor.SendAsync(await visitor.GetAsync("/me/calendar"), "form[action='/me/calendar/revocation']");
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().Http.GetAsync(second)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().Http.GetAsync(new Uri("/calendar/feed/0000.ics", UriKind.Relative))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_project_manager_s_deliveries_are_in_his_feed(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var manager = await world.HireAsync($"Pat Feed {kind}");
        var contract = await world.ContractAsync(await world.CustomerAsync($"Fed {kind}"));
        await world.AppointAsync(contract, manager);
        var text = await (await world.Visit().Http.GetAsync(await AddressAsync(world.Visit(manager.Name)))).Content.ReadAsStringAsync();

        Assert.All(contract.Deliveries, delivery => Assert.Contains($"UID:delivery-{delivery.Id}@localhost", text, StringComparison.Ordinal));
        Assert.Matches($"URL:https?://localhost[^/]*/contracts/{contract.Id}\\r\\n", text);
        Assert.DoesNotContain("First", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_takes_several_days_lasts_until_its_last()
    {
        var one = new CalendarEvent("long@localhost", 1, "Write the bid", null, null, new DateOnly(2026, 11, 30), null, 1440, DateTime.UnixEpoch, null);
        Assert.Contains("DTEND;VALUE=DATE:20261201\r\n", CalendarText.Write("Mine", [one], Time));
        Assert.Contains("DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261203\r\n", CalendarText.Write("Mine", [one with { LastDay = new DateOnly(2026, 12, 2) }], Time));
    }

    [Theory, EveryDatabase]
    public async Task An_action_tells_the_instant_of_its_last_change(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var action = await world.PlanAsync(await world.ProjectAsync("Changed"), minute: 600);
        var visitor = world.Visit(WorldPeople.Rep);
        var feed = await AddressAsync(visitor);
        var planned = world.By(null).At;
        Assert.Equal((planned, planned), await StampsAsync(world, feed));

        world.Clock.Pass(TimeSpan.FromMinutes(47));
        await using var db = world.Open();
        var rep = await db.People.SingleAsync(person => person.Name == WorldPeople.Rep);
        (await db.PlanActions.ForChange().SingleAsync(row => row.Id == action.Id)).MoveTo(action.StartOn, 660, null, [rep], world.By(rep));
        await db.SaveChangesAsync();
        var moved = world.By(null).At;
        world.Clock.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal((moved, moved), await StampsAsync(world, feed));
        Assert.Equal((world.By(null).At, moved), await StampsAsync(world, new Uri($"/plan-actions/{action.Id}/invitation.ics", UriKind.Relative), visitor));
    }

    [Theory, EveryDatabase]
    public async Task A_care_task_tells_the_instant_of_its_last_change_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var rep = await db.People.SingleAsync(person => person.Name == WorldPeople.Rep);
        var customer = await world.KeepAsync("Green Media");
        var (made, stamp) = (world.By(null).At, world.By(rep));
        var task = new CareTask(
            new CareSubject(customer.Id, null, customer.Category, rep.Id, rep.TeamId, rep.RegionId), CareKind.Visit, $"visit:{customer.Id}", stamp.Today, stamp.Today, stamp);
        db.CareTasks.Add(task);
        await db.SaveChangesAsync();
        var feed = await AddressAsync(world.Visit(WorldPeople.Rep));
        world.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal((made, made), await StampsAsync(world, feed));

        task.MoveTo(stamp.Today.AddDays(1), "ill", db.Company.Facts.Calendar, world.By(rep));
        await db.SaveChangesAsync();
        var moved = world.By(null).At;
        world.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal((moved, moved), await StampsAsync(world, feed));
    }

    [Theory, EveryDatabase]
    public async Task A_lead_tells_when_its_next_action_was_set_last(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        await using var db = world.Open();
        var rep = await db.People.SingleAsync(person => person.Name == WorldPeople.Rep);
        world.Clock.Pass(TimeSpan.FromMinutes(47));
        var row = await db.Leads.Include(one => one.History.Where(past => past.UntilAt == null)).SingleAsync(one => one.Id == lead.Id);
        row.Plan("Call", world.By(rep).Today.AddDays(1), world.By(rep));
        await db.SaveChangesAsync();
        var planned = world.By(null).At;
        var feed = await AddressAsync(world.Visit(WorldPeople.Rep));
        world.Clock.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal((planned, planned), await StampsAsync(world, feed));
    }

    [Theory, EveryDatabase]
    public async Task The_address_ends_with_the_person(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var address = await AddressAsync(world.Visit(WorldPeople.Presales));
        await using var db = world.Open();
        (await db.People.SingleAsync(person => person.Name == WorldPeople.Presales)).Deactivate(world.By(null).Today.AddDays(-1), 0);
        await db.SaveChangesAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().Http.GetAsync(address)).StatusCode);
    }

    [Fact]
    public void Lines_are_folded_at_75_bytes_and_texts_escaped()
    {
        var text = Written(new string('演', 60) + ", a; b\\ \"c\"");
        Assert.All(text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75));
        Assert.Contains("\\, a\\; b\\\\ \"c\"", text.Replace("\r\n ", "", StringComparison.Ordinal));
        Assert.EndsWith("END:VCALENDAR\r\n", text);
    }

    /// <summary>Two readers that others wrote: Debian's python3-icalendar and khal.</summary>
    [Theory]
    [InlineData("import icalendar")]
    [InlineData("import khal")]
    public async Task Calendar_programs_read_what_is_written(string module)
    {
        if (await PythonAsync(module, "") is not { Code: 0 })
        {
            Assert.SkipUnless(EveryDatabaseAttribute.RequireAll, $"python3 has no module for: {module}");
        }

        var script = module == "import icalendar"
            ? "import sys, icalendar\nc = icalendar.Calendar.from_ical(sys.stdin.buffer.read())\nfor e in c.walk('VEVENT'): print(e.decoded('dtstart').isoformat(), str(e['summary']), e.decoded('last-modified').isoformat(), sep='|')"
            : "import sys\nfrom khal.icalendar import cal_from_ics\nc = cal_from_ics(sys.stdin.buffer.read().decode())\nfor e in c.walk('VEVENT'): print(e['DTSTART'].dt.isoformat(), str(e['SUMMARY']), e['LAST-MODIFIED'].dt.isoformat(), sep='|')";
        var read = await PythonAsync(script, Written("演示, 评审; 第一轮"));
        Assert.Equal(0, read.Code);
        Assert.Equal(["2026-11-19T01:30:00+00:00|演示, 评审; 第一轮|2026-11-18T03:04:05+00:00", "2026-11-20|whole day|2026-11-18T03:04:05+00:00"], read.Text.Trim().Split('\n'));
    }

    private static string Written(string summary)
    {
        CalendarEvent One(string uid, string title, DateOnly day, int? minute) => new(
            uid, 2, title, "line\nline", null, day, minute, 90, new DateTime(2026, 11, 18, 0, 0, 0, DateTimeKind.Utc), "https://crm.example/plan-actions/1")
        {
            ChangedAt = new DateTime(2026, 11, 18, 3, 4, 5, DateTimeKind.Utc),
        };
        return CalendarText.Write("SiCrm · Sam", [One("a@x", summary, new(2026, 11, 19), 570), One("b@x", "whole day", new(2026, 11, 20), null)], Time);
    }

    private static async Task<Uri> AddressAsync(Visitor visitor)
    {
        var page = await visitor.SendAsync(await visitor.GetAsync("/me/calendar"), "form[action='/me/calendar']");
        return new Uri(page.Find("#made").GetAttribute("value") ?? "");
    }

    private static async Task<(DateTime Stamped, DateTime Changed)> StampsAsync(World world, Uri address, Visitor? visitor = null)
    {
        var lines = (await (visitor ?? world.Visit()).Http.GetStringAsync(address)).Split("\r\n");
        DateTime Of(string property) => DateTime.ParseExact(
            Assert.Single(lines, line => line.StartsWith(property + ":", StringComparison.Ordinal))[(property.Length + 1)..], "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return (Of("DTSTAMP"), Of("LAST-MODIFIED"));
    }

    private static async Task<HttpResponseMessage> AgainAsync(World world, Uri address, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(known ?? EntityTagHeaderValue.Any);
        return await world.Visit().Http.SendAsync(request);
    }

    private static async Task<(int Code, string Text)> PythonAsync(string script, string input)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                StandardInputEncoding = new System.Text.UTF8Encoding(false), StandardOutputEncoding = System.Text.Encoding.UTF8,
            }) ?? throw new InvalidOperationException("No process.");
            await python.StandardInput.WriteAsync(input);
            python.StandardInput.Close();
            var text = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            return (python.ExitCode, text);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "");
        }
    }
}
