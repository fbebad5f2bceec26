using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

public sealed record SchemePage(SchemeForm Form, IReadOnlyList<AppraisalScheme> Versions, AppraisalScheme Present, OrganisationFacts Names, bool MayWrite);

/// <summary>What a scheme would have made of a year's data, beside what it was.</summary>
public sealed record TrialPage(SchemeForm Form, FiscalSpan Period, IReadOnlyList<TrialRow> Rows);

public sealed record TrialRow(Colleague Person, AppraisalFigures Was, decimal? Score, AppraisalFigures WouldBe, decimal? NewScore)
{
    public decimal? Change => NewScore - Score;
}

/// <summary>考核方案: every version stays; a new one has a day from which it holds, and can be tried before it is saved.</summary>
[Authorize(Policy = Policies.ReadAppraisalSchemes)]
[Route("appraisal/scheme")]
public sealed class SchemeController(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel) => View("Scheme", await PageAsync(null, cancel));

    [HttpGet("{version:long}")]
    public async Task<IActionResult> Show(long version, CancellationToken cancel)
    {
        var scheme = version == 0 ? AppraisalScheme.Default : await Db.AppraisalSchemes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == version, cancel);
        return scheme is null ? NotFound() : View("SchemeVersion", scheme);
    }

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteAppraisalSchemes)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] SchemeForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(form, cancel), FieldOf))
        {
            return Unprocessable("Scheme", await PageAsync(form, cancel));
        }

        Say(words["Appraisal.Said.Scheme"]);
        return LocalRedirect("/appraisal/scheme");
    }

    /// <summary>Nothing is saved: the same facts, the other rules.</summary>
    [HttpPost("trial")]
    [Authorize(Policy = Policies.WriteAppraisalSchemes)]
    public async Task<IActionResult> Try([Bind(Prefix = "Form")] SchemeForm form, CancellationToken cancel)
    {
        TrialPage? page = null;
        return ModelState.IsValid && await TryAsync(async () => page = await TrialAsync(form, cancel), FieldOf) && page is not null
            ? View("Trial", page) : Unprocessable("Scheme", await PageAsync(form, cancel));
    }

    private static string FieldOf(Refusal refusal) => refusal.Code == "ReasonNeeded" ? "Form.Reason" : "";

    private async Task SaveAsync(SchemeForm form, CancellationToken cancel)
    {
        Db.AppraisalSchemes.Add(form.ToScheme(ByViewer));
        await Db.SaveChangesAsync(cancel);
    }

    private async Task<TrialPage> TrialAsync(SchemeForm form, CancellationToken cancel)
    {
        var period = FiscalSpan.Of(Today, SalesQuestion.MonthsOfYear, Db.Company.Settings.FiscalYearStart).Previous;
        var (was, wouldBe) = await Db.TryAsync(cache, period, Today, form.ToScheme(ByViewer), cancel);
        var people = was.Appraised(await organisation.ReadAsync(Db, cancel), period, Viewer);
        return new TrialPage(form, period, [.. people.Select(person => Row(person, was, wouldBe)).OrderByDescending(row => row.Score)]);
    }

    private static TrialRow Row(Colleague person, CompanyAppraisal was, CompanyAppraisal wouldBe)
    {
        var (before, after) = (was.Of(person.Id), wouldBe.Of(person.Id));
        return new TrialRow(person, before, was.ScoreOf(before, person.Roles).Total, after, wouldBe.ScoreOf(after, person.Roles).Total);
    }

    private async Task<SchemePage> PageAsync(SchemeForm? form, CancellationToken cancel)
    {
        var versions = await Db.AppraisalSchemes.AsNoTracking().OrderByDescending(row => row.ValidFrom).ThenByDescending(row => row.Id).ToListAsync(cancel);
        var present = new AppraisalSchemes(versions).On(Today);
        return new SchemePage(form ?? SchemeForm.Of(present, Today), versions, present, await organisation.ReadAsync(Db, cancel),
            Viewer.May(RecordType.AppraisalScheme, AccessAction.Write));
    }
}
