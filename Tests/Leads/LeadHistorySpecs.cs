using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Leads;

public sealed class LeadHistorySpecs
{
    [Fact]
    public void Each_row_holds_until_the_next_and_the_last_has_no_end()
    {
        var lead = Life();

        Assert.Equal(Enumerable.Range(1, lead.Events), lead.History.Select(row => row.Seq));
        foreach (var (row, next) in lead.History.Zip(lead.History.Skip(1)))
        {
            Assert.Equal(next.At, row.UntilAt);
            Assert.Equal(row.To, next.From);
            Assert.Equal((row.ToOwnerId, row.ToTeamId), (next.FromOwnerId, next.FromTeamId));
            Assert.Equal(row.Amount, next.AmountBefore);
        }

        Assert.Null(lead.History[^1].UntilAt);
        Assert.Null(lead.History[0].From);
        Assert.Equal((lead.Status, lead.OwnerId, lead.TeamId), (lead.History[^1].To, lead.History[^1].ToOwnerId, lead.History[^1].ToTeamId));
    }

    [Fact]
    public void A_changed_amount_or_team_is_an_event_but_no_transition()
    {
        var lead = Given.Lead(LeadStatus.Working);
        var since = lead.StatusSince;

        lead.Edit(lead.Facts with { Amount = Money.FromMajor(200_000) }, Given.By(Given.Rep, 3));
        lead.FollowOwner(Given.Person(Given.Rep.Id, "Sam", 20, Domain.Access.Role.Sales), Given.By(Given.Desk, 4));

        Assert.Equal([LeadEventKind.Revalued, LeadEventKind.TeamChanged], lead.History.TakeLast(2).Select(row => row.Kind));
        Assert.All(lead.History.TakeLast(2), row => Assert.Equal(since, row.TransitionAt));
        Assert.Equal((since, 20L), (lead.StatusSince, lead.TeamId));
        Assert.Equal((Money.FromMajor(120_000), Money.FromMajor(200_000)), (lead.History[^2].AmountBefore, lead.History[^2].Amount));
    }

    [Fact]
    public void A_reassignment_is_a_transition_even_within_assigned()
    {
        var lead = Given.Lead(LeadStatus.Assigned);

        lead.AssignTo(Given.Colleague, Given.By(Given.Desk, 1));

        var row = lead.History[^1];
        Assert.Equal((LeadEventKind.Reassigned, LeadStatus.Assigned, LeadStatus.Assigned), (row.Kind, row.From, row.To));
        Assert.Equal((Given.Rep.Id, Given.Colleague.Id), (row.FromOwnerId, row.ToOwnerId));
        Assert.Equal(Given.Start.AddDays(1), lead.StatusSince);
    }

    [Fact]
    public void An_imported_lead_was_captured_then_and_recorded_now()
    {
        var then = new DateTime(2011, 10, 1, 0, 0, 0, DateTimeKind.Utc);

        var lead = new Lead("BPI-1", new LeadFacts { Company = "x" }, LeadOrigin.Import, Given.By(null), then, importId: 7);

        Assert.Equal((then, then, Given.Start, 7L), (lead.CapturedAt, lead.History[0].At, lead.History[0].RecordedAt, lead.History[0].ImportId));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_turn_the_history_round()
    {
        var lead = Given.Lead(LeadStatus.Qualified);

        lead.AssignTo(Given.Rep, Given.By(Given.Desk, -2));

        Assert.Equal((Given.Start, Given.Start), (lead.History[^1].At, lead.AssignedAt));
        Assert.True(lead.History[^1].RecordedAt >= lead.History[^1].At);
    }

    [Fact]
    public void Every_changed_value_is_kept_with_who_when_from_and_to()
    {
        var lead = Given.Lead();

        lead.Edit(lead.Facts with { Company = "Green Media Group", Phone = "021 5555 1234", RegionId = 3, Channel = LeadChannel.Referral }, Given.By(Given.Desk, 1));

        Assert.Equal(
            [("Company", "Green Media Co., Ltd.", "Green Media Group"), ("Channel", "Phone", "Referral"), ("Phone", null, "021 5555 1234"), ("RegionId", null, "3")],
            lead.Changes.Select(change => (change.Field, change.Before, change.After)));
        Assert.All(lead.Changes, change => Assert.Equal((Given.Desk.Id, Given.Start.AddDays(1)), (change.ActorId, change.At)));
        Assert.Equal(("greenmedia", "2155551234"), (lead.CompanyKey, lead.PhoneKey));
    }

    [Fact]
    public void An_edit_that_changes_nothing_leaves_no_trace()
    {
        var lead = Given.Lead();
        var version = lead.Version;

        lead.Edit(lead.Facts with { Company = " Green  Media Co., Ltd. " }, Given.By(Given.Desk, 1));

        Assert.Empty(lead.Changes);
        Assert.Equal(version, lead.Version);
    }

    [Fact]
    public void What_comes_in_is_kept_clean_whatever_door_it_took()
    {
        var lead = new Lead("L-1", new LeadFacts { Company = "A\u0000c\u202Eme\t Ltd\r\n", ContactName = "Zoe\u0308", Need = "a\r\nb\u0007" },
            LeadOrigin.Api, Given.By(null));

        Assert.Equal(("Acme Ltd", "Zo\u00EB", "a\nb"), (lead.Company, lead.ContactName, lead.Need));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u0007 ")]
    public void A_lead_needs_a_company(string company) => Assert.Equal("LeadNeedsCompany",
        Given.RefusalOf(() => _ = new Lead("L-1", new LeadFacts { Company = company }, LeadOrigin.Api, Given.By(null))));

    private static Lead Life()
    {
        var lead = Given.Lead(LeadStatus.Working);
        lead.Edit(lead.Facts with { Amount = Money.FromMajor(5) }, Given.By(Given.Rep, 1));
        lead.AssignTo(Given.Stranger, Given.By(Given.Desk, 2));
        lead.Reclaim(ReclaimRule.NoFirstContact, null, Given.By(null, 9));
        lead.AssignTo(Given.Colleague, Given.By(Given.Desk, 10));
        lead.Log(LeadActivityKind.Call, "rang", Given.By(Given.Colleague, 11));
        lead.Disqualify(DisqualifyReason.NoNeed, "bought elsewhere", Given.By(Given.Colleague, 12));
        lead.Reopen("they rang again", Given.By(Given.Desk, 40));
        return lead;
    }
}
