using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

/// <summary>Everybody reads his own notifications, and nobody another's.</summary>
public static class NotificationQueries
{
    /// <summary>So many are counted; beyond is "and more".</summary>
    public const int MostCounted = 10;

    public static IQueryable<Notification> For(this IQueryable<Notification> notifications, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return notifications.Where(row => row.PersonId == viewer.PersonId && viewer.PersonId != null);
    }

    public static IQueryable<Notification> Unread(this IQueryable<Notification> notifications) => notifications.Where(row => row.ReadAt == null);

    public static Task<int> UnreadCountAsync(this IQueryable<Notification> notifications, Viewer viewer, CancellationToken cancel = default) =>
        notifications.For(viewer).Unread().Take(MostCounted).CountAsync(cancel);
}
