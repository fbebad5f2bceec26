using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>What the viewer may do at the gate.</summary>
/// <param name="Limit">Up to which presales budget he approves; null: any.</param>
public sealed record InitiationRights(bool Write, bool Approve, bool Log, Money? Limit, long? ViewerId);

/// <summary>The initiation gate of one opportunity: what is applied for beside what is committed, and what was decided.</summary>
/// <param name="Applications">The newest first.</param>
public sealed record InitiationPage(
    Opportunity Opportunity, IReadOnlyList<Initiation> Applications, PresalesCapacity Capacity, RelationCoverage Coverage, InitiationWordForm Word,
    InitiationRights Rights, OrganisationFacts Names, DateOnly Today)
{
    public string Path => $"/opportunities/{Opportunity.Id}/initiation";

    /// <summary>What its contracts leave at completion; null without one.</summary>
    public Money? MarginOfContracts { get; init; }

    /// <summary>The one that waits, else the one that counts.</summary>
    public Initiation? Shown => ShownOf(Applications);

    public bool MayDecide => Rights.Approve && Shown is { IsWaiting: true };

    /// <summary>The one in force while another one waits.</summary>
    public Initiation? InForce => Applications.FirstOrDefault(one => one.IsLive && one != Shown);

    public Refusal? ApplyRefusal => Initiation.CanApply(Opportunity) ?? (Applications.Any(one => one.IsWaiting) ? new Refusal("ApplicationWaits") : null);

    public Refusal? DecideRefusal => Shown?.CanDecide(Rights.ViewerId);

    public Refusal? ApproveRefusal => Shown?.CanApprove(Rights.ViewerId, Rights.Limit);

    public bool MayMeet => Rights.Approve && Shown is { State: InitiationState.Conditional } live && live.ApplicantId != Rights.ViewerId;

    public bool MayWithdraw => Rights.Write && Shown is { } shown && shown.CanWithdraw(Rights.ViewerId) is null;

    /// <summary>What came true, once the project has ended.</summary>
    public PostMortem? PostMortem => Opportunity.IsOpen || Initiation.Current(Applications) is not { DecidedAt: not null } current ? null : PostMortem.Of(Opportunity, current, MarginOfContracts);

    public static Initiation? ShownOf(IReadOnlyList<Initiation> applications) => applications.FirstOrDefault(one => one.IsWaiting) ?? Initiation.Current(applications);
}

/// <summary>The form of an application with what it stands in.</summary>
public sealed record ApplicationPage(Opportunity Opportunity, InitiationForm Form, Initiation? Last, IReadOnlyList<Colleague> People, Money DayRate, Refusal? Refusal)
{
    public string Path => $"/opportunities/{Opportunity.Id}/initiation";
}
