using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>业务角色描述: what the role is responsible for, and the help it is given.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("")]
public sealed class HomeController(CrmDbContext db, TimeProvider clock, Organisation organisation, BackupFolder backups) : CrmController(db, clock)
{
    private const int Counted = HomeList<int>.Most + 1;

    /// <summary>Whose page is shown first, for somebody with several roles.</summary>
    private static readonly Role[] Order =
    [
        Role.LeadCoordinator, Role.SalesManager, Role.Sales, Role.GeneralManager, Role.Administrator, Role.Presales, Role.ProjectManager,
        Role.ServiceManager, Role.ServiceEngineer, Role.Finance, Role.RnD,
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(Role? role, CancellationToken cancel)
    {
        var chosen = role is { } asked && Viewer.Is(asked) ? asked : Order.Where(Viewer.Is).Select(known => (Role?)known).FirstOrDefault();
        var page = new HomePage(chosen, Viewer, await organisation.ReadAsync(Db, cancel), Now, Today);
        return View("Home", chosen switch
        {
            Role.LeadCoordinator => page with { Desk = await DeskAsync(cancel), Week = await WeekAsync(HomeWeek.Desk, LedgerGrouping.Channel, null, cancel) },
            Role.Sales => page with { Care = await CareAsync(new CareFilter { Due = CareDue.Today }, cancel), Own = await OwnAsync(cancel), Week = await WeekAsync(HomeWeek.Own, LedgerGrouping.Owner, Viewer.PersonId ?? 0, cancel) },
            Role.SalesManager => page with { Approvals = await ApprovalsAsync(cancel), Care = await CareAsync(new CareFilter { Team = true, Due = CareDue.Overdue }, cancel), Stale = await StaleAsync(cancel), Week = await WeekAsync(HomeWeek.Own, LedgerGrouping.Team, Viewer.TeamId ?? 0, cancel) },
            Role.GeneralManager => page with { Approvals = await ApprovalsAsync(cancel), Week = await WeekAsync(HomeWeek.Desk, LedgerGrouping.Channel, null, cancel) },
            Role.Administrator => page with { Operations = new(await Db.FailedJobsAsync(Now, cancel), backups.Newest) },
            _ => page,
        });
    }

    private async Task<HomeList<CareRow>> CareAsync(CareFilter filter, CancellationToken cancel) =>
        new(await Db.CareDueAsync(Viewer, filter, Today, Counted, cancel));

    /// <summary>None where the matrix lets the role approve nothing.</summary>
    private async Task<HomeList<WaitingGate>?> ApprovalsAsync(CancellationToken cancel) =>
        Viewer.May(RecordType.Opportunity, AccessAction.Approve) ? new(await Db.WaitingGatesAsync(Viewer, Counted, cancel)) : null;

    private async Task<DeskHome> DeskAsync(CancellationToken cancel)
    {
        var triage = await Db.TriageAsync(Viewer, null, Counted, cancel);
        var duties = await Db.DeskDutiesAsync(cancel);
        var today = await Db.CapturedSinceAsync(Viewer, CompanyTime.StartOf(Today), cancel);
        return new DeskHome(new(triage.Rows), await StaleAsync(cancel), duties, today);
    }

    private async Task<HomeList<StaleRow>> StaleAsync(CancellationToken cancel)
    {
        var due = await Db.StaleAsync(Viewer, new StaleFilter { Due = StaleDue.Overdue }, null, Counted, Now, cancel);
        return new(due.Rows);
    }

    /// <param name="groupId">The viewer's own group; null for everybody.</param>
    private async Task<HomeWeek> WeekAsync(IReadOnlyList<FlowFigure> figures, LedgerGrouping grouping, long? groupId, CancellationToken cancel) =>
        new(await Db.GlanceAsync(IsoWeek.Of(Today), grouping, groupId?.ToString(CultureInfo.InvariantCulture), cancel), figures, Today);

    private async Task<OwnHome> OwnAsync(CancellationToken cancel)
    {
        var steps = await Db.NextStepsAsync(Viewer, Today, cancel);
        return new OwnHome(
            new(steps.Missing), new(steps.Due), new(steps.Countdown),
            new(await Db.OpenConfirmationsAsync(Viewer, Today, Counted, cancel)), await Db.UnreadAsync(Viewer, cancel));
    }
}
