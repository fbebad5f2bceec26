using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;

namespace SiCrm.Tests.Leads.Desk;

public sealed class HandOutSpecs
{
    private const long East = 1, West = 2;

    [Fact]
    public void A_suggestion_says_why()
    {
        var sam = Rep(1, East, knows: "Finance\nStorage", open: 12);
        var placement = new HandOut([], [sam, Rep(2, East, open: 14), Rep(3, West, open: 0)]).Place(Lead(East, "finance", "Backup\nstorage"));

        Assert.Equal(sam, placement.To);
        Assert.Equal(
            [PlacementCause.CoversRegion, PlacementCause.KnowsIndustry, PlacementCause.KnowsProduct, PlacementCause.OpenLeads, PlacementCause.FewestInTeam],
            placement.Reasons.Select(reason => reason.Cause));
        Assert.Equal(["Region 1", "Finance", "Storage", 12], placement.Reasons.SelectMany(reason => reason.Args));
    }

    [Fact]
    public void Among_equals_who_has_fewest_gets_it() =>
        Assert.Equal(2, new HandOut([], [Rep(1, East, open: 5), Rep(2, East, open: 4), Rep(3, East, open: 5)]).Place(Lead(East)).To?.Id);

    [Fact]
    public void Covering_the_region_weighs_more_than_a_light_load() =>
        Assert.Equal(1, new HandOut([], [Rep(1, East, open: 40), Rep(2, West, open: 0)]).Place(Lead(East)).To?.Id);

    [Fact]
    public void A_sales_manager_gets_leads_only_where_a_rule_names_him()
    {
        var manager = Rep(1, East) with { IsRep = false };
        var rule = Rule(1, person: 1);

        Assert.Equal("NobodyMayTake", new HandOut([], [manager]).Place(Lead(East)).Refusal?.Code);
        Assert.Equal(manager, new HandOut([rule], [manager]).Place(Lead(East)).To);
    }

    [Fact]
    public void The_first_rule_that_fits_decides()
    {
        var rules = new[] { Rule(2, team: 1), Rule(1, industry: "Retail", person: 2), Rule(3, person: 3) };
        Candidate[] people = [Rep(1, East), Rep(2, West), Rep(3, West)];

        Assert.Equal(1, new HandOut(rules, people).Place(Lead(East, "Finance")).To?.Id);
        Assert.Equal(2, new HandOut(rules, people).Place(Lead(East, " retail ")).To?.Id);
    }

    [Fact]
    public void A_rule_whose_people_are_full_gives_way_to_the_next()
    {
        var full = Rep(1, East, open: 3, capacity: 3);

        var placement = new HandOut([Rule(1, person: 1), Rule(2, person: 2)], [full, Rep(2, West)]).Place(Lead(East));

        Assert.Equal((2, 2), ((int)(placement.To?.Id ?? 0), placement.Reasons[0].Args[0]));
    }

    [Fact]
    public void Round_robin_goes_on_where_it_stopped()
    {
        var rule = Rule(1, team: 1, turn: AssignmentTurn.RoundRobin);
        rule.Gave(2);
        Candidate[] team = [Rep(1, East, open: 9), Rep(2, East), Rep(3, East, open: 5)];

        var given = new HandOut([rule], team).Spread([Lead(East), Lead(West), Lead(null), Lead(East)]);

        Assert.Equal([3, 1, 2, 3], given.Select(placement => (int)(placement.To?.Id ?? 0)));
    }

    [Fact]
    public void A_lead_that_was_reclaimed_from_somebody_goes_to_somebody_else()
    {
        Candidate[] people = [Rep(1, East), Rep(2, West, open: 30)];
        var lead = Lead(East) with { CoolingOff = [1] };

        Assert.Equal(2, new HandOut([], people).Place(lead).To?.Id);
        Assert.Equal("LeadCoolsDownNow", new HandOut([], people).Give(lead, people[0], withReason: false).Refusal?.Code);
        Assert.Equal(1, new HandOut([], people).Give(lead, people[0], withReason: true).To?.Id);
    }

    [Fact]
    public void By_hand_too_nobody_gets_more_than_he_may_have()
    {
        var almostFull = Rep(1, East, open: 2, capacity: 3);

        var given = new HandOut([], [almostFull]).GiveAll([Lead(East), Lead(East)], almostFull, withReason: false);

        Assert.Equal([null, "PersonIsFull"], given.Select(placement => placement.Refusal?.Code));
    }

    [Theory]
    [InlineData(LeadStatus.New)]
    [InlineData(LeadStatus.Converted)]
    [InlineData(LeadStatus.Disqualified)]
    public void What_the_flow_does_not_let_go_stays(LeadStatus status) =>
        Assert.Equal("LeadMoveNotAllowed", new HandOut([], [Rep(1, East)]).Place(Lead(East) with { Status = status }).Refusal?.Code);

    [Fact]
    public void Spreading_places_every_lead_once_and_never_exceeds_what_anybody_may_have() => Check.QuickThrowOnFailure(
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(30)), numbers =>
        {
            var people = numbers.Take(6).Select((n, i) => Rep(i + 1, 1 + (n % 2), open: n % 9, capacity: n % 4 == 0 ? null : n % 12)).ToList();
            var rules = numbers.Skip(6).Take(3).Select((n, i) => Rule(i + 1, region: n % 2 == 0 ? null : 1 + (n / 2 % 2),
                team: n % 3 == 0 ? 1 : null, person: n % 3 == 0 ? null : 1 + (n % 6), turn: (AssignmentTurn)(n / 7 % 2)));
            var leads = numbers.Skip(9).Select((n, i) => Lead(1 + (n % 3)) with { Id = i, OwnerId = n % 2 == 0 ? null : 1 + (n % 6), Status = LeadStatus.Reclaimed })
                .Select(lead => lead.OwnerId is null ? lead : lead with { Status = LeadStatus.Working }).ToList();

            var given = new HandOut(rules, people).Spread(leads);

            Assert.Equal(leads, given.Select(placement => placement.Lead));
            Assert.All(given, placement => Assert.True(placement.To is null ? placement.Refusal is not null : placement.Refusal is null && placement.To.Id != placement.Lead.OwnerId));
            Assert.All(people, person => Assert.True(
                person.Capacity is null || person.OpenLeads + given.Count(p => p.To == person) <= Math.Max(person.Capacity.Value, person.OpenLeads)));
        }));

    [Fact]
    public void Among_people_alike_spreading_evens_out_the_load()
    {
        var people = new[] { 0, 3, 9 }.Select((open, i) => Rep(i + 1, East, open: open)).ToList();

        var given = new HandOut([], people).Spread(Enumerable.Range(0, 12).Select(_ => Lead(East)));

        Assert.Equal([7, 8, 9], people.Select(person => person.OpenLeads + given.Count(placement => placement.To == person)).Order());
    }

    private static Candidate Rep(long id, long region, string knows = "", int open = 0, int? capacity = null) =>
        new(id, $"Rep {id}", region, $"Team {region}", region, $"Region {region}", knows, open, capacity, IsRep: true);

    private static LeadToPlace Lead(long? region, string? industry = null, string? products = null) =>
        new(7, "L-7", "Green Media", LeadStatus.Qualified, 2, region, industry, products, null, []);

    private static AssignmentRule Rule(
        int place, long? region = null, string? industry = null, long? person = null, long? team = null, AssignmentTurn turn = AssignmentTurn.Balanced) =>
        SiCrm.Tests.Reports.Ids.WithId(new AssignmentRule(place, new AssignmentTerms(region, industry, null, person, team, turn)), place);
}
