using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Protection;

namespace SiCrm.Web.Imports;

/// <summary>Imports: the list of one's own, a new one, and what became of each.</summary>
[Authorize(Policy = Policies.Import)]
[Route("imports")]
public sealed class ImportsController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(long? before, CancellationToken cancel)
    {
        var rows = await Db.Imports.AsNoTracking().VisibleTo(Viewer).Where(import => before == null || import.Id < before)
            .OrderByDescending(import => import.Id).Take(PageSize + 1).Select(ImportRow.Of(Db)).ToListAsync(cancel);
        return View(new ImportListPage([.. rows.Take(PageSize)], rows.Count > PageSize ? $"/imports?before={rows[PageSize - 1].Id}" : null));
    }

    [HttpGet("new")]
    public IActionResult New(ImportKind kind) => View(new UploadForm { Kind = kind });

    [HttpPost("")]
    [UploadLimit]
    [RequestSizeLimit(ProtectionSetup.UploadLimit + ProtectionSetup.BodyLimit)]
    public async Task<IActionResult> Create(UploadForm form, CancellationToken cancel)
    {
        Import? import = null;
        return ModelState.IsValid && await TryAsync(async () => import = await KeepAsync(form, cancel), nameof(form.File)) && import is not null
            ? Redirect($"/imports/{import.Id}/mapping")
            : Unprocessable("New", form);
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await Db.Imports.AsNoTracking().VisibleTo(Viewer).SingleOrDefaultAsync(import => import.Id == id, cancel) is { } import
            ? View(await ImportPage.OfAsync(Db, import, Now, cancel))
            : NotFound();

    private async Task<Import> KeepAsync(UploadForm form, CancellationToken cancel)
    {
        (Viewer.May(ImportRights.Of(form.Kind), AccessAction.Import) ? null : new Refusal("ImportNotAllowed")).ThrowIfRefused();
        var file = form.File ?? throw new RuleBroken(new Refusal("ImportFileMissing"));
        using var source = new TableSource(file.OpenReadStream());
        var preview = ImportPreview.Of(source);
        if (preview.Rows.Count == 0)
        {
            throw new RuleBroken(new Refusal("ImportHasNoRows"));
        }

        var import = CommandLineImport.Of(form.Kind, Path.GetFileName(file.FileName), source, preview.Header, ByViewer);
        await using var bytes = file.OpenReadStream();
        await Db.WriteAsync(async () =>
        {
            Db.Imports.Add(import);
            await Db.SaveChangesAsync(cancel);
            await Db.KeepFileAsync(import, bytes, cancel);
        }, cancel);
        return import;
    }
}
