using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Templates;

/// <summary>计划模板: the usual steps by industry and stage.</summary>
[Authorize(Policy = Policies.Administer)]
[Route("plan-templates")]
public sealed class PlanTemplatesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int Most = 200;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var rows = await Db.PlanTemplates.AsNoTracking().OrderBy(row => row.IsRetired).ThenBy(row => row.Name).Take(Most).ToListAsync(cancel);
        return View("Templates", new TemplateListPage(rows, await organisation.ReadAsync(Db, rows.Select(row => row.ChangedById), cancel)));
    }

    [HttpGet("new")]
    public IActionResult New() => View("Template", new TemplatePage(TemplateForm.Of(null), null));

    [HttpPost("")]
    public Task<IActionResult> Create([Bind(Prefix = "Form")] TemplateForm form, CancellationToken cancel) => KeepAsync(form, null, null, cancel);

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await Db.PlanTemplates.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is { } template
            ? View("Template", new TemplatePage(TemplateForm.Of(template), id)) : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, [Bind(Prefix = "Form")] TemplateForm form, CancellationToken cancel) =>
        await Db.PlanTemplates.SingleOrDefaultAsync(row => row.Id == id, cancel) is { } template ? await KeepAsync(form, template, id, cancel) : NotFound();

    private async Task<IActionResult> KeepAsync(TemplateForm form, PlanTemplate? template, long? id, CancellationToken cancel)
    {
        var terms = form.Terms(i => ModelState.AddModelError($"Form.Lines[{i}].Hours", words["Plans.NotHours"]));
        if (!ModelState.IsValid || terms is null || !await TryAsync(() => SaveAsync(form, terms, template, cancel)))
        {
            return Unprocessable("Template", new TemplatePage(form, id));
        }

        Say(words["Plans.Said.TemplateSaved", form.Name]);
        return LocalRedirect("/plan-templates");
    }

    private Task SaveAsync(TemplateForm form, TemplateTerms terms, PlanTemplate? template, CancellationToken cancel)
    {
        if (template is null)
        {
            Db.PlanTemplates.Add(template = new PlanTemplate(terms, ByViewer));
        }
        else
        {
            Db.Entry(template).Property(row => row.Version).OriginalValue = form.Version;
            template.Become(terms, ByViewer);
            Db.Entry(template).Property("_lines").IsModified = true;
        }

        template.Retire(form.IsRetired, ByViewer);
        return Db.SaveChangesAsync(cancel);
    }
}
