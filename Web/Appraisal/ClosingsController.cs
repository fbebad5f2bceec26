using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>A manager says what he thinks of a sheet, and closes it.</summary>
[Authorize(Policy = Policies.ApproveAppraisals)]
[Route("appraisal/{id:long}/closing")]
public sealed class ClosingsController(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words)
    : SheetControllerBase(db, cache, clock, organisation, words)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, string? period, [Bind(Prefix = "Closing")] ClosingForm form, CancellationToken cancel)
    {
        if (await PersonAsync(id, AccessAction.Approve, cancel) is not var (person, names))
        {
            return NotFound();
        }

        var span = PeriodOf(period);
        if (!ModelState.IsValid || !await TryAsync(() => Db.CloseAsync(Cache, person, span, names, form.Comment, ByViewer, cancel)))
        {
            return await PageAsync(id, period, null, cancel, closing: form) is { } page ? Unprocessable("Sheet", page) : NotFound();
        }

        Say(Words["Appraisal.Said.Closed", person.Name, span.ToString()]);
        return LocalRedirect(SheetPage.PathOf(id, span));
    }
}
