using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Plans for what is still open: what was done in the last weeks, what was put off, what comes next; and the templates that plans begin with.</summary>
internal sealed class DemoPlans(CrmDbContext db, DemoStory story, DateTime until)
{
    private static readonly int?[] Hours = [540, 570, 600, 840, 870, 930, null];

    private static readonly (ActionKind Kind, string Chinese, string English, int Minutes)[] Steps =
    [
        (ActionKind.Call, "电话确认需求范围", "Call about the scope", 30), (ActionKind.Visit, "拜访信息中心", "Visit the IT department", 120),
        (ActionKind.Meeting, "与技术把关人交流方案", "Go through the design with the evaluator", 90), (ActionKind.Demo, "产品演示", "Demonstrate the product", 120),
        (ActionKind.Proposal, "编写技术方案", "Write the technical proposal", 360), (ActionKind.Internal, "内部方案评审", "Review the solution among ourselves", 60),
        (ActionKind.Bid, "准备投标文件", "Prepare the bid", 420), (ActionKind.Visit, "拜访分管领导", "Visit the director in charge", 90),
    ];

    private DateOnly Today => story.Hours.Time.DayOf(until);

    public async Task AddAsync(CancellationToken cancel)
    {
        db.PlanTemplates.AddRange(Templates());
        await db.SaveChangesAsync(cancel);
        var planned = story.Converted.Select(pair => pair.Opportunity).Where(row => row is { IsOpen: true, NextStep: not null } && OwnerOf(row)?.IsActive(Today) == true).ToList();
        var goals = planned.ConvertAll(row => new PlanGoal(row, GoalOf(row), Today.AddDays(story.Chance.Int(15, 45)), story.At(row.OwnerId, until)));
        await db.InsertInBulkAsync(goals, cancel);
        await db.InsertInBulkAsync(planned.Zip(goals).SelectMany(pair => ActionsOf(pair.First, pair.Second)).ToList(), cancel);
        await db.UpdateInBulkAsync(planned, nameof(Opportunity.NextStep), nameof(Opportunity.NextDueOn), nameof(Opportunity.LastActivityAt));
    }

    private static bool IsChinese(Opportunity opportunity) => opportunity.Known().Name.Any(sign => sign > 0x4e00);

    private static string GoalOf(Opportunity opportunity) => (IsChinese(opportunity), opportunity.InitiatedAt is not null) switch
    {
        (true, true) => "客户认可我方方案",
        (true, false) => "客户确认需求与预算",
        (false, true) => "They prefer our solution",
        _ => "They confirm need and budget",
    };

    private Person? OwnerOf(Opportunity opportunity) => story.Cast.People.FirstOrDefault(person => person.Id == opportunity.OwnerId);

    private List<PlanAction> ActionsOf(Opportunity opportunity, PlanGoal goal)
    {
        var people = PeopleOf(opportunity);
        var past = Enumerable.Range(0, story.Chance.Int(1, 3)).Select(_ => Past(opportunity, goal, people)).ToList();
        var plan = new AdvancementPlan(opportunity, past.Where(action => action.IsOpen));
        var coming = Enumerable.Range(0, story.Chance.Int(1, 3)).Select(_ => plan.Add(Terms(opportunity, goal, people, DayFrom(Today)), story.At(opportunity.OwnerId, until))).ToList();
        return [.. past, .. coming];
    }

    /// <summary>Mostly done in time; some were put off, some dropped, a few still lie there.</summary>
    private PlanAction Past(Opportunity opportunity, PlanGoal goal, IReadOnlyList<Person> people)
    {
        var day = Today.AddDays(-story.Chance.Int(2, 24));
        var begun = story.At(opportunity.OwnerId, story.Hours.At(day.AddDays(-7), 0.5));
        var action = new PlanAction(opportunity.Id, Terms(opportunity, goal, people, day), begun);
        var end = story.At(opportunity.OwnerId, story.Hours.At(day, 0.9));
        switch (story.Chance.WeightedRandom([0, 1, 2, 3], [0.68f, 0.14f, 0.08f, 0.1f]))
        {
            case 0:
                action.Do(IsChinese(opportunity) ? "进展顺利,约定下一步" : "Went well; agreed on what comes next", action.Minutes, end);
                opportunity.Worked(end.At);
                break;
            case 1:
                action.MoveTo(day.AddDays(1), action.StartMinute, IsChinese(opportunity) ? "客户出差" : "They travel", people, end);
                action.Do(null, action.Minutes + 30, story.At(opportunity.OwnerId, story.Hours.At(day.AddDays(1), 0.9)));
                break;
            case 2:
                action.Drop(IsChinese(opportunity) ? "客户取消" : "They cancelled", end);
                break;
        }

        return action;
    }

    private ActionTerms Terms(Opportunity opportunity, PlanGoal goal, IReadOnlyList<Person> people, DateOnly day)
    {
        var (kind, chinese, english, minutes) = story.Chance.ArrayElement(Steps);
        return new(IsChinese(opportunity) ? chinese : english, kind, goal.Id, day, story.Chance.ArrayElement(Hours), minutes, null, null,
            [.. people.Where(person => !person.Roles.Contains(Role.Presales) || story.Presales.Plan(person, day, minutes))]);
    }

    /// <summary>The owner, and half the time a colleague of his project's team.</summary>
    private List<Person> PeopleOf(Opportunity opportunity)
    {
        var owner = OwnerOf(opportunity) ?? throw new InvalidOperationException("An opportunity without an owner.");
        var members = opportunity.Members.Select(member => member.PersonId).Where(_ => story.Chance.Bool()).ToHashSet();
        return [owner, .. story.Cast.People.Where(person => person.Id != owner.Id && members.Contains(person.Id) && person.IsActive(Today))];
    }

    private DateOnly DayFrom(DateOnly day)
    {
        var on = day.AddDays(story.Chance.Int(0, 16));
        while (!story.Hours.IsWorkingDay(on))
        {
            on = on.AddDays(1);
        }

        return on;
    }

    private IEnumerable<PlanTemplate> Templates()
    {
        var stamp = story.At(null, until);
        yield return new(new("首次需求调研 First survey", null, Stage.IdOf(StageKind.Discovery), "客户确认需求与预算", Lines((0, 0), (1, 3), (2, 7))), stamp);
        yield return new(new("方案阶段 Proposal", null, Stage.IdOf(StageKind.Proposal), "客户认可我方方案", Lines((4, 0), (5, 4), (2, 6), (3, 9))), stamp);
        yield return new(new("投标 Tender", null, Stage.IdOf(StageKind.Bidding), "中标", Lines((6, 0), (5, 8), (7, 10))), stamp);
        yield return new(new("金融行业方案 Finance proposal", "Finance", Stage.IdOf(StageKind.Proposal), "通过信息安全评审", Lines((2, 0), (4, 2), (5, 7), (3, 12))), stamp);
        yield return new(new("通用跟进 Follow-up", null, null, null, Lines((0, 0), (1, 5))), stamp);
    }

    private static List<TemplateLine> Lines(params (int Step, int AfterDays)[] lines) =>
        [.. lines.Select(line => new TemplateLine(Steps[line.Step].Kind, Steps[line.Step].Chinese, line.AfterDays, Steps[line.Step].Minutes))];
}
