using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>收回 by the coordinator, not by a rule.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/reclaim")]
public sealed class ReclaimsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : VerbController<ReasonForm>(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    protected override string Page => "Reclaim";

    protected override string Said => "Leads.Said.Reclaimed";

    protected override void Move(Lead lead, ReasonForm form) => lead.Reclaim(null, form.Reason, ByViewer);
}
