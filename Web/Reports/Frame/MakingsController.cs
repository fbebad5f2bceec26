using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Frame;

/// <summary>Who waits for a report stops it.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("reports/makings")]
public sealed class MakingsController(CrmDbContext db, TimeProvider clock, ReportMakings makings, Words words) : CrmController(db, clock)
{
    [HttpPost("{id:long}/cancellation")]
    public IActionResult Cancel(long id)
    {
        if (makings.Of(Viewer.PersonId).FirstOrDefault(making => making.Id == id) is not { } making)
        {
            return NotFound();
        }

        making.Stop();
        makings.Forget(making);
        Say(words["Reports.Making.Stopped", making.Title]);
        return LocalRedirect("/reports");
    }
}
