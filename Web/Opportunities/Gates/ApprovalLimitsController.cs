using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

public sealed record ApprovalLimitsPage(ApprovalLimitsForm Form, IReadOnlyList<ApprovalPolicy> Versions, OrganisationFacts Names);

/// <summary>审批权限: up to which presales budget each role approves; every version stays.</summary>
[Authorize(Policy = Policies.Administer)]
[Route("settings/approval-limits")]
public sealed class ApprovalLimitsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int ShownVersions = 10;

    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken cancel) => View("Limits", await PageAsync(ApprovalLimitsForm.Of(Db.Company.Facts), cancel));

    [HttpPost("")]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] ApprovalLimitsForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(form, cancel)))
        {
            return Unprocessable("Limits", await PageAsync(form, cancel));
        }

        Say(words["Gates.Limits.Saved"]);
        return LocalRedirect("/settings/approval-limits");
    }

    private async Task SaveAsync(ApprovalLimitsForm form, CancellationToken cancel)
    {
        Db.ApprovalPolicies.Add(form.ToPolicy(ByViewer));
        await Db.SaveChangesAsync(cancel);
        await Db.ReadCompanyAsync(cancel);
    }

    private async Task<ApprovalLimitsPage> PageAsync(ApprovalLimitsForm form, CancellationToken cancel)
    {
        var versions = await Db.ApprovalPolicies.AsNoTracking().OrderByDescending(row => row.Id).Take(ShownVersions).ToListAsync(cancel);
        return new ApprovalLimitsPage(form, versions, await organisation.ReadAsync(Db, versions.Select(row => row.ActorId), cancel));
    }
}
