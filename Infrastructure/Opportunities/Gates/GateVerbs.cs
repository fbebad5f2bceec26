using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>What the approver says.</summary>
/// <param name="Limit">Up to which presales budget he may; null: any.</param>
public sealed record GateWord(InitiationVerdict Verdict, string? Words, DateOnly? Until, Money? Limit);

/// <summary>The verbs at the gates that change more than one record, or tell somebody; the caller saves.</summary>
public static class GateVerbs
{
    /// <summary>Answers the three questions; whoever may let a "no" on is told of it.</summary>
    public static async Task<Qualification> QualifyAsync(
        this CrmDbContext db, Opportunity opportunity, QualificationAnswers answers, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        (await db.Qualifications.Waiting().AnyAsync(row => row.OpportunityId == opportunity.Id, cancel) ? new Refusal("QualificationWaits") : null).ThrowIfRefused();
        var qualification = new Qualification(opportunity, answers, stamp);
        db.Qualifications.Add(qualification);
        db.Advance(opportunity, StageKind.Qualified, stamp);
        if (qualification.WaitsForManager)
        {
            db.Tell(NotificationKind.ApprovalAsked, opportunity, (await db.ApproversOfAsync(opportunity, Money.Zero, stamp, cancel)).Select(id => (long?)id), stamp.At, "Q");
        }

        return qualification;
    }

    public static void Decide(this CrmDbContext db, Opportunity opportunity, Qualification qualification, bool goesOn, string? words, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(qualification);
        qualification.Decide(opportunity, goesOn, words, stamp);
        db.Advance(opportunity, StageKind.Qualified, stamp);
        db.Tell(NotificationKind.QualificationDecided, opportunity, [qualification.ById, opportunity.OwnerId], stamp.At, "Q", qualification.ManagerWords);
    }

    /// <summary>Applies, completes what was sent back, or applies anew; what was spent so far goes over to the application that follows.</summary>
    public static async Task<Initiation> ApplyAsync(
        this CrmDbContext db, Opportunity opportunity, InitiationTerms terms, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(terms);
        var known = await db.InitiationsOfAsync(opportunity.Id, cancel);
        (known.Exists(one => one.IsWaiting) ? new Refusal("ApplicationWaits") : null).ThrowIfRefused();
        var spent = Initiation.Current(known)?.Spent ?? Money.Zero;
        var application = known.Find(one => one.State == InitiationState.Returned);
        if (application is not null)
        {
            application.Resubmit(terms, stamp);
        }
        else
        {
            db.Initiations.Add(application = new Initiation(opportunity, terms, stamp));
            known.Where(one => !one.IsLive && one.State != InitiationState.Superseded).ToList().ForEach(former => former.GiveWayTo(application));
        }

        (application.BudgetTotal < spent ? new Refusal("BudgetBelowSpent", spent) : null).ThrowIfRefused();
        Estimate(opportunity, terms, stamp);
        db.Tell(NotificationKind.ApprovalAsked, opportunity,
            (await db.ApproversOfAsync(opportunity, application.BudgetTotal, stamp, cancel)).Select(id => (long?)id), stamp.At, $"{GateNotices.Fact(application)}.{known.Count}");
        return application;
    }

    /// <summary>Decides; an approval takes the place of the one in force.</summary>
    public static async Task DecideAsync(
        this CrmDbContext db, Opportunity opportunity, Initiation application, GateWord word, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(word);
        var former = await db.Initiations.Live().SingleOrDefaultAsync(row => row.OpportunityId == opportunity.Id && row.Id != application.Id, cancel);
        application.Decide(opportunity, word.Verdict, word.Words, word.Until, word.Limit, stamp);
        if (application.IsLive)
        {
            former?.GiveWayTo(application);
            db.Advance(opportunity, StageKind.Initiated, stamp);
        }

        db.Tell(NotificationKind.InitiationDecided, opportunity, [application.ApplicantId, opportunity.OwnerId], stamp.At, GateNotices.Fact(application), word.Verdict.ToString(), word.Words);
    }

    /// <summary>Opens the gate again where the conditions have expired.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ReopenExpiredAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var reopened = 0;
        var today = stamp.Today;
        foreach (var id in await db.Initiations.Where(row => row.State == InitiationState.Conditional && row.ConditionsUntil < today).Select(row => row.Id).ToListAsync(cancel))
        {
            reopened += await db.WriteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var live = await db.Initiations.SingleAsync(row => row.Id == id, cancel);
                var opportunity = await db.Opportunities.ForChange().SingleAsync(row => row.Id == live.OpportunityId, cancel);
                if (!live.Regate(opportunity, today))
                {
                    return 0;
                }

                db.TellReopened(opportunity, live, stamp);
                await db.SaveChangesAsync(cancel);
                return 1;
            }, cancel);
        }

        return reopened;
    }

    /// <summary>A gate that is passed leads into its stage.</summary>
    private static void Advance(this CrmDbContext db, Opportunity opportunity, StageKind to, Stamp stamp)
    {
        var stages = db.Company.Facts.Stages;
        if (stages.Of(opportunity.StageId).Position < stages.Of(to).Position && opportunity.CanMoveTo(stages.Of(to), stages) is null)
        {
            opportunity.MoveTo(stages.Of(to), stages, null, stamp);
        }
    }

    /// <summary>Where nothing was known yet, the application says it.</summary>
    private static void Estimate(Opportunity opportunity, InitiationTerms terms, Stamp stamp)
    {
        if (opportunity.Amount is null)
        {
            opportunity.Revalue(terms.Amount, null, stamp);
        }

        if (opportunity.ExpectedOn is null)
        {
            opportunity.Redate(terms.ExpectedOn, null, stamp);
        }
    }
}
