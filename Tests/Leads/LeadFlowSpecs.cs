using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadFlowSpecs
{
    /// <summary>The table of the product text, written a second time by hand.</summary>
    private static readonly Dictionary<(LeadStatus, LeadMove), LeadStatus> Allowed = new()
    {
        [(LeadStatus.New, LeadMove.Qualify)] = LeadStatus.Qualified,
        [(LeadStatus.New, LeadMove.Disqualify)] = LeadStatus.Disqualified,
        [(LeadStatus.Qualified, LeadMove.Assign)] = LeadStatus.Assigned,
        [(LeadStatus.Qualified, LeadMove.Disqualify)] = LeadStatus.Disqualified,
        [(LeadStatus.Assigned, LeadMove.Start)] = LeadStatus.Working,
        [(LeadStatus.Assigned, LeadMove.Reclaim)] = LeadStatus.Reclaimed,
        [(LeadStatus.Assigned, LeadMove.GiveBack)] = LeadStatus.Reclaimed,
        [(LeadStatus.Assigned, LeadMove.Disqualify)] = LeadStatus.Disqualified,
        [(LeadStatus.Assigned, LeadMove.Reassign)] = LeadStatus.Assigned,
        [(LeadStatus.Working, LeadMove.Convert)] = LeadStatus.Converted,
        [(LeadStatus.Working, LeadMove.Reclaim)] = LeadStatus.Reclaimed,
        [(LeadStatus.Working, LeadMove.GiveBack)] = LeadStatus.Reclaimed,
        [(LeadStatus.Working, LeadMove.Disqualify)] = LeadStatus.Disqualified,
        [(LeadStatus.Working, LeadMove.Reassign)] = LeadStatus.Assigned,
        [(LeadStatus.Reclaimed, LeadMove.Assign)] = LeadStatus.Assigned,
        [(LeadStatus.Reclaimed, LeadMove.Disqualify)] = LeadStatus.Disqualified,
        [(LeadStatus.Disqualified, LeadMove.Reopen)] = LeadStatus.New,
    };

    public static IEnumerable<(LeadStatus, LeadMove)> Matrix() =>
        from status in Enum.GetValues<LeadStatus>() from move in Enum.GetValues<LeadMove>() select (status, move);

    public static TheoryData<LeadStatus, LeadMove> EveryMove { get; } = new(Matrix());

    [Theory, MemberData(nameof(EveryMove))]
    public void A_verb_moves_the_lead_as_the_table_says_or_refuses_and_changes_nothing(LeadStatus status, LeadMove move)
    {
        var lead = Given.Lead(status);
        var (version, events) = (lead.Version, lead.Events);
        var refusal = lead.CanMove(move);

        var code = Given.RefusalOf(() => Do(lead, move));

        if (Allowed.TryGetValue((status, move), out var to))
        {
            Assert.Null(refusal);
            Assert.Null(code);
            Assert.Equal(to, lead.Status);
            Assert.Equal(events + 1, lead.Events);
        }
        else
        {
            Assert.Equal("LeadMoveNotAllowed", refusal?.Code);
            Assert.Equal("LeadMoveNotAllowed", code);
            Assert.Equal((status, version, events), (lead.Status, lead.Version, lead.Events));
            Assert.Equal(events, lead.History.Count);
        }
    }

    [Theory, MemberData(nameof(EveryMove))]
    public void An_archived_lead_makes_no_move(LeadStatus status, LeadMove move)
    {
        var lead = Given.Lead(status);
        if (lead.IsOpen)
        {
            return;
        }

        lead.Archive(Given.By(Given.Desk, 1));

        Assert.Equal("LeadIsArchived", lead.CanMove(move)?.Code);
        Assert.Equal("LeadIsArchived", Given.RefusalOf(() => Do(lead, move)));
    }

    [Fact]
    public void Exactly_the_transitions_to_a_higher_rank_are_promotions()
    {
        var promotions = LeadFlow.Steps.Where(step => LeadStatuses.IsPromotion(step.From, step.To)).Select(step => (step.From, step.Move));

        Assert.Equal(
            [(LeadStatus.New, LeadMove.Qualify), (LeadStatus.Qualified, LeadMove.Assign), (LeadStatus.Assigned, LeadMove.Start),
             (LeadStatus.Working, LeadMove.Convert), (LeadStatus.Reclaimed, LeadMove.Assign)],
            promotions);
    }

    [Theory]
    [InlineData(LeadStatus.Assigned, LeadStatus.Reclaimed, LeadMove.Reclaim)]
    [InlineData(LeadStatus.Working, LeadStatus.Assigned, LeadMove.Reassign)]
    [InlineData(LeadStatus.Disqualified, LeadStatus.New, LeadMove.Reopen)]
    public void A_file_of_past_events_names_the_step_by_its_two_ends(LeadStatus from, LeadStatus to, LeadMove move) =>
        Assert.Equal(move, LeadFlow.Between(from, to)?.Move);

    [Fact]
    public void Nothing_leads_out_of_converted() => Assert.DoesNotContain(LeadFlow.Steps, step => step.From == LeadStatus.Converted);

    private static void Do(Lead lead, LeadMove move)
    {
        var stamp = Given.By(Given.Desk, 1);
        switch (move)
        {
            case LeadMove.Qualify: lead.Qualify(LeadLife.ThreeYes, stamp); break;
            case LeadMove.Disqualify: lead.Disqualify(DisqualifyReason.Spam, null, stamp); break;
            case LeadMove.Assign: Refuse(lead, LeadMove.Assign, () => lead.AssignTo(Given.Colleague, stamp, "knows them")); break;
            case LeadMove.Reassign: Refuse(lead, LeadMove.Reassign, () => lead.AssignTo(Given.Colleague, stamp)); break;
            case LeadMove.Start: lead.Start(Given.By(Given.Rep, 1)); break;
            case LeadMove.Convert: LeadConversion.Convert(lead, "O-1", "name", null, null, stamp); break;
            case LeadMove.Reclaim: lead.Reclaim(ReclaimRule.Idle, null, stamp); break;
            case LeadMove.GiveBack: lead.GiveBack(GiveBackReason.Overloaded, null, stamp); break;
            case LeadMove.Reopen: lead.Reopen("lives again", stamp); break;
        }
    }

    /// <summary>One verb serves both moves; which one it is depends on whether the lead has an owner.</summary>
    private static void Refuse(Lead lead, LeadMove move, Action assign)
    {
        if (LeadFlow.Find(lead.Status, move) is null && lead.CanMove(move) is { } refusal)
        {
            throw new Domain.Shared.RuleBroken(refusal);
        }

        assign();
    }
}
