using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>业务角色描述: what the role is responsible for, and the help it is given.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("")]
public sealed class HomeController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
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
            Role.LeadCoordinator => page with { Desk = await DeskAsync(cancel) },
            Role.Sales => page with { Own = await OwnAsync(cancel) },
            Role.SalesManager => page with { Stale = await StaleAsync(cancel) },
            _ => page,
        });
    }

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

    private async Task<OwnHome> OwnAsync(CancellationToken cancel) => new(
        new(await Db.WithoutNextStepAsync(Viewer, cancel)),
        new(await Db.DueTodayAsync(Viewer, Today, cancel)),
        new(await Db.CountdownAsync(Viewer, cancel)),
        new(await Db.OpenConfirmationsAsync(Viewer, Today, Counted, cancel)),
        await Db.UnreadAsync(Viewer, cancel));
}
