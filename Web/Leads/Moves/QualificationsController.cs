using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>线索认定: the three questions of customer identification.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/qualification")]
public sealed class QualificationsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : VerbController<QualificationForm>(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    protected override string Page => "Qualification";

    protected override string Said => "Leads.Said.Qualified";

    protected override void Move(Lead lead, QualificationForm form) => lead.Qualify(form.Answers, ByViewer);
}
