using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Leads;

/// <summary>The saved views of the lead list; what everybody sees, the lead desk decides.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("leads/views")]
public sealed class SavedViewsController(CrmDbContext db, TimeProvider clock, Words words) : ListViewsController(db, clock, words)
{
    protected override string List => LeadsController.ListName;

    protected override string Title => "Leads.Title";

    protected override bool MayShare => Viewer.ScopeOf(RecordType.Lead, AccessAction.Assign) == Scope.All;
}
