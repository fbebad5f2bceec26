using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What becomes of one opportunity: its gates, its stages, what slips, what is lost, what is won.</summary>
internal sealed partial class DemoOpportunity(DemoStory story, Opportunity opportunity, bool isChinese)
{
    private const int DayRate = 1_800;

    private StageScheme Stages => story.Stages;

    private Person Owner => story.Cast.People.First(person => person.Id == opportunity.OwnerId);

    public void Begin()
    {
        Later(3, 50, Qualify);
        Join();
    }

    /// <summary>A presales engineer joins half of the projects, with a part of what is signed.</summary>
    private void Join()
    {
        if (opportunity.OwnerId is not { } owner || story.Chance.Bool())
        {
            return;
        }

        var engineer = story.Chance.ListItem(story.Cast.Presales);
        opportunity.Agree([new AgreedShare(owner, TeamFunction.Sales, 8_000), new AgreedShare(engineer.Id, TeamFunction.Presales, 2_000)], story.By(Owner));
    }

    private void Qualify()
    {
        var stamp = story.By(Owner);
        if (story.Chance.Bool(0.1f))
        {
            opportunity.Abandon(new Closing(CloseReason.NotOurBusiness, Say("超出我们的业务范围", "Beyond what we do"), null, null), stamp);
            return;
        }

        Estimate(stamp);
        var answers = new QualificationAnswers(
            GateAnswer.Yes, Say("重点行业,区域内客户", "A target industry in our region"), GateAnswer.Yes, Say("有同类成功案例", "We have done the same before"),
            GateAnswer.Yes, Say("预算已列入年度计划", "The money is in this year's plan"), opportunity.Amount, Part(opportunity.Amount, 78));
        var isDoubtful = story.Gates.Chance.Bool(0.08f);
        var attempt = new Qualification(opportunity, isDoubtful ? answers with { IsAffordable = GateAnswer.No } : answers, stamp);
        story.Gates.Qualifications.Add(attempt);
        if (isDoubtful)
        {
            Later(4, 60, () => LetOn(attempt));
            return;
        }

        Qualified();
    }

    /// <summary>The manager's word on a "no".</summary>
    private void LetOn(Qualification attempt)
    {
        attempt.Decide(opportunity, true, Say("客户可分期付款", "They can pay in parts"), story.By(story.Cast.ManagerOf(Owner)));
        Qualified();
    }

    private void Qualified()
    {
        Move(StageKind.Qualified);
        Later(8, 90, Apply);
    }

    private void Apply()
    {
        var stamp = story.By(Owner);
        var today = stamp.Today;
        var (amount, margin) = (opportunity.Amount ?? Money.Zero, Part(opportunity.Amount, story.Chance.Int(14, 36)));
        var days = Math.Clamp((int)(amount.Major / 60_000m), 3, 60);
        var first = story.Chance.ListItem(story.Cast.Presales);
        var wanted = new PresalesLine(
            PresalesKind.PersonDays, Say("方案设计", "Solution design"), null, days * 10, Money.FromMajor(DayRate), Money.Zero, today, today.AddDays(30));
        var terms = new InitiationTerms(
            amount, margin, story.Chance.Int(7, 15) * 5, DemoFacts.Later(opportunity.ExpectedOn, today), Say("用同行业案例说服技术把关人,争取早期参与方案", "Convince the evaluator with a reference and shape the requirement early"),
            Competitor(),
            [
                .. story.Presales.Ask(story.Cast.Presales.OrderByDescending(person => person == first), wanted, today),
                new PresalesLine(PresalesKind.Travel, Say("现场勘察差旅", "Site survey"), null, 0, Money.Zero, Money.FromMajor(1_500 + (500 * days)), null, null),
            ]);
        var application = new Initiation(opportunity, terms, stamp);
        story.Gates.Initiations.Add(application);
        Later(2, 45, () => Decide(application));
    }

    private void Decide(Initiation application)
    {
        var stamp = story.By(story.Cast.ManagerOf(Owner));
        switch (story.Chance.Double())
        {
            case < 0.08:
                application.Decide(opportunity, InitiationVerdict.Reject, Say("投入产出不合算", "It does not pay"), null, null, stamp);
                opportunity.Abandon(new Closing(CloseReason.NoBudget, Say("立项未通过", "Not initiated"), null, null), story.By(Owner));
                return;
            case < 0.2:
                application.Decide(opportunity, InitiationVerdict.ApproveOnConditions, Say("一个月内见到决策人", "Meet the decision maker within a month"), stamp.Today.AddDays(30), null, stamp);
                application.MeetConditions(story.By(story.Cast.ManagerOf(Owner)));
                break;
            default:
                application.Decide(opportunity, InitiationVerdict.Approve, null, null, null, stamp);
                break;
        }

        Move(StageKind.Initiated);
        Plan();
        Work(application, story.Gates.Chance.Int(2, 12));
        Later(20, 160, () => Go(StageKind.Proposal));
    }

    /// <summary>From proposal to contract: on, back, put off, worth something else, or lost.</summary>
    private void Go(StageKind to)
    {
        Change();
        switch (story.Chance.Double())
        {
            case < 0.13:
                opportunity.Lose(new Closing(story.Chance.ArrayElement([CloseReason.Price, CloseReason.Relationship, CloseReason.Solution]), Say("对手报价更低", "They were cheaper"), Competitor(),
                    Say("应更早接触决策人", "We met the decision maker too late")), story.By(Owner));
                return;
            case < 0.17:
                opportunity.Abandon(new Closing(CloseReason.NoDecision, Say("客户项目取消", "The customer dropped the project"), null, null), story.By(Owner));
                return;
            case < 0.27:
                // Nothing moves for a while, for some of them for good.
                Later(120, 700, () => Go(to));
                return;
        }

        Move(to);
        Plan();
        Call();
        var next = Stages.After(Stages.Of(to));
        Later(30, 230, next is null ? Sign : () => Go(next.Kind));
    }

    private void Sign()
    {
        Change();
        if (story.Chance.Bool(0.22f))
        {
            opportunity.Lose(new Closing(CloseReason.Price, Say("商务条款未谈拢", "We did not agree on the terms"), Competitor(), null), story.By(Owner));
            return;
        }

        opportunity.Win(Stages, new Closing(story.Chance.ArrayElement([CloseReason.Solution, CloseReason.Service, CloseReason.Relationship]), null, Competitor(),
            Say("方案贴合需求,案例有说服力", "The solution fitted, and the reference convinced")), story.By(Owner));
    }
}
