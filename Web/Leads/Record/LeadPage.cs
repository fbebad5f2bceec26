using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Leads.Record;

/// <summary>A lead's page: head, buttons, what happened; which tab is open.</summary>
public record LeadPage(LeadDetail Lead, OrganisationFacts Names, Viewer Viewer, Stamp Now, string Tab)
{
    public const string History = "";
    public const string Facts = "facts";
    public const string Decisions = "decisions";

    /// <summary>So long before the reclaim its day is shown as a warning.</summary>
    public required int WarnDays { get; init; }

    public bool MayWrite => Viewer.Reaches(AccessAction.Write, Lead.OwnerId, Lead.TeamId, Lead.RegionId);

    public bool MayAssign => Viewer.Reaches(AccessAction.Assign, Lead.OwnerId, Lead.TeamId, Lead.RegionId);

    public bool MayEdit => MayWrite && Lead.ArchivedAt is null;

    public bool MayLog => MayWrite && Lead.ArchivedAt is null && Lead.IsOpen;

    public bool MayArchive => MayAssign && Lead.ArchivedAt is null && !Lead.IsOpen;

    public bool MayRestore => MayAssign && Lead.ArchivedAt is not null;

    public bool IsOverdue => Lead.IsOpen && Lead.NextDueOn < Now.Today;

    public bool IsReclaimedSoon => Lead.ReclaimDueAt < Now.At.AddDays(WarnDays);

    public IReadOnlyList<LeadButton> Buttons => LeadButtons.For(Viewer, Lead);
}

public sealed record LeadHistoryPage(
    LeadDetail Lead, OrganisationFacts Names, Viewer Viewer, Stamp Now, KeysetPage<LeadHappening> Timeline, bool IsFirst)
    : LeadPage(Lead, Names, Viewer, Now, History)
{
    public const int Size = 30;
}

/// <param name="Origins">The last change of each field that was changed.</param>
public sealed record LeadFactsPage(LeadDetail Lead, OrganisationFacts Names, Viewer Viewer, Stamp Now, IReadOnlyList<LeadChange> Origins)
    : LeadPage(Lead, Names, Viewer, Now, Facts);

public sealed record LeadDecisionsPage(
    LeadDetail Lead, OrganisationFacts Names, Viewer Viewer, Stamp Now, IReadOnlyList<LeadQualification> Qualifications, IReadOnlyList<LeadEvent> Events,
    IReadOnlyList<ReclaimAppeal> Appeals, IReadOnlyList<WeeklyConfirmation> Confirmations)
    : LeadPage(Lead, Names, Viewer, Now, Decisions);
