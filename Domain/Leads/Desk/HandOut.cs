using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

/// <summary>
/// 线索分配: finds who takes a lead, with the reasons. Rules come first, in order; where none decides, the best fit by region,
/// industry, product and load. Every placement counts at once, so that a whole list is spread evenly and nobody gets more than he may have.
/// </summary>
public sealed class HandOut(IEnumerable<AssignmentRule> rules, IReadOnlyList<Candidate> people)
{
    private const int RegionPoints = 40;
    private const int IndustryPoints = 30;
    private const int ProductPoints = 20;
    private const int LoadPoints = 30;

    /// <summary>With fewer open leads than this, one more or less hardly matters.</summary>
    private const int SmallLoad = 10;

    private readonly IReadOnlyList<AssignmentRule> _rules = [.. rules.OrderBy(rule => rule.Place).ThenBy(rule => rule.Id)];
    private readonly Dictionary<long, int> _load = people.ToDictionary(person => person.Id, person => person.OpenLeads);
    private readonly Dictionary<long, long?> _lastTurn = [];

    public IReadOnlyList<Placement> Spread(IEnumerable<LeadToPlace> leads) => [.. leads.Select(Place)];

    public IReadOnlyList<Placement> GiveAll(IEnumerable<LeadToPlace> leads, Candidate person, bool withReason) =>
        [.. leads.Select(lead => Give(lead, person, withReason))];

    public Placement Place(LeadToPlace lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        if (Refuse(lead) is { } refusal)
        {
            return new Placement(lead, null, [], refusal);
        }

        var eligible = people.Where(person => person.Id != lead.OwnerId && !lead.CoolingOff.Contains(person.Id)).ToList();
        var free = eligible.Where(HasRoom).ToList();
        foreach (var rule in _rules.Where(rule => rule.Fits(lead)))
        {
            var named = free.Where(rule.Names).ToList();
            if (named.Count > 0)
            {
                return ByRule(lead, rule, named);
            }
        }

        return free.Where(person => person.IsRep).ToList() is { Count: > 0 } reps
            ? Take(lead, Best(lead, reps), [])
            : new Placement(lead, null, [], new Refusal(eligible.Exists(person => person.IsRep) ? "NobodyHasRoom" : "NobodyMayTake", lead.Number));
    }

    /// <summary>By hand. The lead's cool-down gives way to a reason, the person's capacity does not.</summary>
    public Placement Give(LeadToPlace lead, Candidate person, bool withReason)
    {
        ArgumentNullException.ThrowIfNull(lead);
        ArgumentNullException.ThrowIfNull(person);
        var refusal = Refuse(lead)
            ?? (lead.OwnerId == person.Id ? new Refusal("LeadAlreadyHis", lead.Number, person.Name) : null)
            ?? (!withReason && lead.CoolingOff.Contains(person.Id) ? new Refusal("LeadCoolsDownNow", lead.Number, person.Name) : null)
            ?? (HasRoom(person) ? null : new Refusal("PersonIsFull", person.Name, person.Capacity));
        return refusal is null
            ? Take(lead, person, [new PlacementReason(PlacementCause.ByHand)])
            : new Placement(lead, null, [], refusal);
    }

    private static Refusal? Refuse(LeadToPlace lead) =>
        LeadFlow.Refuse(lead.Status, lead.OwnerId is null ? LeadMove.Assign : LeadMove.Reassign);

    private Placement ByRule(LeadToPlace lead, AssignmentRule rule, IReadOnlyList<Candidate> named)
    {
        var reason = new PlacementReason(PlacementCause.Rule, rule.Place);
        if (rule.Turn == AssignmentTurn.Balanced)
        {
            return Take(lead, Best(lead, named), [reason], rule.Id);
        }

        var last = _lastTurn.GetValueOrDefault(rule.Id, rule.LastPersonId);
        var next = named.OrderBy(person => person.Id <= last).ThenBy(person => person.Id).First();
        _lastTurn[rule.Id] = next.Id;
        return Take(lead, next, [reason, new PlacementReason(PlacementCause.Turn)], rule.Id);
    }

    private Placement Take(LeadToPlace lead, Candidate person, IReadOnlyList<PlacementReason> first, long? ruleId = null)
    {
        var placement = new Placement(lead, person, [.. first, .. ReasonsFor(lead, person)], null, ruleId);
        _load[person.Id]++;
        return placement;
    }

    private bool HasRoom(Candidate person) => person.Capacity is not { } capacity || _load[person.Id] < capacity;

    private Candidate Best(LeadToPlace lead, IReadOnlyList<Candidate> pool)
    {
        var heaviest = Math.Max(SmallLoad, pool.Max(person => _load[person.Id]));
        return pool.OrderByDescending(person => Fit(lead, person) + (LoadPoints * (heaviest - _load[person.Id]) / heaviest))
            .ThenBy(person => _load[person.Id]).ThenBy(person => person.Id).First();
    }

    private static int Fit(LeadToPlace lead, Candidate person) =>
        (Covers(lead, person) ? RegionPoints : 0)
        + (person.Known(lead.Industry) is null ? 0 : IndustryPoints)
        + (person.KnownOf(lead.Products) is null ? 0 : ProductPoints);

    private static bool Covers(LeadToPlace lead, Candidate person) => lead.RegionId is not null && lead.RegionId == person.RegionId;

    private IEnumerable<PlacementReason> ReasonsFor(LeadToPlace lead, Candidate person)
    {
        if (Covers(lead, person))
        {
            yield return new PlacementReason(PlacementCause.CoversRegion, person.Region);
        }

        if (person.Known(lead.Industry) is { } industry)
        {
            yield return new PlacementReason(PlacementCause.KnowsIndustry, industry);
        }

        if (person.KnownOf(lead.Products) is { } product)
        {
            yield return new PlacementReason(PlacementCause.KnowsProduct, product);
        }

        yield return person.Capacity is { } capacity
            ? new PlacementReason(PlacementCause.Room, _load[person.Id], capacity)
            : new PlacementReason(PlacementCause.OpenLeads, _load[person.Id]);
        if (IsFewestInTeam(person))
        {
            yield return new PlacementReason(PlacementCause.FewestInTeam);
        }
    }

    private bool IsFewestInTeam(Candidate person)
    {
        var mates = people.Where(mate => mate.IsRep && mate.TeamId == person.TeamId && mate.Id != person.Id).ToList();
        return mates.Count > 0 && mates.TrueForAll(mate => _load[mate.Id] >= _load[person.Id]);
    }
}
