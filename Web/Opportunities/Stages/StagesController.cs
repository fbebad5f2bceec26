using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Stages;

/// <summary>The company's own stages: names, probability, norm days, exit checklist, order, and steps of its own in between. The gates stay.</summary>
[Authorize(Policy = Policies.Administer)]
[Route("opportunities/stages")]
public sealed class StagesController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel) => View(await StagesAsync(cancel));

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit(int id, CancellationToken cancel) =>
        await Db.Stages.AsNoTracking().SingleOrDefaultAsync(stage => stage.Id == id, cancel) is { } stage ? View(StageForm.Of(stage)) : NotFound();

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Update(int id, StageForm form, CancellationToken cancel)
    {
        if (await Db.Stages.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } stage)
        {
            return NotFound();
        }

        Db.Entry(stage).Property(row => row.Version).OriginalValue = form.Version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => SaveAsync(stage, () => stage.Change(form.Terms), cancel)))
            {
                Say(words["Opportunities.Stages.Saved", stage]);
                return LocalRedirect("/opportunities/stages");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return Conflicting(form, StageForm.Of(await Db.Stages.AsNoTracking().SingleAsync(row => row.Id == id, cancel)), stage.Called());
        }

        form.Id = id;
        return Unprocessable("Edit", form);
    }

    [HttpGet("new")]
    public IActionResult New() => View("Edit", new StageForm { Probability = 50, NormDays = 14 });

    /// <summary>A step of the company's own, behind the last on the way; it can be moved from there.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Create(StageForm form, CancellationToken cancel)
    {
        var stages = await StagesAsync(cancel);
        var last = stages.Last(stage => stage.IsOpen);
        if (!ModelState.IsValid || !await TryAsync(() => AddAsync(form, stages, last, cancel)))
        {
            return Unprocessable("Edit", form);
        }

        Say(words["Opportunities.Stages.Saved", form.English]);
        return LocalRedirect("/opportunities/stages");
    }

    /// <summary>One place earlier; the ends stay at the end, and what the gates know stays in its order.</summary>
    [HttpPost("{id:int}/earlier")]
    public async Task<IActionResult> Earlier(int id, CancellationToken cancel)
    {
        var stages = await StagesAsync(cancel);
        var at = stages.FindIndex(stage => stage.Id == id);
        if (at < 1 || stages[at].Kind != StageKind.Step)
        {
            return NotFound();
        }

        await SaveAsync(stages[at], () =>
        {
            var (mine, theirs) = (stages[at].Position, stages[at - 1].Position);
            stages[at].PutAt(theirs);
            stages[at - 1].PutAt(mine);
        }, cancel);
        return LocalRedirect("/opportunities/stages");
    }

    private Task AddAsync(StageForm form, List<Stage> stages, Stage last, CancellationToken cancel)
    {
        (stages.Count >= StageScheme.Most ? new Refusal("TooManyStages", StageScheme.Most) : null).ThrowIfRefused();
        var stage = new Stage(stages.Max(row => row.Id) + 1, StageKind.Step, last.Position + 1, form.Terms);
        Db.Stages.Add(stage);
        return SaveAsync(stage, () => { }, cancel);
    }

    private async Task SaveAsync(Stage stage, Action change, CancellationToken cancel)
    {
        change();
        Db.Timeline.Add(new TimelineEntry("Stage", stage.Id, "Changed", Viewer.PersonId, Now, $"{stage.English} {stage.Probability} {stage.NormDays}"));
        await Db.SaveChangesAsync(cancel);
        await Db.ReadCompanyAsync(cancel);
    }

    private async Task<List<Stage>> StagesAsync(CancellationToken cancel) => await Db.Stages.OrderBy(stage => stage.Position).ThenBy(stage => stage.Id).ToListAsync(cancel);
}
