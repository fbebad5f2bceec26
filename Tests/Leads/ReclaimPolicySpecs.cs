using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Leads;

public sealed class ReclaimPolicySpecs
{
    private static readonly CompanyTime SaoPaulo = new(TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"));

    [Theory]
    [InlineData("2026-11-18", "2026-11-24")] // Wednesday: Thursday, Friday, Monday; the whole Monday is his
    [InlineData("2026-11-20", "2026-11-26")] // Friday
    [InlineData("2026-11-21", "2026-11-26")] // Saturday
    public void Without_first_contact_a_lead_is_due_after_three_working_days(string assigned, string due) =>
        Assert.Equal((Midnight(due), ReclaimRule.NoFirstContact), Due(new(LeadStatus.Assigned, LeadChannel.Phone, Noon(assigned), null, null)));

    [Fact]
    public void Holidays_put_it_off_and_make_up_days_count()
    {
        var calendar = new BusinessCalendar(
            [new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 2), new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 6), new DateOnly(2026, 10, 7)],
            [new DateOnly(2026, 10, 10)]);
        var facts = new ReclaimFacts(LeadStatus.Assigned, LeadChannel.Phone, Noon("2026-09-30"), null, null);

        // Thursday 8, Friday 9, Saturday 10 (worked) are the three days.
        Assert.Equal(Midnight("2026-10-11"), ReclaimPolicy.Default.DueOf(facts, Given.Shanghai, calendar)?.At);
    }

    [Fact]
    public void A_silent_lead_is_due_fourteen_days_after_the_last_activity() => Assert.Equal(
        (Midnight("2026-11-25"), ReclaimRule.Idle),
        Due(new(LeadStatus.Working, LeadChannel.Phone, Noon("2026-11-01"), Noon("2026-11-10"), null)));

    [Fact]
    public void An_active_lead_is_due_sixty_days_after_its_assignment() => Assert.Equal(
        (Midnight("2026-11-30"), ReclaimRule.NotConverted),
        Due(new(LeadStatus.Working, LeadChannel.Phone, Noon("2026-09-30"), Noon("2026-11-28"), null)));

    [Theory]
    [InlineData(LeadStatus.New)]
    [InlineData(LeadStatus.Qualified)]
    [InlineData(LeadStatus.Reclaimed)]
    [InlineData(LeadStatus.Converted)]
    [InlineData(LeadStatus.Disqualified)]
    public void Only_what_somebody_works_on_can_be_taken(LeadStatus status) =>
        Assert.Null(ReclaimPolicy.Default.DueOf(new(status, LeadChannel.Phone, Noon("2026-11-01"), null, null), Given.Shanghai, BusinessCalendar.Plain));

    [Fact]
    public void An_exempt_lead_is_due_the_day_after_the_exemption_but_not_earlier_than_its_rule()
    {
        var working = new ReclaimFacts(LeadStatus.Working, LeadChannel.Phone, Noon("2026-11-01"), Noon("2026-11-10"), new DateOnly(2026, 12, 5));

        Assert.Equal((Midnight("2026-12-06"), ReclaimRule.Idle), Due(working));
        Assert.Equal((Midnight("2026-11-25"), ReclaimRule.Idle), Due(working with { ExemptUntil = new DateOnly(2026, 11, 12) }));
    }

    [Fact]
    public void A_channel_can_have_limits_of_its_own()
    {
        var policy = new ReclaimPolicy(new ReclaimLimits(), new Dictionary<LeadChannel, ReclaimLimits> { [LeadChannel.Event] = new(10, 30, 90) }, false, Given.By(null));
        var facts = new ReclaimFacts(LeadStatus.Assigned, LeadChannel.Event, Noon("2026-11-18"), null, null);

        Assert.Equal(Midnight("2026-12-03"), policy.DueOf(facts, Given.Shanghai, BusinessCalendar.Plain)?.At);
    }

    [Fact]
    public void Days_are_cut_in_the_companys_zone()
    {
        // 23:30 on Friday the 20th in São Paulo is Saturday in Shanghai.
        var facts = new ReclaimFacts(LeadStatus.Assigned, LeadChannel.Phone, new DateTime(2026, 11, 21, 2, 30, 0, DateTimeKind.Utc), null, null);

        Assert.Equal(new DateTime(2026, 11, 26, 3, 0, 0, DateTimeKind.Utc), ReclaimPolicy.Default.DueOf(facts, SaoPaulo, BusinessCalendar.Plain)?.At);
        Assert.Equal(Midnight("2026-11-26"), ReclaimPolicy.Default.DueOf(facts, Given.Shanghai, BusinessCalendar.Plain)?.At);
    }

    [Fact]
    public void A_reclaimed_lead_goes_not_back_to_the_same_owner_for_thirty_days_unless_the_desk_says_why()
    {
        var lead = Given.Lead(LeadStatus.Reclaimed);

        Assert.Equal("LeadCoolsDown", lead.CanAssignTo(Given.Rep, Given.By(Given.Desk, 29))?.Code);
        Assert.Equal("LeadCoolsDown", lead.CanAssignTo(Given.Rep, Given.By(Given.Desk, 29), " ")?.Code);
        Assert.Null(lead.CanAssignTo(Given.Rep, Given.By(Given.Desk, 29), "customer asked for him"));
        Assert.Null(lead.CanAssignTo(Given.Colleague, Given.By(Given.Desk, 1)));
        Assert.Null(lead.CanAssignTo(Given.Rep, Given.By(Given.Desk, 30)));
    }

    [Fact]
    public void The_cool_down_holds_also_after_the_lead_was_with_somebody_else()
    {
        var lead = Given.Lead(LeadStatus.Reclaimed);
        lead.AssignTo(Given.Colleague, Given.By(Given.Desk, 1));

        Assert.Equal("LeadCoolsDown", lead.CanAssignTo(Given.Rep, Given.By(Given.Desk, 2))?.Code);
    }

    [Fact]
    public void What_its_owner_gave_back_himself_may_return_at_once()
    {
        var lead = Given.Lead(LeadStatus.Working);
        lead.GiveBack(GiveBackReason.OnLeave, null, Given.By(Given.Rep, 1));

        Assert.Null(lead.CanAssignTo(Given.Rep, Given.By(Given.Desk, 2)));
    }

    private static (DateTime, ReclaimRule) Due(ReclaimFacts facts) =>
        ReclaimPolicy.Default.DueOf(facts, Given.Shanghai, BusinessCalendar.Plain) is { } due ? (due.At, due.Rule) : default;

    private static DateTime Noon(string day) => Midnight(day).AddHours(12);

    private static DateTime Midnight(string day) => Given.Shanghai.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
}
