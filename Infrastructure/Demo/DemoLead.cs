using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What the lead desk does with one lead: triage, assignment, reclaim, the pool; <see cref="DemoLead.Work"/> is the owner's part.</summary>
internal sealed partial class DemoLead(DemoStory story, Lead lead, bool isChinese)
{
    private static readonly QualificationAnswers ThreeYes = new(Answer.Yes, Answer.Yes, Answer.Yes);

    public Lead Lead { get; } = lead;

    /// <summary>Most are triaged within hours, a few wait for days.</summary>
    public void Begin() => Later(story.Chance.Bool(0.03f) ? Hours(20, 60) : Hours(0.2, 7), Triage);

    public void Triage()
    {
        var desk = story.By(Coordinator);
        switch (story.Chance.Double())
        {
            case < 0.16:
                Lead.Disqualify(Any(DisqualifyReason.Duplicate, DisqualifyReason.Spam, DisqualifyReason.Unreachable), null, desk);
                break;
            case < 0.3:
                var (reason, answers) = story.Chance.ArrayElement<(DisqualifyReason, QualificationAnswers)>(
                [
                    (DisqualifyReason.NotTarget, new(Answer.No, Answer.Unknown, Answer.Unknown, isChinese ? "贸易公司,没有自建需求" : "A trader without own need")),
                    (DisqualifyReason.NotSolvable, new(Answer.Yes, Answer.No, Answer.Unknown, null, isChinese ? "需要自研软件" : "Wants custom software")),
                    (DisqualifyReason.NotAffordable, new(Answer.Yes, Answer.Yes, Answer.No, null, null, isChinese ? "预算不足十万" : "Budget under 100,000")),
                ]);
                Lead.Disqualify(reason, null, desk, answers);
                break;
            default:
                Lead.Qualify(ThreeYes, desk);
                Later(Hours(0.3, 6), Assign);
                return;
        }

        if (story.Chance.Bool(0.05f))
        {
            Later(Hours(20, 200), Reopen);
        }
    }

    /// <summary>To the rep of the region who has the fewest open leads; knowing the industry counts for five of them.</summary>
    public void Assign()
    {
        var (stamp, loads) = (story.By(Coordinator), story.Loads());
        var rep = story.Cast.Reps.Where(person => Lead.CanAssignTo(person, stamp) is null)
            .OrderBy(person => person.RegionId == Lead.RegionId || story.Chance.Bool(0.02f) ? 0 : 1)
            .ThenBy(person => loads.GetValueOrDefault(person.Id) - (person.Knows.Contains(Lead.Industry ?? "-", StringComparison.Ordinal) ? 5 : 0))
            .FirstOrDefault();
        if (rep is null)
        {
            Later(Hours(40, 80), Assign);
            return;
        }

        Lead.AssignTo(rep, stamp);
        Owned();
    }

    /// <summary>The new owner's first days, and the night on which the policy would take the lead.</summary>
    public void Owned()
    {
        Expire();
        switch (story.Chance.Double())
        {
            case < 0.80: Later(Hours(0.5, 16), FirstContact); break;
            case < 0.84: Later(Hours(3, 16), GiveBack); break;
            case < 0.87: Later(Hours(5, 20), ByManager); break;
        }
    }

    private void Reopen()
    {
        Lead.Reopen(isChinese ? "客户再次来电" : "The customer called again", story.By(Coordinator));
        story.Reopened(Lead);
        Later(Hours(0.5, 4), Triage);
    }

    /// <summary>Due leads are proposed at night and confirmed the next morning, some a day or two later; a few are exempt for a while.</summary>
    private void Expire()
    {
        if (story.DueOf(Lead) is not { } due)
        {
            return;
        }

        var assignedAt = Lead.AssignedAt;
        story.On(story.Hours.After(due.At, story.Chance.Bool(0.8f) ? Hours(0.2, 1.5) : Hours(10, 25)), () =>
        {
            if (Lead.AssignedAt != assignedAt || story.DueOf(Lead) is not { } now)
            {
                return;
            }

            if (now.At > story.Now)
            {
                Expire();
            }
            else if (story.Chance.Bool(0.05f))
            {
                Lead.Exempt(story.Hours.Time.DayOf(story.Now).AddDays(story.Chance.Int(7, 14)), isChinese ? "客户在走审批" : "Their approval is under way", story.By(Coordinator));
                Expire();
            }
            else
            {
                Lead.Reclaim(now.Rule, null, story.By(Coordinator));
                Pool();
            }
        });
    }

    /// <summary>The pool is kept: called again after weeks, handed out again or closed.</summary>
    private void Pool() => Later(Hours(15, 190), () =>
    {
        switch (story.Chance.Double())
        {
            case < 0.45: Assign(); break;
            case < 0.8: Lead.Disqualify(Any(DisqualifyReason.NoNeed, DisqualifyReason.Unreachable, DisqualifyReason.Competitor), null, story.By(Coordinator)); break;
            default:
                Lead.Log(LeadActivityKind.Call, story.Speech.Contact(isChinese), story.By(Coordinator));
                Pool();
                break;
        }
    });

    private Person Coordinator => story.Chance.ListItem([.. story.Cast.Coordinators]);

    private double Hours(double least, double most) => story.Chance.Double(least, most);

    private T Any<T>(params T[] choices) => story.Chance.ArrayElement(choices);

    /// <summary>So many working hours from now, if nothing else has happened to the lead by then.</summary>
    private void Later(double hours, Action step)
    {
        var events = Lead.Events;
        story.On(story.Hours.After(story.Now, hours), () =>
        {
            if (Lead.Events == events)
            {
                step();
            }
        });
    }
}
