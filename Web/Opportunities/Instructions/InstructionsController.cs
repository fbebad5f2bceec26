using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Instructions;

public sealed class InstructionForm
{
    [Required, StringLength(Instruction.TextLength)]
    public string? Text { get; set; }

    public DateOnly? DueOn { get; set; }
}

public sealed class AnswerForm
{
    [Required, StringLength(Instruction.TextLength)]
    public string? Answer { get; set; }
}

public sealed record InstructionPage(long Id, string Number, string Name, InstructionForm Form);

public sealed record AnswerPage(long Id, string Number, string Name, Instruction Instruction, OrganisationFacts Names, DateOnly Today, AnswerForm Form);

/// <summary>批示: who decides says what is to be done about an opportunity; who works on it answers.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}/instructions")]
public sealed class InstructionsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [Authorize(Policy = Policies.ApproveOpportunities)]
    [HttpGet("new")]
    public async Task<IActionResult> New(long id, CancellationToken cancel) =>
        await FindAsync(id, AccessAction.Approve, cancel) is var (number, name) ? View(new InstructionPage(id, number, name, new InstructionForm())) : NotFound();

    [Authorize(Policy = Policies.ApproveOpportunities)]
    [HttpPost("")]
    public async Task<IActionResult> Give(long id, [Bind(Prefix = "Form")] InstructionForm form, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await FindAsync(id, AccessAction.Approve, cancel) is not var (number, name))
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => Db.InstructAsync(Viewer, id, form.Text, form.DueOn, ByViewer, cancel)))
        {
            return Unprocessable("New", new InstructionPage(id, number, name, form));
        }

        Say(words["Opportunities.Said.Instructed", number]);
        return LocalRedirect($"/opportunities/{id}");
    }

    [HttpGet("{no:long}/answer")]
    public async Task<IActionResult> Answer(long id, long no, CancellationToken cancel) =>
        await PageAsync(id, no, new AnswerForm(), cancel) is { } page ? View(page) : NotFound();

    [HttpPost("{no:long}/answer")]
    public async Task<IActionResult> Reply(long id, long no, [Bind(Prefix = "Form")] AnswerForm form, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await PageAsync(id, no, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => Db.ReplyAsync(Viewer, id, no, form.Answer, ByViewer, cancel)))
        {
            return Unprocessable("Answer", page);
        }

        Say(words["Opportunities.Said.Answered", page.Number]);
        return LocalRedirect($"/opportunities/{id}");
    }

    private async Task<AnswerPage?> PageAsync(long id, long no, AnswerForm form, CancellationToken cancel)
    {
        if ((await FindAsync(id, AccessAction.Write, cancel) ?? await FindAsync(id, AccessAction.Approve, cancel)) is not var (number, name))
        {
            return null;
        }

        return await Db.InstructionOfAsync(id, no, cancel) is { } instruction
            ? new AnswerPage(id, number, name, instruction, await organisation.ReadAsync(Db, [instruction.GivenById, instruction.AnsweredById], cancel), Today, form) : null;
    }

    private async Task<(string Number, string Name)?> FindAsync(long id, AccessAction action, CancellationToken cancel)
    {
        var row = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer, action).Where(row => row.Id == id).Select(row => new { row.Number, row.Name }).SingleOrDefaultAsync(cancel);
        return row is null ? null : (row.Number, row.Name);
    }
}
