using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Shared;

/// <summary>Everybody reads his own notifications, and nobody another's.</summary>
public static class NotificationQueries
{
    /// <summary>So many are counted; beyond is "and more".</summary>
    public const int MostCounted = 10;

    private static readonly FrequentQuery<Func<CrmDbContext, long, CancellationToken, Task<int>>> UnreadCount = new(() => EF.CompileAsyncQuery(
        (CrmDbContext db, long person, CancellationToken _) =>
            db.Notifications.Where(row => row.PersonId == person && row.ReadAt == null).OrderBy(row => row.Id).Take(MostCounted).Count()));

    public static IQueryable<Notification> For(this IQueryable<Notification> notifications, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return notifications.Where(row => row.PersonId == viewer.PersonId && viewer.PersonId != null);
    }

    public static IQueryable<Notification> Unread(this IQueryable<Notification> notifications) => notifications.Where(row => row.ReadAt == null);

    public static async Task<int> UnreadCountAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.PersonId is { } person ? await UnreadCount.On(db)(db, person, cancel) : 0;
    }
}
