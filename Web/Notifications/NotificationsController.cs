using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Notifications;

/// <summary>What the program told the viewer, the newest first.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("notifications")]
public sealed class NotificationsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int PageSize = 30;

    private static readonly KeysetOrder<Notification, Notification> Newest =
        new(row => row.Id, new KeysetLeg<Notification, Notification, long>(row => row.Id, row => row.Id));

    [HttpGet("")]
    public async Task<IActionResult> Index(string? after, string? before, CancellationToken cancel)
    {
        ViewData["Address"] = PageAddress.Of(Request).Without("after", "before");
        return View("Notifications", await Newest.PageAsync(
            Db.Notifications.AsNoTracking().For(Viewer), rows => rows, descending: true, KeysetCursor.Parse(after, before), PageSize, cancel));
    }

    [HttpPost("read")]
    public async Task<IActionResult> ReadAll(CancellationToken cancel)
    {
        var now = Now;
        await Db.WriteAsync(() => Db.Notifications.For(Viewer).Unread().ExecuteUpdateAsync(row => row.SetProperty(r => r.ReadAt, now), cancel), cancel);
        return LocalRedirect("/notifications");
    }

    /// <summary>Goes to what it is about, and has been read.</summary>
    [HttpPost("{id:long}/visit")]
    public async Task<IActionResult> Visit(long id, CancellationToken cancel)
    {
        if (await Db.Notifications.For(Viewer).SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } notification)
        {
            return NotFound();
        }

        notification.Read(Now);
        await Db.SaveChangesAsync(cancel);
        if (await BeyondReachAsync(notification, cancel) is not { } beyond)
        {
            return LocalRedirect(NotificationSpeech.PathOf(notification));
        }

        Say(words[beyond]);
        return LocalRedirect("/notifications");
    }

    /// <summary>Who serves need not be able to open a contract, and who takes part in an action may have been taken off it since; null for what he can open.</summary>
    private async Task<string?> BeyondReachAsync(Notification notification, CancellationToken cancel) => notification switch
    {
        { Subject: nameof(Contract), Kind: not NotificationKind.ContractsAppointed } => Viewer.May(RecordType.Contract, AccessAction.Read)
            && await Db.Contracts.VisibleTo(Viewer).AnyAsync(contract => contract.Id == notification.SubjectId, cancel) ? null : "Notifications.NotInReach",
        { Subject: nameof(PlanAction), Kind: not NotificationKind.ActionTakenOff } =>
            await Db.PlanActions.VisibleTo(Viewer).AnyAsync(action => action.Id == notification.SubjectId, cancel) ? null : "Notifications.ActionNotInReach",
        _ => null,
    };
}
