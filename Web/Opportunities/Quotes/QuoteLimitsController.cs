using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>报价审批权限: from when on a quote needs an approval, and how deep a discount each role approves; every version stays.</summary>
[Authorize(Policy = Policies.Administer)]
[Route("settings/quote-limits")]
public sealed class QuoteLimitsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int ShownVersions = 10;

    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken cancel) => View("Limits", await PageAsync(QuoteLimitsForm.Of(Db.Company.Facts), cancel));

    [HttpPost("")]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] QuoteLimitsForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(form, cancel)))
        {
            return Unprocessable("Limits", await PageAsync(form, cancel));
        }

        Say(words["Quotes.Limits.Saved"]);
        return LocalRedirect("/settings/quote-limits");
    }

    private async Task SaveAsync(QuoteLimitsForm form, CancellationToken cancel)
    {
        Db.QuotePolicies.Add(form.ToPolicy(ByViewer));
        await Db.SaveChangesAsync(cancel);
        await Db.ReadCompanyAsync(cancel);
    }

    private async Task<QuoteLimitsPage> PageAsync(QuoteLimitsForm form, CancellationToken cancel)
    {
        var versions = await Db.QuotePolicies.AsNoTracking().OrderByDescending(row => row.Id).Take(ShownVersions).ToListAsync(cancel);
        return new QuoteLimitsPage(form, versions, await organisation.ReadAsync(Db, versions.Select(row => row.ActorId), cancel));
    }
}
