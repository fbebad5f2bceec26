using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;

namespace SiCrm.Web.Imports;

/// <summary>Takes an import back.</summary>
[Authorize(Policy = Policies.Import)]
[Route("imports/{id:long}/undo")]
public sealed class ImportUndosController(CrmDbContext db, TimeProvider clock) : ImportController(db, clock)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } import)
        {
            return NotFound();
        }

        import.Undo(ByViewer);
        await Db.SaveChangesAsync(cancel);
        return Begun(import);
    }
}
