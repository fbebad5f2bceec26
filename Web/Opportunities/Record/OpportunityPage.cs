using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Web.Opportunities.Record;

/// <summary>What every tab of an opportunity's page stands on.</summary>
public sealed record OpportunityHead(OpportunityDetail Opportunity, StageScheme Stages, FiscalSpan Present, OrganisationFacts Names, Viewer Viewer, Stamp Now)
{
    /// <summary>Shared with the viewer to be changed, whatever his scope.</summary>
    public bool IsSharedToWrite { get; init; }

    public string Path => $"/opportunities/{Opportunity.Id}";

    public Stage Stage => Stages.Of(Opportunity.StageId);

    public Horizon Horizon => Horizons.Of(Opportunity.ExpectedOn, Opportunity.IsHeld, Present);

    public bool MayWrite => Opportunity.ArchivedAt is null
        && (IsSharedToWrite || Viewer.Reaches(RecordType.Opportunity, AccessAction.Write, Opportunity.OwnerId, Opportunity.TeamId, Opportunity.RegionId));

    public bool MayPin => Viewer.Reaches(RecordType.Opportunity, AccessAction.Approve, Opportunity.OwnerId, Opportunity.TeamId, Opportunity.RegionId);

    public bool MayAssign => Viewer.Reaches(RecordType.Opportunity, AccessAction.Assign, Opportunity.OwnerId, Opportunity.TeamId, Opportunity.RegionId);

    public bool MayChange => MayWrite && Opportunity.IsOpen;

    public bool SeesAmount => Viewer.Sees(SensitiveField.Amount);

    public int DaysInStage => (int)(Now.At - Opportunity.StageSince).TotalDays;

    /// <summary>In its stage for longer than the company's norm.</summary>
    public bool IsSlow => Opportunity.IsOpen && DaysInStage > Stage.NormDays;

    public bool IsOverdue => Opportunity.IsOpen && Opportunity.ExpectedOn < Now.Today;

    /// <summary>The stages on the way, for the bar that shows how far it is.</summary>
    public IReadOnlyList<Stage> Way => Stages.Open;

    /// <summary>The manager's own word, or the stage's.</summary>
    public int Probability => Opportunity.Called ?? Stage.Probability;

    public Stage? NextStage => Opportunity.IsOpen ? Stages.After(Stage) : null;

    /// <summary>The gate in front of the next stage that is not passed, as the end of its address.</summary>
    public string? GateAhead => NextStage switch
    {
        { } next when next.Position >= Stages.Of(StageKind.Qualified).Position && Opportunity.QualifiedAt is null => "qualification",
        { } next when next.Position >= Stages.Of(StageKind.Initiated).Position && Opportunity.InitiatedAt is null => "initiation",
        _ => null,
    };
}

/// <summary>The tabs of an opportunity's page, in their order; each is an address below the opportunity's own.</summary>
public static class OpportunityTabs
{
    public const string Overview = "";
    public const string Facts = "facts";
    public const string Team = "team";

    public static readonly IReadOnlyList<(string Path, string Word)> All =
    [
        (Overview, "Opportunities.Tab.overview"), (Facts, "Opportunities.Tab.facts"), (Team, "Opportunities.Tab.team"),
        ("plan", "Plans.Title"), ("quotes", "Quotes.Title"), ("qualification", "Gates.Qualification"), ("initiation", "Gates.Initiation"), ("presales", "Gates.Presales"), ("relations", "Relations.Title"), ("shares", "Access.Shares"),
    ];
}

public abstract record OpportunityPage(OpportunityHead Head, string Tab)
{
    public OpportunityDetail Opportunity => Head.Opportunity;

    public OrganisationFacts Names => Head.Names;
}

public sealed record OpportunityOverviewPage(OpportunityHead Head, IReadOnlyList<OpportunityHappening> Timeline, IReadOnlyList<Instruction> Instructions)
    : OpportunityPage(Head, OpportunityTabs.Overview)
{
    /// <summary>What a won one became, as far as the viewer sees it.</summary>
    public IReadOnlyList<OpportunityContract> Contracts { get; init; } = [];

    public bool MayDraft => Opportunity.State == OpportunityState.Won && Contracts.Count == 0 && Head.Viewer.May(RecordType.Contract, AccessAction.Create);
}

public sealed record OpportunityFactsPage(OpportunityHead Head, string? Product, bool SeesLead, bool SeesCustomer, ProcurementMode? Procurement)
    : OpportunityPage(Head, OpportunityTabs.Facts);

public sealed record OpportunityTeamPage(OpportunityHead Head, IReadOnlyList<OpportunityMember> Members, IReadOnlyList<OpportunityCompetitor> Competitors)
    : OpportunityPage(Head, OpportunityTabs.Team)
{
    public IReadOnlyList<Colleague> Colleagues { get; init; } = [];

    public TeamForm Form { get; init; } = new();

    public CompetitorForm Competitor { get; init; } = new();
}
