using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Web.Opportunities.Record;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>What somebody who wants to close an opportunity finds where it is closed already.</summary>
/// <param name="Contracts">What a won one became, as far as the viewer sees it.</param>
/// <param name="Typed">What he wrote; null where he only asked.</param>
public sealed record ClosedPage(OpportunityDetail Opportunity, IReadOnlyList<OpportunityContract> Contracts, Viewer Viewer, string? Typed)
{
    public bool MayDraft => Opportunity.State == OpportunityState.Won && Viewer.May(RecordType.Contract, AccessAction.Create);
}
