using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Imports;

/// <summary>What the steps of one import share: it is loaded through its one door, and the worker is told.</summary>
public abstract class ImportController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    protected Task<Import?> FindAsync(long id, CancellationToken cancel) =>
        Db.Imports.VisibleTo(Viewer).SingleOrDefaultAsync(import => import.Id == id, cancel);

    protected RedirectResult Begun(Import import)
    {
        HttpContext.RequestServices.GetRequiredService<ImportSignal>().Tell(import.Id);
        return Redirect($"/imports/{import.Id}");
    }
}
