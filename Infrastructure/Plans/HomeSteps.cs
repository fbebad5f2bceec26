using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Plans;

/// <summary>An open opportunity for which nothing is planned, an action that is due, or an instruction that waits for its answer.</summary>
/// <param name="Id">Of the opportunity, or of the action.</param>
/// <param name="PersonId">The owner, or who instructed.</param>
public sealed record HomeStep(long Id, string Title, string Subject, long? PersonId, DateOnly? DueOn);

/// <summary>What a home page shows of plans: opportunities without a next step first, then what is to be done today.</summary>
/// <param name="Today">Null for a manager, who sees his team's gaps.</param>
/// <param name="Instructed">批示 that the owner, or somebody of the team, has not answered.</param>
public sealed record HomeSteps(HomeList<HomeStep> Missing, HomeList<HomeStep>? Today, HomeList<HomeStep> Instructed);

public static class HomeStepReading
{
    private const int Counted = HomeList<HomeStep>.Most + 1;

    /// <summary>What is late for longer is no reminder any more; the plan still shows it.</summary>
    private const int MostDaysLate = 365;

    /// <summary>The owner's own in one statement, or the gaps of everybody in the viewer's reach.</summary>
    public static async Task<HomeSteps> HomeStepsAsync(this CrmDbContext db, Viewer viewer, bool ofTeam, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var open = db.Missing(viewer, ofTeam, 0).Concat(db.Instructed(viewer, ofTeam, 2));
        var rows = await (ofTeam ? open : open.Concat(db.Due(viewer.PersonId ?? 0, today, 1))).ToListAsync(cancel);
        var lists = rows.ToLookup(row => row.List, row => row.Shown);
        return new(
            new([.. lists[0].OrderBy(row => row.Id)]),
            ofTeam ? null : new([.. lists[1].OrderBy(row => row.DueOn).ThenBy(row => row.Id)]),
            new([.. lists[2].OrderBy(row => row.DueOn ?? DateOnly.MaxValue).ThenBy(row => row.Id)]));
    }

    private static IQueryable<Listed> Missing(this CrmDbContext db, Viewer viewer, bool ofTeam, int list)
    {
        var person = viewer.PersonId;
        var open = db.Opportunities.AsNoTracking().VisibleTo(viewer).Open().Where(row => row.NextDueOn == null && row.ArchivedAt == null);
        return (ofTeam ? open : open.Where(row => row.OwnerId == person)).OrderBy(row => row.Id).Take(Counted).Select(row => new Listed
        {
            List = list, Id = row.Id, Title = row.Name, Subject = row.Name, PersonId = row.OwnerId, DueOn = row.NextDueOn,
        });
    }

    private static IQueryable<Listed> Instructed(this CrmDbContext db, Viewer viewer, bool ofTeam, int list)
    {
        var (seats, team) = (viewer.Seats, viewer.TeamId);
        return (from instruction in db.Instructions.AsNoTracking()
                where instruction.AnsweredAt == null
                join row in db.Opportunities.VisibleTo(viewer).Open() on instruction.OpportunityId equals row.Id
                where ofTeam ? row.TeamId == team : seats.Contains(row.OwnerId)
                orderby instruction.DueOn == null, instruction.DueOn, instruction.Id
                select new Listed
                {
                    List = list, Id = row.Id, Title = instruction.Text, Subject = row.Name, PersonId = instruction.GivenById, DueOn = instruction.DueOn,
                }).Take(Counted);
    }

    private static IQueryable<Listed> Due(this CrmDbContext db, long person, DateOnly today, int list)
    {
        var first = today.AddDays(-MostDaysLate);
        return (from one in db.PlanParticipants.AsNoTracking()
                where one.PersonId == person && one.StartOn >= first && one.StartOn <= today
                join action in db.PlanActions on one.ActionId equals action.Id
                where action.State == ActionState.Open
                join opportunity in db.Opportunities on action.OpportunityId equals opportunity.Id
                orderby action.DueOn, action.Id
                select new Listed
                {
                    List = list, Id = action.Id, Title = action.Title, Subject = opportunity.Name, PersonId = opportunity.OwnerId, DueOn = action.DueOn,
                }).Take(Counted);
    }

    /// <summary>One of the lists; of properties, because only such rows can be put together in one statement.</summary>
    private sealed class Listed
    {
        public int List { get; init; }

        public long Id { get; init; }

        public string Title { get; init; } = "";

        public string Subject { get; init; } = "";

        public long? PersonId { get; init; }

        public DateOnly? DueOn { get; init; }

        public HomeStep Shown => new(Id, Title, Subject, PersonId, DueOn);
    }
}
