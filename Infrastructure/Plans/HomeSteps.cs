using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Plans;

/// <summary>An open opportunity for which nothing is planned.</summary>
public sealed record StillProject(long Id, string Name, string? Customer, int StageId, long? OwnerId);

/// <summary>What a home page shows of plans: opportunities without a next step first, then what is to be done today.</summary>
public sealed record HomeSteps(HomeList<StillProject>? Missing, HomeList<CalendarEntry>? Today);

public static class HomeStepReading
{
    /// <summary>The owner's own, or those of everybody in the viewer's reach.</summary>
    public static async Task<HomeSteps> HomeStepsAsync(this CrmDbContext db, Viewer viewer, bool ofTeam, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        return new(
            viewer.May(RecordType.Opportunity, AccessAction.Read) ? await db.MissingAsync(viewer, ofTeam, cancel) : null,
            ofTeam || viewer.PersonId is not { } person ? null : new(await db.DueActionsAsync(viewer, person, today, HomeList<int>.Most + 1, cancel)));
    }

    private static async Task<HomeList<StillProject>> MissingAsync(this CrmDbContext db, Viewer viewer, bool ofTeam, CancellationToken cancel)
    {
        var person = viewer.PersonId;
        var open = db.Opportunities.AsNoTracking().VisibleTo(viewer).Open().Where(row => row.NextDueOn == null && row.ArchivedAt == null);
        open = ofTeam ? open : open.Where(row => row.OwnerId == person);
        return new(await open.OrderBy(row => row.Id).Take(HomeList<int>.Most + 1)
            .Select(row => new StillProject(row.Id, row.Name, row.Customer == null ? null : row.Customer.Name, row.StageId, row.OwnerId)).ToListAsync(cancel));
    }
}
