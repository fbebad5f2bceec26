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
    /// <summary>What is not his, is over, or is made on another node, is let alone; he is told so.</summary>
    [HttpPost("{id}/cancellation")]
    public IActionResult Cancel(Guid id)
    {
        var making = makings.Of(Viewer.PersonId).FirstOrDefault(making => making.Id == id);
        if (making is not null)
        {
            making.Stop();
            makings.Forget(making);
        }

        Say(making is null ? words["Reports.Making.NotHere"] : words["Reports.Making.Stopped", making.Title]);
        return LocalRedirect("/reports");
    }
}
