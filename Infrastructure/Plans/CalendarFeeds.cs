using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Plans;

/// <summary>A person's calendar as his programs read it: with his own eyes, from a month back to half a year ahead.</summary>
public sealed record FeedContent(Viewer Viewer, string Language, IReadOnlyList<CalendarEntry> Entries);

public static class CalendarFeeds
{
    private const int DaysBack = 30;
    private const int DaysAhead = 180;

    public static IQueryable<CalendarFeed> Live(this IQueryable<CalendarFeed> feeds) => feeds.Where(feed => feed.RevokedAt == null);

    /// <summary>Null for an address that nobody has, or has any more.</summary>
    public static async Task<FeedContent?> FeedAsync(this CrmDbContext db, string secret, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var hash = Secret.HashOf(secret);
        if (await db.CalendarFeeds.AsNoTracking().Live().SingleOrDefaultAsync(feed => feed.Hash == hash, cancel) is not { } feed)
        {
            return null;
        }

        var person = await db.People.AsNoTracking().SingleAsync(row => row.Id == feed.PersonId, cancel);
        if (!person.IsActive(today))
        {
            return null;
        }

        var viewer = person.AsViewer(db.Company.Facts, today);
        var entries = await db.CalendarAsync(viewer, [person.Id], today.AddDays(-DaysBack), today.AddDays(DaysAhead), cancel);
        return new FeedContent(viewer, feed.Language, await db.WithChangesAsync(entries, cancel));
    }

    /// <summary>A new address; the one before ends at once.</summary>
    public static Task<string> RenewFeedAsync(this CrmDbContext db, long personId, string language, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            await db.RevokeFeedAsync(personId, stamp, cancel);
            var (feed, secret) = CalendarFeed.Make(personId, language, stamp);
            db.CalendarFeeds.Add(feed);
            await db.SaveChangesAsync(cancel);
            return secret;
        }, cancel);
    }

    public static Task<int> RevokeFeedAsync(this CrmDbContext db, long personId, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(() => db.CalendarFeeds.Live().Where(feed => feed.PersonId == personId)
            .ExecuteUpdateAsync(feed => feed.SetProperty(row => row.RevokedAt, stamp.At), cancel), cancel);
    }
}
