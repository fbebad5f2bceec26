using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>Legal histories made by the opportunities' own verbs: any moves, at any pace, often right on a week's first instant.</summary>
public sealed class RandomOpportunities
{
    private readonly CompanyTime _time;
    private DateTime _now;

    private RandomOpportunities(CompanyTime time, DateOnly start) => (_time, _now) = (time, time.StartOf(start).AddHours(9));

    public List<Opportunity> All { get; } = [];

    public IReadOnlyList<OpportunityMovement> Rows =>
        [.. All.SelectMany((opportunity, i) => opportunity.History.Select(row => OpportunityMovement.Of(row, i + 1, AttributesOf(i))))];

    public static RandomOpportunities Play(CompanyTime time, DateOnly start, IEnumerable<int> steps)
    {
        var play = new RandomOpportunities(time, start);
        foreach (var step in steps)
        {
            play.Take(step);
        }

        return play;
    }

    public static OpportunityAttributes AttributesOf(int index) => new(index % 3 == 0 ? null : index % 3, ((string?[])["Key", "Target", null])[index % 3]);

    private void Take(int step)
    {
        Wait(step % 7, step / 7 % 9000);
        var stamp = Stamp.Of(1, _now, _time);
        if (All.Count == 0 || step % 5 == 0)
        {
            All.Add(new Opportunity($"O-{All.Count}", "Data centre", null, null, null, step % 3 == 0 ? null : new Money(step % 100_000),
                step % 4 == 0 ? null : stamp.Today.AddDays(step % 300), step / 3 % 4 is var owner and > 0 ? owner : null, step / 3 % 3 + 1, stamp, step / 11 % 3 + 1));
            return;
        }

        try
        {
            Move(All[step / 31 % All.Count], step / 101 % 14, step, stamp);
        }
        catch (RuleBroken)
        {
            // Refused; nothing happened.
        }
    }

    private void Wait(int pace, int minutes)
    {
        var monday = _time.BoundsOf(_time.WeekOf(_now)).To;
        _now = pace switch
        {
            0 => monday,
            1 => monday.AddMilliseconds(-1),
            2 => _now,
            _ => _now.AddMinutes(minutes),
        };
    }

    private static void Move(Opportunity opportunity, int move, int step, Stamp stamp)
    {
        var stages = StageScheme.Default;
        var closing = new Closing(CloseReason.Price, "too dear", null, null);
        switch (move)
        {
            case 0: Qualify(opportunity, stamp); break;
            case 1 or 2: opportunity.MoveTo(stages.After(stages.Of(opportunity.StageId)) ?? stages.First, stages, "on", stamp); break;
            case 3: opportunity.MoveTo(stages.First, stages, "back to the start", stamp); break;
            case 4 or 5: opportunity.Revalue(new Money(step / 7 % 90_000), "seen anew", stamp); break;
            case 6: opportunity.Redate(stamp.Today.AddDays(step % 250), "later", stamp); break;
            case 7: opportunity.Lose(closing, stamp); break;
            case 8: opportunity.Abandon(closing, stamp); break;
            case 9: opportunity.Reopen(stages.First, stages, "again", stamp); break;
            case 10 when opportunity.IsHeld: opportunity.Release(stamp); break;
            case 10: opportunity.Hold("not yet", stamp); break;
            case 11: opportunity.FollowOwner(step % 4 == 0 ? null : step % 4, stamp); break;
            default: opportunity.HandOverTo(step % 5 == 0 ? null : step % 5, step % 3 + 1, "he leaves", stamp); break;
        }
    }

    private static void Qualify(Opportunity opportunity, Stamp stamp) => _ = new Qualification(opportunity, new QualificationAnswers(
        GateAnswer.Yes, "a hospital", GateAnswer.Yes, "done twice", GateAnswer.Yes, "in their plan", null, null), stamp);
}
