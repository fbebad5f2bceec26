using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Quartz;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Operations.Jobs;

/// <summary>What the program does by itself: when it did, how it ended, when it does again.</summary>
[Route("operations/jobs")]
[Authorize(Policies.Administer)]
public sealed class JobsController(CrmDbContext db, TimeProvider clock, IReadOnlyList<Job> jobs, Words words) : CrmController(db, clock)
{
    private const int Shown = 50;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var due = await Db.DueRunsAsync(jobs, Now, cancel);
        var last = await Db.JobRuns.AsNoTracking().LastOfEach(Db).ToDictionaryAsync(run => run.Job, cancel);
        var runs = await Db.JobRuns.AsNoTracking().OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancel);
        return View("Jobs", new JobsPage(
            [.. jobs.Select(job => new JobRow(job, last.GetValueOrDefault(job.Name), due.Any(run => run.Job == job), job.Rhythm.NextDueAt(Now, CompanyTime)))],
            runs, jobs, Now));
    }

    /// <summary>What is due need not wait for its next round, nor what failed for its next try.</summary>
    [HttpPost("{job}/runs")]
    public async Task<IActionResult> Create(string job)
    {
        if (jobs.All(known => known.Name != job))
        {
            return NotFound();
        }

        await Db.TryJobNowAsync(job, Now);
        if (HttpContext.RequestServices.GetService<ISchedulerFactory>() is { } schedulers)
        {
            await (await schedulers.GetScheduler()).TriggerJob(JobRounds.Key);
        }

        Say(words["Operations.Jobs.Begun", words[$"Operations.Job.{job}"]]);
        return LocalRedirect("/operations/jobs");
    }
}
