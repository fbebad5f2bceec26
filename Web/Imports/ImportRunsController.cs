using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Web.Access;

namespace SiCrm.Web.Imports;

/// <summary>Brings in what was tried out.</summary>
[Authorize(Policy = Policies.Import)]
[Route("imports/{id:long}/runs")]
public sealed class ImportRunsController(CrmDbContext db, TimeProvider clock) : ImportController(db, clock)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } import)
        {
            return NotFound();
        }

        import.Run(ByViewer);
        await Db.WriteAsync(async () =>
        {
            await Db.DropNotesAsync(import, cancel);
            await Db.SaveChangesAsync(cancel);
        }, cancel);
        return Begun(import);
    }
}
