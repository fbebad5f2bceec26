using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Operations.Jobs;

namespace SiCrm.Tests.Operations.Jobs;

public sealed class JobRhythmSpecs
{
    private static readonly DateOnly Day = new(2026, 11, 18);

    /// <summary>In Berlin the clock goes from two to three on 29 March and from three to two on 25 October.</summary>
    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-18", "2026-11-17T18:00")]
    [InlineData("Europe/Berlin", "2026-11-18", "2026-11-18T01:00")]
    [InlineData("America/Sao_Paulo", "2026-11-18", "2026-11-18T05:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29T01:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T00:00")]
    public void A_night_is_cut_by_the_company_s_clock(string zone, string night, string due) =>
        Assert.Equal(At(due), JobRhythm.Nightly(2).DueAt(DateOnly.Parse(night, CultureInfo.InvariantCulture), In(zone)));

    [Theory]
    [InlineData("2026-10-24T23:00")]
    [InlineData("2026-03-29T05:00")]
    [InlineData("2024-02-29T12:00")]
    [InlineData("2027-01-03T23:59")]
    public void Looked_at_every_quarter_of_an_hour_no_night_is_missed_or_doubled(string start)
    {
        var (done, berlin, nightly) = ((DateOnly?)null, In("Europe/Berlin"), JobRhythm.Nightly(2));
        for (var now = At(start); now < At(start).AddDays(4); now = now.AddMinutes(15))
        {
            foreach (var night in nightly.Due(done, done, now, berlin))
            {
                Assert.True(done is null || night == done.Value.AddDays(1), $"{night} after {done}");
                Assert.Equal(night, berlin.DayOf(now));
                done = night;
            }
        }

        Assert.True(done >= DateOnly.FromDateTime(At(start)).AddDays(3));
    }

    [Fact]
    public void A_clock_that_jumps_a_day_back_repeats_nothing()
    {
        var (rhythm, shanghai) = (JobRhythm.Nightly(2), In("Asia/Shanghai"));
        Assert.Equal([Day], rhythm.Due(null, null, At("2026-11-18T02:00"), shanghai));
        Assert.Empty(rhythm.Due(Day, Day, At("2026-11-17T02:00"), shanghai));
    }

    [Fact]
    public void The_word_is_asked_for_from_Friday_morning_to_the_end_of_the_week()
    {
        var (rhythm, shanghai) = (JobRhythm.Weekly(DayOfWeek.Friday, 9), In("Asia/Shanghai"));
        Assert.Empty(rhythm.Due(null, null, At("2026-11-20T00:59"), shanghai));
        Assert.Equal([new DateOnly(2026, 11, 16)], rhythm.Due(null, null, At("2026-11-20T01:00"), shanghai));
        Assert.Equal([new DateOnly(2026, 11, 16)], rhythm.Due(null, null, At("2026-11-22T15:59"), shanghai));
        Assert.Empty(rhythm.Due(null, null, At("2026-11-22T16:00"), shanghai));
        Assert.Equal(At("2026-11-27T01:00"), rhythm.NextDueAt(At("2026-11-22T16:00"), shanghai));
    }

    [Fact]
    public void Weeks_are_caught_up_over_the_end_of_a_year_with_53_weeks()
    {
        var weeks = JobRhythm.AfterEachWeek(10).Due(null, IsoWeek.Of(2026, 51).Monday, At("2027-01-11T00:00"), In("Asia/Shanghai"));
        Assert.Equal(["2026-W52", "2026-W53", "2027-W01"], weeks.Select(JobRhythm.AfterEachWeek(10).Name));
    }

    private static DateTime At(string utc) => DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static CompanyTime In(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));
}
