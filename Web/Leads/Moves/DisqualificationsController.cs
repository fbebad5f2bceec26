using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>The lead is no project: why is counted by the daily list.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}/disqualification")]
public sealed class DisqualificationsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : VerbController<DisqualificationForm>(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Write;

    protected override string Page => "Disqualification";

    protected override string Said => "Leads.Said.Disqualified";

    protected override void Move(Lead lead, DisqualificationForm form) => lead.Disqualify(form.Why ?? default, form.Note, ByViewer);
}
