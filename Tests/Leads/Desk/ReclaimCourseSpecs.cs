using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Leads;

namespace SiCrm.Tests.Leads.Desk;

public sealed class ReclaimCourseSpecs
{
    [Fact]
    public void The_past_shows_at_every_instant_what_the_lead_itself_was_then() => Check.QuickThrowOnFailure(
        Prop.ForAll(DeskLives.Steps, steps =>
        {
            var life = new DeskLives(new DateTime(2026, 5, 4, 1, 0, 0, DateTimeKind.Utc));
            var seen = new List<(DateTime At, ReclaimFacts Facts)>();
            foreach (var step in steps)
            {
                life.Take(step);
                seen.Add((life.Now.AddTicks(1), ReclaimFacts.Of(life.Lead)));
            }

            var course = life.Course;
            Assert.Equal(seen.Select(moment => moment.Facts), seen.Select(moment => course.At(moment.At)));
        }));

    [Fact]
    public void The_spans_leave_no_gap() => Check.QuickThrowOnFailure(
        Prop.ForAll(DeskLives.Steps, steps =>
        {
            var life = new DeskLives(new DateTime(2026, 5, 4, 1, 0, 0, DateTimeKind.Utc));
            Array.ForEach(steps, life.Take);

            var spans = life.Course.Spans;

            Assert.Equal((DateTime.MinValue, DateTime.MaxValue), (spans[0].From, spans[^1].To));
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        }));
}
