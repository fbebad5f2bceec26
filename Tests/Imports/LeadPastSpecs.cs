using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Imports;

using static LeadStatus;

public sealed class LeadPastSpecs
{
    private const long East = 1;
    private const long West = 2;
    private const long Import = 7;

    private static readonly DateTime Captured = new(2011, 10, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Stamp Now = new(null, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));

    [Fact]
    public void A_past_becomes_history_with_its_own_instants()
    {
        var lead = NewLead();

        lead.Recall([Past(1, New, Qualified), Past(2, Qualified, Assigned, East), Past(3, Assigned, Working, East)], Import, Now);

        Assert.Equal((Working, East, Captured.AddHours(3)), (lead.Status, lead.OwnerId, lead.StatusSince));
        Assert.Equal((Captured.AddHours(2), Captured.AddHours(3)), (lead.AssignedAt, lead.FirstContactAt));
        Assert.Equal([LeadEventKind.Captured, LeadEventKind.Qualified, LeadEventKind.Assigned, LeadEventKind.Started],
            lead.History.Select(row => row.Kind));
        Assert.Equal([1, 2, 3, 4], lead.History.Select(row => row.Seq));
        Assert.Equal([Captured.AddHours(1), Captured.AddHours(2), Captured.AddHours(3), null], lead.History.Select(row => row.UntilAt));
        Assert.Equal([null, null, null, East], lead.History.Select(row => row.FromOwnerId));
        Assert.All(lead.History.Skip(1), row => Assert.Equal((Now.At, Import, new Money(500)), (row.RecordedAt, row.ImportId, row.Amount)));
    }

    [Fact]
    public void Rows_in_any_order_make_the_same_history()
    {
        var lead = NewLead();

        lead.Recall([Past(3, Assigned, Working), Past(1, New, Qualified), Past(2, Qualified, Assigned, East)], Import, Now);

        Assert.Equal([New, Qualified, Assigned, Working], lead.History.Select(row => row.To));
    }

    [Fact]
    public void A_wrong_row_costs_itself_and_not_those_around_it()
    {
        var refusals = NewLead().CanRecall(
            [Past(1, New, Qualified), Past(2, Assigned, Working), Past(3, Qualified, Assigned, East), Past(4, New, Working)]);

        Assert.Equal([null, "PastEventDoesNotFollow", null, "PastEventNoMove"], refusals.Select(refusal => refusal?.Code));
        Assert.Equal([Qualified, Assigned], refusals[1]!.Args);
    }

    [Fact]
    public void A_row_that_only_a_wrong_row_could_carry_is_refused_with_it()
    {
        var refusals = NewLead().CanRecall([Past(1, Qualified, Assigned, East), Past(2, Assigned, Working)]);

        Assert.Equal(["PastEventDoesNotFollow", "PastEventDoesNotFollow"], refusals.Select(refusal => refusal?.Code));
    }

    [Theory]
    [InlineData(null, "PastEventNeedsOwner")]
    [InlineData(East, null)]
    public void An_assignment_needs_somebody_to_go_to(long? owner, string? code) =>
        Assert.Equal(code, NewLead().CanRecall([Past(1, New, Qualified), Past(2, Qualified, Assigned, owner)])[1]?.Code);

    [Fact]
    public void A_row_that_names_another_owner_than_the_lead_had_is_refused() =>
        Assert.Equal("PastEventOtherOwner", NewLead().CanRecall(
            [Past(1, New, Qualified), Past(2, Qualified, Assigned, East), Past(3, Assigned, Working, West)])[2]?.Code);

    [Fact]
    public void Nothing_happens_to_a_lead_before_its_capture() =>
        Assert.Equal("PastEventBeforeCapture", NewLead().CanRecall([Past(-1, New, Qualified)])[0]?.Code);

    [Fact]
    public void Late_events_find_their_place_between_those_that_are_here()
    {
        var lead = NewLead();
        lead.Recall([Past(1, New, Qualified), Past(9, Qualified, Disqualified)], Import, Now);

        lead.Recall([Past(2, Qualified, Disqualified), Past(3, Disqualified, New), Past(4, New, Qualified)], Import + 1, Now);

        Assert.Equal([New, Qualified, Disqualified, New, Qualified, Disqualified], lead.History.Select(row => row.To));
        Assert.Equal(Enumerable.Range(1, 6), lead.History.Select(row => row.Seq));
    }

    [Fact]
    public void A_late_event_that_breaks_what_came_after_is_refused()
    {
        var lead = NewLead();
        lead.Recall([Past(1, New, Qualified), Past(9, Qualified, Assigned, East)], Import, Now);

        var refusal = Assert.Single(lead.CanRecall([Past(2, Qualified, Disqualified)]));

        Assert.Equal("PastEventBreaksLater", refusal?.Code);
        Assert.Equal(0, lead.Recall([Past(2, Qualified, Disqualified)], Import, Now));
    }

    [Fact]
    public void A_late_reassignment_moves_what_followed_it_to_the_new_owner()
    {
        var lead = NewLead();
        lead.Recall([Past(1, New, Qualified), Past(2, Qualified, Assigned, East), Past(9, Assigned, Disqualified)], Import, Now);

        lead.Recall([Past(5, Assigned, Assigned, West)], Import, Now);

        Assert.Equal((West, Disqualified), (lead.OwnerId, lead.Status));
        Assert.Equal((West, West), (lead.History[^1].FromOwnerId, lead.History[^1].ToOwnerId));
    }

    [Theory]
    [InlineData(East, LeadEventKind.GivenBack)]
    [InlineData(West, LeadEventKind.Reclaimed)]
    public void An_owner_gives_back_and_others_reclaim(long by, LeadEventKind kind)
    {
        var lead = NewLead();

        lead.Recall([Past(1, New, Qualified), Past(2, Qualified, Assigned, East), Past(3, Assigned, Reclaimed, by: by)], Import, Now);

        Assert.Equal((kind, null, null), (lead.History[^1].Kind, lead.OwnerId, lead.AssignedAt));
    }

    [Fact]
    public void Forgetting_an_import_restores_the_lead()
    {
        var lead = NewLead();
        lead.Recall([Past(1, New, Qualified)], Import, Now);
        var before = Facts(lead);
        lead.Recall([Past(2, Qualified, Assigned, East), Past(3, Assigned, Working)], Import + 1, Now);

        var gone = lead.Forget(Import + 1, Now);

        Assert.Equal(2, gone.Count);
        Assert.Equal(before, Facts(lead));
    }

    [Fact]
    public void An_import_that_was_built_upon_is_not_forgotten()
    {
        var lead = NewLead();
        lead.Recall([Past(1, New, Qualified)], Import, Now);
        lead.Disqualify(DisqualifyReason.NoNeed, null, Now);

        Assert.Equal("PastEventsBuiltUpon", lead.CanForget(Import)?.Code);
    }

    [Fact]
    public void Work_done_here_after_the_past_stays()
    {
        var lead = NewLead();
        lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), Now);
        lead.Plan("call", null, Now);

        lead.Recall([Past(1, New, Disqualified), Past(2, Disqualified, New)], Import, Now);

        Assert.Equal((Qualified, "call", 4), (lead.Status, lead.NextAction, lead.Events));
        Assert.Equal(Now.At, lead.StatusSince);
    }

    private static object Facts(Lead lead) => (lead.Status, lead.StatusSince, lead.OwnerId, lead.TeamId, lead.AssignedAt, lead.FirstContactAt,
        lead.LastActivityAt, string.Join('|', lead.History.Select(row => (row.Seq, row.At, row.UntilAt, row.To, row.ToOwnerId))));

    private static Lead NewLead() => new("L-1", new LeadFacts { Company = "Green", Amount = new Money(500) }, LeadOrigin.Import, Now, Captured);

    private static PastEvent Past(int hour, LeadStatus from, LeadStatus to, long? owner = null, long? by = null) =>
        new(hour + 10, Captured.AddHours(hour), from, to, owner, null, by, null);
}
