using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Web.Home;

/// <summary>The home page of one of the viewer's roles.</summary>
/// <param name="Role">Null for somebody without a role.</param>
public sealed record HomePage(Role? Role, Viewer Viewer, OrganisationFacts Names, DateTime Now, DateOnly Today)
{
    public DeskHome? Desk { get; init; }

    public OwnHome? Own { get; init; }

    public HomeList<StaleRow>? Stale { get; init; }

    /// <summary>What is due of customers' care: the sales person's own, or overdue in the manager's team.</summary>
    public HomeList<CareRow>? Care { get; init; }

    /// <summary>What waits for a manager's decision at the gates.</summary>
    public HomeList<WaitingGate>? Approvals { get; init; }

    public HomeWeek? Week { get; init; }

    public OperationsGlance? Operations { get; init; }

    /// <summary>The viewer's other roles, each with a home page of its own.</summary>
    public IEnumerable<Role> OtherRoles => Viewer.Roles.Where(role => role != Role);
}

/// <summary>The lead coordinator's: no lead lost, each with the right person.</summary>
public sealed record DeskHome(HomeList<TriageRow> Triage, HomeList<StaleRow> Stale, DeskDuties? Duties, int CapturedToday);

/// <summary>A sales person's: today, the countdown, the next step missing first, the words asked for, what was told.</summary>
public sealed record OwnHome(
    HomeList<OwnLead> Missing, HomeList<OwnLead> Due, HomeList<OwnLead> Countdown, HomeList<ConfirmationRow> Confirmations,
    IReadOnlyList<Notification> Told);
