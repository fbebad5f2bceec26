using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Imports;

/// <summary>The rows that did not get in, as a file to mend and import again.</summary>
[Authorize(Policy = Policies.Import)]
[Route("imports/{id:long}/rejected-rows")]
public sealed class RejectedRowsController(CrmDbContext db, TimeProvider clock, Words words) : ImportController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, ExportFormat format, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } import)
        {
            return NotFound();
        }

        var notes = Db.NotesOf(import, ImportNoteKind.Rejected).OrderBy(note => note.Row).ThenBy(note => note.Id).AsAsyncEnumerable();
        return new TableDownload(RejectedRows.Of(import, notes, words), format);
    }
}
