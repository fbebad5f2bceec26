using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Reports;

namespace SiCrm.Tests.Leads.Desk;

public sealed class ReclaimReplaySpecs
{
    private static readonly DateTime Start = new(2026, 5, 4, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = new(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc);
    private static readonly IReadOnlyList<DateTime> Runs = ReclaimReplay.RunsBefore(End, 200, DeskLives.Time);

    private static readonly ReclaimReplay Default = new(ReclaimPolicy.Default, DeskLives.Time, BusinessCalendar.Plain);

    [Fact]
    public void The_first_take_is_the_first_night_on_which_a_run_takes_the_lead() => Check.QuickThrowOnFailure(
        Prop.ForAll(DeskLives.Steps, steps =>
        {
            var life = new DeskLives(Start);
            Array.ForEach(steps[..25], life.Take);
            var course = life.Course;

            var byNight = Runs.Where(run => Default.TakenAt(run, course.At(run)) is not null).Take(1).ToList();

            Assert.Equal(byNight.Count == 0 ? null : byNight[0], Default.FirstTake(course, Runs)?.At);
        }));

    [Fact]
    public void A_lead_that_its_owner_converted_after_the_take_is_harm() => Assert.Equal(
        ReplayOutcome.ConvertedByOwner,
        Outcome(life => { life.Wait(20); life.Lead.Log(LeadActivityKind.Call, "at last", life.Stamp); life.Convert(); }));

    [Fact]
    public void A_lead_that_the_next_owner_converted_says_so() => Assert.Equal(
        ReplayOutcome.ConvertedByNext,
        Outcome(life => { life.Wait(20); life.Lead.AssignTo(DeskLives.People[1], life.Stamp); life.Lead.Start(life.Stamp); life.Convert(); }));

    [Fact]
    public void A_lead_that_nobody_touched_again_stayed_dead() => Assert.Equal(ReplayOutcome.StayedDead, Outcome(_ => { }));

    [Fact]
    public void A_lead_that_ended_invalid_stayed_dead() => Assert.Equal(
        ReplayOutcome.StayedDead,
        Outcome(life => { life.Wait(20); life.Lead.Log(LeadActivityKind.Call, "no", life.Stamp); life.Lead.Disqualify(DisqualifyReason.NoNeed, null, life.Stamp); }));

    [Fact]
    public void A_lead_that_somebody_works_on_is_undecided() => Assert.Equal(
        ReplayOutcome.Undecided,
        Outcome(life => { life.Wait(20); life.Lead.Log(LeadActivityKind.Call, "alive", life.Stamp); }));

    [Fact]
    public void A_contact_in_time_saves_the_lead()
    {
        var life = Working();
        for (var i = 0; i < 3; i++)
        {
            life.Wait(14);
            life.Lead.Log(LeadActivityKind.Call, "again", life.Stamp);
        }

        life.Convert();

        Assert.Null(Default.FirstTake(life.Course, Runs));
    }

    [Fact]
    public void Totals_say_harm_and_benefit()
    {
        var totals = Enum.GetValues<ReplayOutcome>().Aggregate(ReplayTotals.None, (sum, outcome) => sum.With(outcome));

        Assert.Equal((4, 2, 1, 1), (totals.Taken, totals.Harm, totals.Benefit, totals.Undecided));
    }

    [Fact]
    public void There_is_one_run_a_night_and_none_ahead()
    {
        Assert.Equal(201, Runs.Count);
        Assert.Equal(new DateTime(2026, 11, 17, 18, 0, 0), Runs[^1]);
    }

    private static ReplayOutcome? Outcome(Action<ScriptedLife> later)
    {
        var life = Working();
        later(life);
        return Default.FirstTake(life.Course, Runs)?.Outcome;
    }

    private static ScriptedLife Working()
    {
        var life = new ScriptedLife(Start);
        life.Lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), life.Stamp);
        life.Lead.AssignTo(DeskLives.People[0], life.Stamp);
        life.Lead.Log(LeadActivityKind.Call, "hello", life.Stamp with { ActorId = 1 });
        return life;
    }

    private sealed class ScriptedLife(DateTime start)
    {
        private DateTime _now = start;

        public Lead Lead { get; } = new Lead(
            "L-1", new LeadFacts { Company = "Northern Grid" }, LeadOrigin.QuickForm, Stamp.Of(1, start, DeskLives.Time)).WithId(1);

        public Stamp Stamp => Stamp.Of(1, _now, DeskLives.Time);

        public ReclaimCourse Course => new(
            Lead.Channel,
            [.. Lead.History.Select(row => new CourseEvent(row.At, row.Kind, row.To))],
            [.. Lead.Activities.Select(row => row.At)], []);

        public void Wait(int days) => _now = _now.AddDays(days);

        public void Convert() => LeadConversion.Convert(Lead, "O-1", "Project", null, null, Stamp);
    }
}
