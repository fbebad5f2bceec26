using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>A lead that the changed policy would have taken although it converted later.</summary>
public sealed record HarmedLead(long Id, string Number, string Company, DateTime TakenAt, ReclaimRule Rule);

/// <summary>What the replay says of the policy that holds and of the one that is typed.</summary>
public sealed record PolicyReplayed(PolicyOutcome Holding, PolicyOutcome Changed, IReadOnlyList<HarmedLead> Harmed);

public sealed record PolicyPage(PolicyForm Form, PolicyReplayed? Replay, IReadOnlyList<ReclaimPolicy> Versions, OrganisationFacts Names);

/// <summary>收回规则: limits by channel, proposed or automatic; replayed over 180 days before it can be saved; every version stays.</summary>
[Authorize(Policy = Policies.RunDesk)]
[Route("desk/reclaim-policy")]
public sealed class ReclaimPolicyController(CrmDbContext db, TimeProvider clock, Organisation organisation, PolicyKeeper keeper, Words words)
    : CrmController(db, clock)
{
    private const int ShownVersions = 10;

    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken cancel) =>
        View("Policy", await PageAsync(PolicyForm.Of(Db.Company.Facts.Policy), null, cancel));

    [HttpPost("replays")]
    public async Task<IActionResult> Replay(PolicyForm form, CancellationToken cancel)
    {
        if (!IsComplete(form))
        {
            return Unprocessable("Policy", await PageAsync(form, null, cancel));
        }

        var outcomes = await Db.ReplayAsync([Db.Company.Facts.Policy, form.ToPolicy(ByViewer)], Now, cancel);
        form.Replayed = form.Text;
        ModelState.Clear();
        return View("Policy", await PageAsync(form, new PolicyReplayed(outcomes[0], outcomes[1], await HarmedAsync(outcomes[1], cancel)), cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(PolicyForm form, CancellationToken cancel)
    {
        if (!form.IsReplayed)
        {
            ModelState.AddModelError("", words["Desk.Policy.ReplayFirst"]);
        }

        if (!IsComplete(form))
        {
            return Unprocessable("Policy", await PageAsync(form, null, cancel));
        }

        Db.ReclaimPolicies.Add(form.ToPolicy(ByViewer));
        await Db.SaveChangesAsync(cancel);
        await Db.ReadCompanyAsync(cancel);
        keeper.Wake();
        Say(words["Desk.Policy.Saved"]);
        return LocalRedirect("/desk/reclaim-policy");
    }

    /// <summary>The common limits hold where a channel has none, so they can't be missing.</summary>
    private bool IsComplete(PolicyForm form)
    {
        foreach (var (name, value) in ((string, int?)[])[(nameof(LimitsForm.FirstContactWorkingDays), form.Common.FirstContactWorkingDays),
            (nameof(LimitsForm.IdleDays), form.Common.IdleDays), (nameof(LimitsForm.ConvertDays), form.Common.ConvertDays)])
        {
            if (value is null)
            {
                ModelState.AddModelError($"Form.Common.{name}", words["Desk.Policy.CommonNeeded"]);
            }
        }

        return ModelState.IsValid;
    }

    private async Task<IReadOnlyList<HarmedLead>> HarmedAsync(PolicyOutcome outcome, CancellationToken cancel)
    {
        var ids = outcome.Harmed.Select(row => row.LeadId).ToList();
        var leads = await Db.Leads.AsNoTracking().Where(lead => ids.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, lead => (lead.Number, lead.Company), cancel);
        return [.. outcome.Harmed.Select(row => new HarmedLead(row.LeadId, leads[row.LeadId].Number, leads[row.LeadId].Company, row.Take.At, row.Take.Due.Rule))];
    }

    private async Task<PolicyPage> PageAsync(PolicyForm form, PolicyReplayed? replay, CancellationToken cancel)
    {
        var versions = await Db.ReclaimPolicies.AsNoTracking().OrderByDescending(row => row.Id).Take(ShownVersions).ToListAsync(cancel);
        return new PolicyPage(form, replay, versions, await organisation.ReadAsync(Db, versions.Select(row => row.ActorId), cancel));
    }
}
