using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>退回: the owner hands the lead back to the desk.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}/give-back")]
public sealed class GiveBacksController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : VerbController<GiveBackForm>(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Write;

    protected override string Page => "GiveBack";

    protected override string Said => "Leads.Said.GivenBack";

    protected override void Move(Lead lead, GiveBackForm form) => lead.GiveBack(form.Because ?? default, form.Note, ByViewer);
}
