using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>A disqualified lead lives again.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/reopening")]
public sealed class ReopeningsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : VerbController<ReasonForm>(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    protected override string Page => "Reopening";

    protected override string Said => "Leads.Said.Reopened";

    protected override void Move(Lead lead, ReasonForm form) => lead.Reopen(form.Reason, ByViewer);
}
