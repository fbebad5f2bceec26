using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Operations.Jobs;

public sealed class JobPageSpecs
{
    private static readonly string[] Languages = ["en", "zh-CN"];

    [Theory, EveryDatabase]
    public async Task The_administrator_sees_what_ran_how_it_ended_and_when_it_runs_next(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        Assert.Contains("Due now", (await visitor.GetAsync("/operations/jobs")).Find("[aria-labelledby=job-reclaim-night]").TextContent);
        var jobs = world.App.Services.GetRequiredService<IReadOnlyList<Job>>().Where(job => job.Name != "backup").ToList();
        await RunnerOf(world, jobs).RunDueAsync();

        var page = await visitor.GetAsync("/operations/jobs");
        var night = page.Find("[aria-labelledby=job-reclaim-night]").TextContent;
        Assert.Contains("2026-11-18", night);
        Assert.Contains("leads proposed: 0", night);
        Assert.Contains("2026-11-19 02:00", night);
        Assert.Contains("2026-W46", page.Find("[aria-labelledby=job-weekly-freeze]").TextContent);
        Assert.Contains("Not yet", page.Find("[aria-labelledby=job-confirmation-ask]").TextContent);
        Assert.Contains("封存 1 周", (await world.Visit(WorldPeople.Administrator, "zh-CN").GetAsync("/operations/jobs")).Find("[aria-labelledby=job-weekly-freeze]").TextContent);
    }

    /// <summary>Also what is registered beside the company's own jobs, and what they count.</summary>
    [Theory, EveryDatabase]
    public async Task Every_job_has_its_words(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var jobs = world.App.Services.GetRequiredService<IReadOnlyList<Job>>();
        await RunnerOf(world, [.. jobs.Where(job => job.Name != "backup")]).RunDueAsync();
        var words = new Words();

        foreach (var language in Languages)
        {
            Assert.All(jobs.SelectMany(job => (string[])[$"Operations.Job.{job.Name}", $"Operations.Job.{job.Name}.Hint"]), key =>
                Assert.NotNull(words.Find(key, CultureInfo.GetCultureInfo(language))));
            Assert.DoesNotContain("[Operations.", (await world.Visit(WorldPeople.Administrator, language).GetAsync("/operations/jobs")).Text, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_failed_says_why_and_can_be_tried_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var broken = new Job("tidying", JobRhythm.Nightly(1), (_, _) => throw new InvalidDataException("no <room>"));
        await RunnerOf(world, [broken]).RunDueAsync();
        Assert.Contains("Jobs that failed: 1", (await visitor.GetAsync("/")).Find("[aria-labelledby=operations]").TextContent);
        var page = await visitor.GetAsync("/operations/jobs");
        Assert.Contains("no <room>", page.Find("[aria-labelledby=job-tidying]").TextContent);

        var sent = await visitor.SendAsync(page, "[aria-labelledby=job-tidying] form");

        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        await using var db = world.Open();
        Assert.Equal(world.Clock.GetUtcNow().UtcDateTime, (await db.JobRuns.SingleAsync()).NextTryAt);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync("/operations/jobs/nothing/runs", Fields(page))).Status);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(Page page) =>
        Visitor.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)page.Find("[aria-labelledby=job-tidying] form"))
            .Select(field => new KeyValuePair<string, string>(field.Name, field.Value));

    private static JobRunner RunnerOf(World world, IReadOnlyList<Job> jobs) => new(
        world.App.Services.GetRequiredService<IServiceScopeFactory>(), jobs, world.Clock, NullLogger<JobRunner>.Instance);
}
