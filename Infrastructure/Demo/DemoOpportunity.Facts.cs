using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <content>What is said and estimated on the way.</content>
internal sealed partial class DemoOpportunity
{
    private static readonly string[] Competitors = ["华信集成", "远景科技", "Northwind Systems", "中联数据", "Blue Ridge IT"];

    /// <summary>An amount and a date, where the lead had none.</summary>
    private void Estimate(Stamp stamp)
    {
        opportunity.Revalue(opportunity.Amount ?? DemoFacts.Amount(story.Chance), null, stamp);
        if (opportunity.ExpectedOn is null || opportunity.ExpectedOn < stamp.Today.AddDays(30))
        {
            opportunity.Redate(stamp.Today.AddDays(story.Chance.Int(50, 210)), Say("客户确认了采购计划", "The customer told us the schedule"), stamp);
        }
    }

    /// <summary>With every step the amount may change, and the date may slip; a rare one is held in Cultivation.</summary>
    private void Change()
    {
        var stamp = story.By(Owner);
        if (story.Chance.Bool(0.35f))
        {
            opportunity.Revalue(Rounded((opportunity.Amount ?? Money.Zero).Major * story.Chance.Decimal(0.8m, 1.3m)), Say("范围调整", "The scope changed"), stamp);
        }

        if (opportunity.ExpectedOn is not { } day || day <= stamp.Today || story.Chance.Bool(0.15f))
        {
            opportunity.Redate(DemoFacts.Later(opportunity.ExpectedOn, stamp.Today).AddDays(story.Chance.Int(14, 75)), Say("客户内部流程推迟", "Their own approval takes longer"), stamp);
        }
        else if (story.Chance.Bool(0.1f) && day > stamp.Today.AddDays(30))
        {
            opportunity.Redate(day.AddDays(-15), null, stamp);
        }

        if (story.Chance.Bool(0.04f) && !opportunity.IsHeld)
        {
            opportunity.Hold(Say("客户预算未定,先培育", "Their budget is open; cultivate first"), stamp);
        }
        else if (opportunity.IsHeld && story.Chance.Bool(0.6f))
        {
            opportunity.Release(stamp);
        }

        if (story.Chance.Bool(0.25f))
        {
            opportunity.Face(story.Chance.ArrayElement(Competitors), story.Chance.Enum<CompetitorPosition>(), null, stamp);
        }

        opportunity.Worked(stamp.At);
    }

    private void Plan()
    {
        if (story.Chance.Bool(0.8f))
        {
            opportunity.Plan(story.Speech.NextStep(isChinese), story.By(Owner).Today.AddDays(story.Chance.Int(2, 21)));
        }
    }

    /// <summary>What the manager thinks of it, some days after it came into a stage; each has his own way to see things.</summary>
    private void Call()
    {
        var (chance, manager) = (story.Calls, story.Cast.ManagerOf(Owner));
        if (!chance.Bool(0.55f))
        {
            return;
        }

        var percent = Math.Clamp((Stages.Of(opportunity.StageId).Probability + ((int)(manager.Id % 4) * 5) - 5 + chance.Int(-15, 15)) / 5 * 5, 5, 95);
        var reason = percent >= 60 ? Say("已见到决策人,方案获认可", "We met the decision maker, and they like the solution") : Say("对手关系更深", "Someone else stands closer to them");
        story.On(story.Hours.After(story.Now, chance.Double(1, 8)), () =>
        {
            if (opportunity.IsOpen)
            {
                opportunity.Call(percent, reason, story.By(manager));
            }
        });
    }

    private void Move(StageKind to) => opportunity.MoveTo(Stages.Of(to), Stages, null, story.By(Owner));

    private void Later(double least, double most, Action scene)
    {
        story.On(story.Hours.After(story.Now, story.Chance.Double(least, most)), () =>
        {
            if (opportunity.IsOpen)
            {
                scene();
            }
        });
    }

    private string? Competitor() => story.Chance.Bool(0.7f) ? story.Chance.ArrayElement(Competitors) : null;

    private string Say(string chinese, string english) => isChinese ? chinese : english;

    private static Money Part(Money? amount, int percent) => Rounded((amount ?? Money.Zero).Major * percent / 100m);

    private static Money Rounded(decimal amount) => Money.FromMajor(Math.Max(1_000m, Math.Round(amount / 1_000m) * 1_000m));
}
