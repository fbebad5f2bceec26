using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Shared;

/// <summary>What a home page has for the person himself, whatever his role is: what is new for him, and the reports that he keeps.</summary>
public sealed record HomePersonal(IReadOnlyList<Notification> Unread, IReadOnlyList<SavedView> Favourites);

public static class HomePersonalReading
{
    private const int MostFavourites = 10;

    /// <summary>Both in one statement: few rows each, so that all pairs of them are few as well.</summary>
    /// <param name="list">Which of his saved views are meant.</param>
    public static async Task<HomePersonal> PersonalAsync(this CrmDbContext db, Viewer viewer, string list, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var found = await db.People.AsNoTracking().Where(person => person.Id == viewer.PersonId).Select(person => new
        {
            Unread = db.Notifications.Where(row => row.PersonId == person.Id && row.ReadAt == null).OrderByDescending(row => row.Id)
                .Take(NotificationQueries.MostCounted).ToList(),
            Favourites = db.SavedViews.Where(view => view.OwnerId == person.Id && view.List == list).OrderBy(view => view.Name).ThenBy(view => view.Id)
                .Take(MostFavourites).ToList(),
        }).AsSingleQuery().SingleOrDefaultAsync(cancel);
        return new HomePersonal(found?.Unread ?? [], found?.Favourites ?? []);
    }
}
