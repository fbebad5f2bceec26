using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Web.Access;

namespace SiCrm.Web.Imports;

/// <summary>Says what the columns of a file mean; then it is tried out.</summary>
[Authorize(Policy = Policies.Import)]
[Route("imports/{id:long}/mapping")]
public sealed class ImportMappingsController(CrmDbContext db, TimeProvider clock) : ImportController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } import || await PageAsync(import, cancel) is not { } preview)
        {
            return NotFound();
        }

        var map = import.Map.Length > 0
            ? ColumnMap.Parse(import.Kind, preview.Header, import.Map)
            : await Db.MapForAsync(Viewer.PersonId, import.Kind, preview.Header, cancel);
        return View("Mapping", new MappingForm(map, import.SkipsDuplicates, import.Mode));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, MappingForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } import || await PageAsync(import, cancel) is not { } preview)
        {
            return NotFound();
        }

        return await TryAsync(() => CheckAsync(import, preview, form, cancel)) ? Begun(import) : Unprocessable("Mapping", form);
    }

    private async Task CheckAsync(Import import, ImportPreview preview, MappingForm form, CancellationToken cancel)
    {
        var map = ColumnMap.Of(import.Kind, preview.Header, preview.Header.Select((_, column) => (column, form.FieldOf(column))));
        map.Refusal.ThrowIfRefused();
        import.Check(map.ToString(), form.SkipDuplicates, ByViewer, ImportPage.HasModes(import.Kind) ? form.Mode : ImportMode.Create);
        await Db.RememberAsync(Viewer.PersonId ?? 0, map, cancel);
        await Db.WriteAsync(async () =>
        {
            await Db.DropNotesAsync(import, cancel);
            await Db.SaveChangesAsync(cancel);
        }, cancel);
    }

    private async Task<ImportPreview?> PageAsync(Import import, CancellationToken cancel)
    {
        using var file = await Db.OpenFileAsync(import, cancel);
        var preview = file is null ? null : ImportPreview.Of(file);
        (ViewData["Import"], ViewData["Preview"]) = (import, preview);
        return preview;
    }
}
