using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Schedules;

namespace SiCrm.Tests.Reports.Schedules;

public sealed class ReportScheduleSpecs
{
    [Theory, EveryDatabase]
    public async Task Each_recipient_gets_what_he_may_see_himself_and_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Eastern one", verbs: (opportunity, stamp) => opportunity.Edit(opportunity.Facts with { IsStrategic = true }, stamp));
        await world.OpenedAsync("Western one", WorldPeople.Stranger, (opportunity, stamp) => opportunity.Edit(opportunity.Facts with { IsStrategic = true }, stamp));
        await ScheduleAsync(world, WorldPeople.GeneralManager, WorldPeople.GeneralManager);
        await ScheduleAsync(world, WorldPeople.GeneralManager, WorldPeople.Manager);
        Assert.Equal(2, await SendAsync(world));
        Assert.Equal(0, await SendAsync(world));

        var files = await MailedAsync(world);
        Assert.Contains("Western one", files["gina.general@example.com"]);
        Assert.Contains("Eastern one", files["gina.general@example.com"]);
        Assert.Contains("Eastern one", files["max.manager@example.com"]);
        Assert.DoesNotContain("Western one", files["max.manager@example.com"]);
        world.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Equal(2, await SendAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task Who_lost_access_gets_nothing_and_the_owner_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (owner, recipient) = (await world.PersonAsync(WorldPeople.GeneralManager), await world.PersonAsync(WorldPeople.Presales));
        await using (var db = world.Open())
        {
            db.ReportSchedules.Add(new ReportSchedule("key-projects", "", SchedulePeriod.Usual, ScheduleFile.Csv, ScheduleRhythm.Daily, owner.Id, recipient.Id, world.By(owner)));
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, await SendAsync(world));
        Assert.Empty(await MailedAsync(world));
        Assert.Contains("may not export this report", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/schedules")).Find("main td strong").TextContent);
        Assert.Contains("was not mailed to Pia Presales", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/notifications")).Text);
        Assert.Contains("no access", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/schedules")).Text);
    }

    [Theory, EveryDatabase]
    public async Task Who_would_get_nothing_is_refused_and_who_has_left_is_told_in_the_list(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (boss, presales) = (world.Visit(WorldPeople.GeneralManager), await world.PersonAsync(WorldPeople.Presales));
        var form = await boss.GetAsync("/reports/schedules/new?of=%2Freports%2Fkey-projects");
        var refused = await boss.SendAsync(form, "form[action='/reports/schedules']", ("Form.Recipients", presales.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await ScheduleAsync(world, WorldPeople.GeneralManager, WorldPeople.Manager);
        var before = await boss.GetAsync("/reports/schedules");
        await using (var db = world.Open())
        {
            await db.WriteAsync(() => db.People.Where(person => person.Name == WorldPeople.Manager).ExecuteUpdateAsync(person => person.SetProperty(row => row.ActiveUntil, new DateOnly(2026, 11, 1))));
        }

        world.App.Services.GetRequiredService<Organisation>().Forget();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Pia Presales may not export this report", refused.Text, StringComparison.Ordinal);
        Assert.Null(before.Document.QuerySelector("main td strong"));
        Assert.Contains("no longer works here", (await boss.GetAsync("/reports/schedules")).Find("main td strong").TextContent);
        Assert.Contains("已离职", (await world.Visit(WorldPeople.GeneralManager, "zh-CN").GetAsync("/reports/schedules")).Find("main td strong").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Several_recipients_have_a_schedule_each_and_one_who_may_not_read_keeps_all_from_being_kept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var boss = world.Visit(WorldPeople.GeneralManager);
        var (manager, presales) = (await world.PersonAsync(WorldPeople.Manager), await world.PersonAsync(WorldPeople.Presales));
        var form = await boss.GetAsync("/reports/schedules/new?of=%2Freports%2Fkey-projects");
        var themself = form.Find("#recipients input[checked]").GetAttribute("value") ?? "";
        Task<Page> SendToAsync(params string?[] recipients) => boss.SendAsync(form, "form[action='/reports/schedules']", [.. recipients.Select(one => ("Form.Recipients", one))]);
        var (none, refused) = (await SendToAsync([null]), await SendToAsync(themself, $"{manager.Id}", $"{presales.Id}"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (none.Status, refused.Status));
        Assert.Equal(2, refused.Document.QuerySelectorAll("#recipients input[checked]:not([disabled])").Length);
        Assert.Contains("Pia Presales may not export this report", refused.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await SendToAsync(themself, $"{manager.Id}")).Status);
        var again = await boss.SendAsync(await boss.GetAsync("/reports/schedules/new?of=%2Freports%2Fkey-projects"), "form[action='/reports/schedules']", ("Form.Recipients", $"{manager.Id}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("gets just this already", again.Text, StringComparison.Ordinal);
        Assert.Contains("Choose at least one", none.Text, StringComparison.Ordinal);
        Assert.Equal(["Gina General", "Max Manager"], (await boss.GetAsync("/reports/schedules")).Document.QuerySelectorAll("main td:nth-child(3) > bdi").Select(name => name.TextContent).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_paused_schedule_rests_and_a_stranger_does_not_reach_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await ScheduleAsync(world, WorldPeople.GeneralManager, WorldPeople.GeneralManager);
        var (owner, other) = (world.Visit(WorldPeople.GeneralManager), world.Visit(WorldPeople.Rep));
        var page = await owner.GetAsync("/reports/schedules");
        var action = page.Find("form[action$=pause]").GetAttribute("action") ?? "";
        await owner.SendAsync(page, "form[action$=pause]");
        Assert.Equal(0, await SendAsync(world));
        Assert.DoesNotContain("Key tracked", (await other.GetAsync("/reports/schedules")).Find("main").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(action, await TokenOfAsync(other))).Status);
        await owner.SendAsync(await owner.GetAsync("/reports/schedules"), "form[action$=removal]");
        await using var db = world.Open();
        Assert.False(await db.ReportSchedules.AnyAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_favourite_keeps_the_filters_and_is_ones_own(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var boss = world.Visit(WorldPeople.GeneralManager);
        var star = (await boss.GetAsync("/reports/key-projects?atLeast=5000")).Find("a[href^='/reports/favourites/new']").GetAttribute("href") ?? "";
        await boss.SendAsync(await boss.GetAsync(star), "form[action='/reports/favourites']", ("Name", "Five thousand and more"));
        Assert.Equal("/reports/key-projects?atLeast=5000", (await boss.GetAsync("/reports")).Find("#favourites ~ ul a, section[aria-labelledby=favourites] a").GetAttribute("href"));
        Assert.Contains("Five thousand and more", (await boss.GetAsync("/")).Find("section[aria-labelledby=favourites]").TextContent);
        Assert.DoesNotContain("Five thousand", (await world.Visit(WorldPeople.Manager).GetAsync("/reports")).Text);
        await boss.SendAsync(await boss.GetAsync("/reports"), "form[action$=removal]");
        Assert.DoesNotContain("Five thousand and more</bdi>", (await boss.GetAsync("/reports")).Text);
    }

    [Theory, EveryDatabase]
    public async Task Each_mail_is_of_its_time_seen_from_its_day(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(change: facts => facts with { Company = "Wednesday's caller" });
        await ScheduleAsync(world, WorldPeople.Coordinator, WorldPeople.Coordinator, "/reports/lead-daily?date=2026-01-01&channel=Phone", "Yesterday");
        await using (var db = world.Open())
        {
            Assert.Equal("channel=Phone", (await db.ReportSchedules.SingleAsync()).Query);
        }

        world.Clock.Pass(TimeSpan.FromDays(1));
        await world.LeadAsync(change: facts => facts with { Company = "Thursday's caller" });
        Assert.Equal(1, await SendAsync(world));
        world.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(1, await SendAsync(world));
        var letters = await LettersAsync(world);
        var texts = letters.ConvertAll(letter => Encoding.UTF8.GetString(letter.File?.Content ?? []));
        Assert.Contains("Wednesday's caller", texts[0]);
        Assert.DoesNotContain("Thursday's caller", texts[0]);
        Assert.Contains("Thursday's caller", texts[1]);
        Assert.EndsWith(",Of the day", texts[1].Split("\r\n").Single(line => line.Contains("Thursday's caller", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(",Backlog", texts[1].Split("\r\n").Single(line => line.Contains("Wednesday's caller", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith("/reports/lead-daily?channel=Phone&date=2026-11-19", letters[1].Link, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_spreadsheet_is_mailed_of_the_last_quarter(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await ScheduleAsync(world, WorldPeople.GeneralManager, WorldPeople.GeneralManager, "/reports/regional-sales?from=2020-01-01&to=2020-12-31&team=1", "LastQuarter", "Xlsx");
        Assert.Contains("Last quarter · XLSX", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/schedules")).Find("main").TextContent);
        Assert.Equal(1, await SendAsync(world));
        var letter = Assert.Single(await LettersAsync(world));
        Assert.EndsWith("/reports/regional-sales?team=1&from=2026-07-01&to=2026-09-30", letter.Link, StringComparison.Ordinal);
        Assert.Equal("regional-sales 2026-11-18.xlsx", letter.File?.Name);
        using var book = new ZipArchive(new MemoryStream(letter.File?.Content ?? []));
        Assert.Contains(book.Entries, entry => entry.FullName.StartsWith("xl/worksheets", StringComparison.Ordinal));
    }

    [Theory]
    [EveryDatabase("lead-daily", "sees everything", "sees team East 1", "nothing: may not export this report")]
    [EveryDatabase("contract-execution", "sees everything", "sees team East 1", "nothing: may not read this report")]
    public async Task What_each_recipient_will_see_stands_beside_him_before_it_is_saved_and_in_the_list(DatabaseKind kind, string report, string boss, string manager, string presales)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync($"/reports/schedules/new?of=%2Freports%2F{report}");
        var told = page.Document.QuerySelectorAll("#recipients label").ToDictionary(label => label.QuerySelector("bdi")?.TextContent ?? "", label => label.QuerySelector("small")?.TextContent);

        Assert.Equal((boss, manager, presales), (told[WorldPeople.GeneralManager], told[WorldPeople.Manager], told[WorldPeople.Presales]));
        await ScheduleAsync(world, WorldPeople.GeneralManager, WorldPeople.Manager, $"/reports/{report}");
        Assert.Contains(manager, (await visitor.GetAsync("/reports/schedules")).Find("main").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_catalogue_lists_what_a_role_can_open_and_nothing_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var who in (string[])[WorldPeople.Rep, WorldPeople.Manager, WorldPeople.GeneralManager, WorldPeople.Presales, WorldPeople.Coordinator])
        {
            var visitor = world.Visit(who);
            var listed = (await visitor.GetAsync("/reports")).Document.QuerySelectorAll(".report-catalogue a").Select(link => link.GetAttribute("href") ?? "").ToList();
            foreach (var report in Reports)
            {
                var expected = listed.Contains($"/reports/{report}") ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                Assert.Equal((who, report, expected), (who, report, (await visitor.GetAsync($"/reports/{report}")).Status));
            }
        }

        var presales = world.Visit(WorldPeople.Presales);
        Assert.Equal("/reports", (await presales.GetAsync("/reports/favourites/new?of=%2Freports%2Fneglect")).Location?.ToString());
    }

    private static readonly string[] Reports =
    [
        "lead-daily", "lead-promotion", "opportunity-promotion", "stage-funnel", "sales-forecast", "key-projects", "neglect", "key-contacts", "workload", "continuity", "presales-cost",
        "sales-by-time", "regional-sales", "product-sales", "customer-purchases", "contract-execution", "performance",
    ];

    [Fact]
    public async Task A_report_is_not_scheduled_of_a_time_that_it_has_not()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var boss = world.Visit(WorldPeople.GeneralManager);
        var page = await boss.GetAsync("/reports/schedules/new?of=%2Freports%2Fneglect");
        Assert.Equal(["Usual"], page.Document.QuerySelectorAll("#period option").Select(option => option.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await boss.SendAsync(page, "form[action='/reports/schedules']", ("Form.Period", "LastMonth"))).Status);
    }

    [Theory]
    [InlineData(SchedulePeriod.Yesterday, 1, "2026-11-17", "2026-11-17")]
    [InlineData(SchedulePeriod.ThisWeek, 1, "2026-11-16", "2026-11-22")]
    [InlineData(SchedulePeriod.LastWeek, 1, "2026-11-09", "2026-11-15")]
    [InlineData(SchedulePeriod.LastMonth, 1, "2026-10-01", "2026-10-31")]
    [InlineData(SchedulePeriod.LastQuarter, 1, "2026-07-01", "2026-09-30")]
    [InlineData(SchedulePeriod.LastQuarter, 2, "2026-08-01", "2026-10-31")]
    [InlineData(SchedulePeriod.YearToDate, 1, "2026-01-01", "2026-11-18")]
    [InlineData(SchedulePeriod.YearToDate, 4, "2026-04-01", "2026-11-18")]
    public void Times_are_counted_from_the_day_of_the_mail(SchedulePeriod period, int start, string from, string until)
    {
        var (first, last) = period.DaysOn(new DateOnly(2026, 11, 18), start);
        Assert.Equal((from, until), ($"{first:yyyy-MM-dd}", $"{last:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_schedule_is_due_once_in_each_of_its_periods()
    {
        var wednesday = new DateOnly(2026, 11, 18);
        var schedule = new ReportSchedule("key-projects", "", SchedulePeriod.Usual, ScheduleFile.Csv, ScheduleRhythm.Weekly, 1, 1, At(wednesday));
        Assert.False(schedule.IsDue(wednesday));
        Assert.True(schedule.IsDue(new DateOnly(2026, 11, 23)));
        Assert.True(schedule.IsDue(new DateOnly(2026, 11, 25)));
        schedule.Done(ScheduleOutcome.Sent, At(new DateOnly(2026, 11, 25)));
        Assert.False(schedule.IsDue(new DateOnly(2026, 11, 29)));
        Assert.True(schedule.IsDue(new DateOnly(2026, 11, 30)));
        schedule.Pause(At(new DateOnly(2026, 11, 30)));
        Assert.False(schedule.IsDue(new DateOnly(2026, 12, 30)));
        schedule.Resume(At(new DateOnly(2026, 12, 30)));
        Assert.False(schedule.IsDue(new DateOnly(2026, 12, 30)));
        Assert.True(schedule.IsDue(new DateOnly(2027, 1, 4)));
    }

    private static Stamp At(DateOnly day) => new(1, day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), day);

    private static async Task ScheduleAsync(
        World world, string owner, string recipient, string of = "/reports/key-projects?atLeast=5000000", string period = "Usual", string file = "Csv")
    {
        var (visitor, person) = (world.Visit(owner), await world.PersonAsync(recipient));
        var answer = await visitor.SendAsync(await visitor.GetAsync("/reports/schedules/new?of=" + Uri.EscapeDataString(of)),
            "form[action='/reports/schedules']", ("Form.Rhythm", "Daily"), ("Form.Period", period), ("Form.File", file),
            ("Form.Recipients", person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }

    private static async Task<int> SendAsync(World world) => await world.App.Services.GetRequiredService<ReportMailing>().SendDueAsync();

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> TokenOfAsync(Visitor visitor)
    {
        var page = await visitor.GetAsync("/reports/favourites/new?of=%2Freports%2Fkey-projects");
        return [new("__RequestVerificationToken", page.Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "")];
    }

    private static async Task<List<MailLetter>> LettersAsync(World world)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await using var db = world.Open();
        return [.. (await db.Outbox.AsNoTracking().OrderBy(mail => mail.Id).ToListAsync()).Select(outbox.Open)];
    }

    private static async Task<Dictionary<string, string>> MailedAsync(World world)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await using var db = world.Open();
        return (await db.Outbox.AsNoTracking().ToListAsync()).ToDictionary(mail => mail.To, mail => Encoding.UTF8.GetString(outbox.Open(mail).File?.Content ?? []));
    }
}
