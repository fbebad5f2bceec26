using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Web.Access;
using SiCrm.Web.Home.Cards;
using SiCrm.Web.Notifications;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>业务角色描述: what the role is responsible for, and the help it is given.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("")]
public sealed class HomeController(CrmDbContext db, TimeProvider clock, Organisation organisation, BackupFolder backups, Words words) : CrmController(db, clock)
{
    /// <summary>Whose page is shown first, for somebody with several roles.</summary>
    private static readonly Role[] Order =
    [
        Role.LeadCoordinator, Role.SalesManager, Role.Sales, Role.GeneralManager, Role.Administrator, Role.Presales, Role.ProjectManager,
        Role.ServiceManager, Role.ServiceEngineer, Role.Finance, Role.RnD,
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(Role? role, CancellationToken cancel)
    {
        var frame = new HomeFrame(Chosen(Viewer, role), Viewer, await organisation.ReadAsync(Db, cancel), Now, Today);
        var cards = new HomeCards(Db, frame, words, backups);
        var page = new HomePage(frame, frame.Role is { } known ? await cards.ReadAsync(User.HomeArrangement().Shown(known), cancel) : []);
        if (cards.Unread is { } unread)
        {
            BellViewComponent.Tell(HttpContext, unread);
        }

        return View("Home", page);
    }

    /// <summary>The role that is asked for, if it is his; otherwise the first of his.</summary>
    internal static Role? Chosen(Viewer viewer, Role? asked) =>
        asked is { } role && viewer.Is(role) ? role : Order.Where(viewer.Is).Select(known => (Role?)known).FirstOrDefault();
}
