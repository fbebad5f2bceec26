using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Matrix;

/// <summary>权限矩阵, as it is enforced: edited, looked over, saved; every change stays and can be undone by another.</summary>
[Route("access")]
[Authorize(Policies.Administer)]
public sealed class MatrixController(CrmDbContext db, TimeProvider clock, Organisation organisation, Auditor audit, Words words) : CrmController(db, clock)
{
    private const int Shown = 20;

    [HttpGet("")]
    public async Task<IActionResult> Show() => View("Matrix", new MatrixPage(await Db.MatrixAsync(), await Db.LastRevisionAsync()));

    /// <summary>What would be changed; nothing is yet.</summary>
    [HttpPost("preview")]
    public async Task<IActionResult> Preview()
    {
        var form = await FormAsync();
        if (!ModelState.IsValid)
        {
            return Unprocessable("Matrix", new MatrixPage((await Db.MatrixAsync()).With(form.Edits), await Db.LastRevisionAsync()));
        }

        var page = await PreviewAsync(form);
        if (page.Rows.Count > 0)
        {
            return View("Preview", page);
        }

        Say(words["Access.Matrix.NothingChanged"]);
        return LocalRedirect("/access");
    }

    [HttpPost("")]
    public async Task<IActionResult> Update()
    {
        var form = await FormAsync();
        try
        {
            if (ModelState.IsValid && await TryAsync(() => ReviseAsync(form)))
            {
                Say(words["Access.Matrix.Saved"]);
                return LocalRedirect("/access");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Preview", await PreviewAsync(form) with { IsConflict = true });
        }

        return Unprocessable("Preview", await PreviewAsync(form));
    }

    [HttpGet("history")]
    public async Task<IActionResult> History(int? before, CancellationToken cancel)
    {
        var rows = await Db.AccessRevisions.AsNoTracking().Include(row => row.Changes).Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id).Take(Shown + 1).ToListAsync(cancel);
        var names = await organisation.ReadAsync(Db, rows.Select(row => row.ActorId), cancel);
        return View("History", new MatrixHistoryPage([.. rows.Take(Shown)], names, before is null, rows.Count > Shown ? rows[Shown - 1].Id : null));
    }

    /// <summary>The change that would undo an earlier one, to be looked over.</summary>
    [HttpGet("history/{id:int}/undo")]
    public async Task<IActionResult> Undo(int id, CancellationToken cancel)
    {
        if (await Db.AccessRevisions.AsNoTracking().Include(row => row.Changes).SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } revision)
        {
            return NotFound();
        }

        var edits = revision.Reverse.Where(edit => edit.Right != default).ToList();
        return View("Preview", await PreviewAsync(new MatrixForm(await Db.LastRevisionAsync(cancel), edits, [], id)));
    }

    /// <summary>With a line in the audit log, which is saved with the change or not at all.</summary>
    private async Task ReviseAsync(MatrixForm form)
    {
        var before = await Db.MatrixAsync();
        audit.Note(AuditKind.RightsChanged, details: AuditDetails.Of(
            form.Edits.Select(edit => new AuditChange(edit.Cell, before.ScopeOf(edit.Role, edit.Right).ToString(), edit.Scope.ToString()))));
        await Db.ReviseAsync(form.Since, form.Edits, ByViewer, form.Undoes);
    }

    private async Task<MatrixForm> FormAsync()
    {
        var form = MatrixForm.Of(await Request.ReadFormAsync());
        foreach (var cell in form.Unknown)
        {
            ModelState.AddModelError("", words["Access.Matrix.UnknownCell", PlainText.Cut(cell, 80)]);
        }

        return form;
    }

    /// <summary>Only the cells that he changed since he began: what others changed meanwhile stays as they left it.</summary>
    private async Task<MatrixPreviewPage> PreviewAsync(MatrixForm form)
    {
        var (last, now) = (await Db.LastRevisionAsync(), await Db.MatrixAsync());
        var begun = form.Since == last ? now : await Db.MatrixAtAsync(form.Since);
        return new MatrixPreviewPage(last, form.Undoes,
            [.. form.Edits.Select(edit => new MatrixPreviewRow(edit, begun.ScopeOf(edit.Role, edit.Right), now.ScopeOf(edit.Role, edit.Right)))
                .Where(row => row.Edit.Scope != row.Begun && row.Edit.Scope != row.Now)]);
    }
}
