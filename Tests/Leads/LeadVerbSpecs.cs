using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Leads;

public sealed class LeadVerbSpecs
{
    [Theory]
    [InlineData(Answer.Yes, Answer.Yes, Answer.No)]
    [InlineData(Answer.Unknown, Answer.Yes, Answer.Yes)]
    [InlineData(Answer.No, Answer.No, Answer.No)]
    public void Qualifying_needs_three_yes(Answer target, Answer solvable, Answer affordable)
    {
        var lead = Given.Lead();

        var code = Given.RefusalOf(() => lead.Qualify(new QualificationAnswers(target, solvable, affordable), Given.By(Given.Desk)));

        Assert.Equal("QualificationNeedsThreeYes", code);
        Assert.Empty(lead.Qualifications);
    }

    [Fact]
    public void The_answers_stay_on_record_also_of_a_lead_that_fails()
    {
        var lead = Given.Lead();
        var answers = new QualificationAnswers(Answer.Yes, Answer.No, Answer.Unknown, SolvableNote: "no product for it");

        lead.Disqualify(DisqualifyReason.NotSolvable, "told them", Given.By(Given.Desk), answers);

        var kept = Assert.Single(lead.Qualifications);
        Assert.Equal((Answer.Yes, Answer.No, "no product for it", false), (kept.Target, kept.Solvable, kept.SolvableNote, kept.Passed));
        Assert.Equal("NotSolvable: told them", lead.History[^1].Reason);
    }

    [Fact]
    public void An_assignment_gives_owner_team_and_a_fresh_count()
    {
        var lead = Given.Lead(LeadStatus.Working);

        lead.AssignTo(Given.Stranger, Given.By(Given.Desk, 2));

        Assert.Equal((LeadStatus.Assigned, Given.Stranger.Id, 20L), (lead.Status, lead.OwnerId, lead.TeamId));
        Assert.Equal((Given.Start.AddDays(2), null, null), (lead.AssignedAt, lead.FirstContactAt, lead.LastActivityAt));
    }

    [Fact]
    public void Nobody_gets_a_lead_that_he_has() =>
        Assert.Equal("LeadAlreadyHis", Given.RefusalOf(() => Given.Lead(LeadStatus.Assigned).AssignTo(Given.Rep, Given.By(Given.Desk))));

    [Fact]
    public void Nobody_who_is_not_active_gets_a_lead()
    {
        var tomorrow = Given.Person(9, "New", 10, Domain.Access.Role.Sales, from: new DateOnly(2026, 11, 19));

        Assert.Equal("PersonNotActive", Given.RefusalOf(() => Given.Lead(LeadStatus.Qualified).AssignTo(tomorrow, Given.By(Given.Desk))));
    }

    [Fact]
    public void The_first_contact_that_the_owner_logs_starts_the_lead()
    {
        var lead = Given.Lead(LeadStatus.Assigned);

        lead.Log(LeadActivityKind.Call, "rang them", Given.By(Given.Rep, 1), "send offer", new DateOnly(2026, 11, 25));

        Assert.Equal((LeadStatus.Working, Given.Start.AddDays(1), Given.Start.AddDays(1)), (lead.Status, lead.FirstContactAt, lead.LastActivityAt));
        Assert.Equal(("send offer", new DateOnly(2026, 11, 25)), (lead.NextAction, lead.NextDueOn));
    }

    [Theory]
    [InlineData(LeadActivityKind.Note, true)]
    [InlineData(LeadActivityKind.Call, false)]
    public void Neither_a_note_nor_a_contact_by_somebody_else_starts_it(LeadActivityKind kind, bool byOwner)
    {
        var lead = Given.Lead(LeadStatus.Assigned);

        lead.Log(kind, "words", Given.By(byOwner ? Given.Rep : Given.Desk, 1));

        Assert.Equal(LeadStatus.Assigned, lead.Status);
        Assert.Equal(kind == LeadActivityKind.Note ? null : Given.Start.AddDays(1), lead.LastActivityAt);
    }

    [Fact]
    public void A_contact_without_a_plan_leaves_the_plan_as_it_is()
    {
        var lead = Given.Lead(LeadStatus.Working);
        lead.Plan("call again", new DateOnly(2026, 11, 20), Given.By(Given.Rep));

        lead.Log(LeadActivityKind.Mail, "sent", Given.By(Given.Rep, 1));

        Assert.Equal(("call again", new DateOnly(2026, 11, 20)), (lead.NextAction, lead.NextDueOn));
    }

    [Fact]
    public void A_plan_lies_not_in_the_past_but_an_overdue_one_may_stay()
    {
        var lead = Given.Lead(LeadStatus.Working);
        lead.Plan("call", new DateOnly(2026, 11, 19), Given.By(Given.Rep));

        lead.Plan("call twice", new DateOnly(2026, 11, 19), Given.By(Given.Rep, 5));
        var code = Given.RefusalOf(() => lead.Plan("call", new DateOnly(2026, 11, 17), Given.By(Given.Rep, 5)));

        Assert.Equal("DateIsPast", code);
        Assert.Equal("call twice", lead.NextAction);
    }

    [Theory]
    [InlineData(LeadStatus.Converted)]
    [InlineData(LeadStatus.Disqualified)]
    public void A_closed_lead_has_no_next_step(LeadStatus status) =>
        Assert.Equal("LeadIsClosed", Given.RefusalOf(() => Given.Lead(status).Plan("call", null, Given.By(Given.Rep))));

    [Fact]
    public void What_leaves_its_owner_leaves_his_plan_too_and_the_history_keeps_it()
    {
        var lead = Given.Lead(LeadStatus.Working);
        lead.Plan("send offer", new DateOnly(2026, 11, 25), Given.By(Given.Rep));

        lead.GiveBack(GiveBackReason.OnLeave, "until June", Given.By(Given.Rep, 1));

        Assert.Equal((LeadStatus.Reclaimed, null, null, null), (lead.Status, lead.OwnerId, lead.TeamId, lead.NextAction));
        Assert.Contains(lead.Changes, change => change is { Field: "NextAction", Before: "send offer", After: null });
        Assert.Equal((LeadEventKind.GivenBack, "OnLeave: until June"), (lead.History[^1].Kind, lead.History[^1].Reason));
    }

    [Fact]
    public void The_desk_says_why_it_takes_a_lead_that_no_rule_takes() =>
        Assert.Equal("ReasonNeeded", Given.RefusalOf(() => Given.Lead(LeadStatus.Working).Reclaim(null, " ", Given.By(Given.Desk))));

    [Fact]
    public void A_disqualified_lead_keeps_its_owner_and_a_reopened_one_has_none()
    {
        var lead = Given.Lead(LeadStatus.Working);
        lead.Disqualify(DisqualifyReason.NoNeed, null, Given.By(Given.Rep, 1));
        Assert.Equal(Given.Rep.Id, lead.OwnerId);

        lead.Reopen("they rang", Given.By(Given.Desk, 2));

        Assert.Equal((LeadStatus.New, null, null), (lead.Status, lead.OwnerId, lead.AssignedAt));
    }

    [Fact]
    public void A_long_note_is_cut_to_what_the_history_keeps()
    {
        var lead = Given.Lead();

        lead.Disqualify(DisqualifyReason.Other, new string('字', 1200), Given.By(Given.Desk));

        Assert.Equal(LeadLengths.Reason, lead.History[^1].Reason?.Length);
    }

    [Fact]
    public void A_conversion_makes_customer_contact_and_opportunity_of_what_the_lead_says()
    {
        var lead = Given.Lead(LeadStatus.Working, facts => facts with { ContactName = "Li Lei", Phone = "010-68297732", ExpectedOn = new DateOnly(2027, 3, 1) });

        var opportunity = LeadConversion.Convert(lead, "O-2026-00001", "Data centre", null, null, Given.By(Given.Rep, 1));

        Assert.Equal(LeadStatus.Converted, lead.Status);
        Assert.Equal(("Green Media Co., Ltd.", "greenmedia"), (opportunity.Customer!.Name, opportunity.Customer.NameKey));
        Assert.Equal(("Li Lei", "1068297732"), (opportunity.Contact?.Name, opportunity.Contact?.PhoneKey));
        Assert.Equal((lead.Amount, lead.ExpectedOn, Given.Rep.Id, 10L), (opportunity.Amount, opportunity.ExpectedOn, opportunity.OwnerId, opportunity.TeamId));
    }

    [Fact]
    public void An_open_lead_is_not_archived() =>
        Assert.Equal("OpenLeadNotArchived", Given.RefusalOf(() => Given.Lead(LeadStatus.Reclaimed).Archive(Given.By(Given.Desk))));

    [Fact]
    public void What_is_archived_comes_back_within_thirty_days()
    {
        var lead = Given.Lead(LeadStatus.Disqualified);
        lead.Archive(Given.By(Given.Desk));
        Assert.Equal("LeadIsArchived", Given.RefusalOf(() => lead.Archive(Given.By(Given.Desk, 1))));
        Assert.Equal("LeadIsArchived", Given.RefusalOf(() => lead.Edit(lead.Facts with { Need = "x" }, Given.By(Given.Desk, 1))));

        lead.Restore(Given.By(Given.Desk, 30));

        Assert.Null(lead.ArchivedAt);
        Assert.Equal("LeadNotArchived", Given.RefusalOf(() => lead.Restore(Given.By(Given.Desk, 30))));
    }

    [Fact]
    public void After_thirty_days_it_does_not()
    {
        var lead = Given.Lead(LeadStatus.Disqualified);
        lead.Archive(Given.By(Given.Desk));

        Assert.Equal("LeadArchivedTooLong", Given.RefusalOf(() => lead.Restore(Given.By(Given.Desk, 31))));
    }

    [Fact]
    public void Every_change_raises_the_version()
    {
        var lead = Given.Lead(LeadStatus.Working);
        Action[] changes =
        [
            () => lead.Log(LeadActivityKind.Note, "n", Given.By(Given.Rep)),
            () => lead.Plan("p", null, Given.By(Given.Rep)),
            () => lead.Edit(lead.Facts with { Industry = "Finance" }, Given.By(Given.Rep)),
            () => lead.Edit(lead.Facts with { Amount = Money.FromMajor(1) }, Given.By(Given.Rep)),
            () => lead.Exempt(new DateOnly(2026, 12, 1), "on leave", Given.By(Given.Desk)),
            () => lead.Disqualify(DisqualifyReason.Other, null, Given.By(Given.Desk)),
            () => lead.Archive(Given.By(Given.Desk)),
            () => lead.Restore(Given.By(Given.Desk)),
        ];
        foreach (var change in changes)
        {
            var before = lead.Version;
            change();
            Assert.True(lead.Version > before);
        }
    }
}
