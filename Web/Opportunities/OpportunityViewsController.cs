using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Opportunities;

/// <summary>The saved views of the list; what everybody sees, those decide who see every opportunity.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/views")]
public sealed class OpportunityViewsController(CrmDbContext db, TimeProvider clock, Words words) : ListViewsController(db, clock, words)
{
    protected override string List => OpportunitiesController.ListName;

    protected override string Title => "Opportunities.Title";

    protected override bool MayShare => Viewer.ScopeOf(RecordType.Opportunity, AccessAction.Read) == Scope.All;
}
