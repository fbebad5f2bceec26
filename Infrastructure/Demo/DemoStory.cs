using Bogus;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;
using Person = SiCrm.Domain.Access.Person;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Eighteen months of the company's days: a clock that moves from one scene to the next, and what everybody does in them.</summary>
internal sealed class DemoStory
{
    private const int Months = 18;

    private readonly PriorityQueue<Action, (DateTime At, int Order)> _agenda = new();
    private readonly CompanyFacts _facts;
    private readonly Dictionary<Lead, DemoLead> _lives = [];
    private readonly HashSet<Lead> _open = [];
    private int _scenes;

    public DemoStory(DemoCast cast, CompanyFacts facts, DemoTalk talk)
    {
        (Cast, _facts, Talk) = (cast, facts, talk);
        Hours = new DemoHours(facts.Time, facts.Calendar);
        Customers = new DemoCustomers(this);
        Presales = new DemoPresales(Hours);
    }

    public DemoCast Cast { get; }

    public DemoTalk Talk { get; }

    public Randomizer Chance => Talk.Chance;

    public DemoSpeech Speech => Talk.Speech;

    public DemoHours Hours { get; }

    public ReclaimPolicy Policy => _facts.Policy;

    public StageScheme Stages => _facts.Stages;

    public DemoGates Gates { get; } = new();

    /// <summary>Of their own, as those of the gates: what managers think changes nothing else of the story.</summary>
    public Randomizer Calls { get; } = new(20_262);

    public DemoPresales Presales { get; }

    public List<Lead> Leads { get; } = [];

    public List<(Lead Lead, Opportunity Opportunity)> Converted { get; } = [];

    /// <summary>Those with whom there is an opportunity.</summary>
    public IReadOnlyList<Customer> Clients => [.. Converted.Select(pair => pair.Opportunity.Known()).Distinct()];

    public DateTime Now { get; private set; }

    public DemoNumbers Numbers { get; } = new();

    public DemoCustomers Customers { get; }

    public static DateOnly Beginning(DateOnly today) => today.AddMonths(-Months);

    public void Play(DateTime until)
    {
        var today = Hours.Time.DayOf(until);
        for (var day = Beginning(today); day <= today; day = day.AddDays(1))
        {
            Receive(day, until);
        }

        for (var minutes = 5; minutes < 120; minutes += 35)
        {
            On(until.AddMinutes(-minutes), () => Capture(isWorking: false));
        }

        DemoTurns.Plan(this, until);
        while (_agenda.TryDequeue(out var scene, out var when) && when.At <= until)
        {
            Now = when.At;
            scene();
        }
    }

    public void On(DateTime at, Action scene) => _agenda.Enqueue(scene, (at, ++_scenes));

    public Stamp By(long? personId) => Stamp.Of(personId, Now, Hours.Time);

    public Stamp At(long? personId, DateTime at) => Stamp.Of(personId, at, Hours.Time);

    public Stamp By(Person person) => By(person.Id);

    public ReclaimDue? DueOf(Lead lead) => _facts.Policy.DueOf(ReclaimFacts.Of(lead), _facts.Time, _facts.Calendar);

    public void Reopened(Lead lead) => _open.Add(lead);

    /// <summary>A lead has come to a new owner by what happened to the old one.</summary>
    public void Resume(Lead lead) => _lives[lead].Owned();

    public IReadOnlyList<Lead> OpenLeadsOf(Person person) => [.. OpenLeads().Where(lead => lead.OwnerId == person.Id)];

    /// <summary>How many open leads each person has.</summary>
    public Dictionary<long, int> Loads() => OpenLeads().Where(lead => lead.OwnerId is not null).GroupBy(lead => lead.OwnerId ?? 0)
        .ToDictionary(group => group.Key, group => group.Count());

    public string NextNumber(string series) => Numbers.Next(series, Hours.Time.DayOf(Now).Year);

    private HashSet<Lead> OpenLeads()
    {
        _open.RemoveWhere(lead => !lead.IsOpen);
        return _open;
    }

    /// <summary>More leads as the company grows; fewer at weekends, when only the web site works.</summary>
    private void Receive(DateOnly day, DateTime until)
    {
        var growth = 1 + (0.5 * (1 - ((until - Hours.At(day, 0)).TotalDays / (Months * 30.5))));
        var isWorking = Hours.IsWorkingDay(day);
        var count = (int)Math.Round((isWorking ? 7 : 1.5) * growth * Chance.Double(0.5, 1.5));
        for (var i = 0; i < count; i++)
        {
            var at = Hours.At(day, isWorking && Chance.Bool(0.85f) ? Chance.Double() : Chance.Double(-0.9, 1.5));
            On(at, () => Capture(isWorking));
        }
    }

    private void Capture(bool isWorking)
    {
        var region = Chance.WeightedRandom(["East", "North", "South", "West"], [0.34f, 0.26f, 0.24f, 0.16f]);
        var channel = isWorking
            ? Chance.WeightedRandom(Enum.GetValues<LeadChannel>(), [0.24f, 0.2f, 0.14f, 0.14f, 0.14f, 0.1f, 0.04f])
            : LeadChannel.Website;
        var company = Talk.Companies.Caller(channel, region);
        var by = channel == LeadChannel.Website ? (long?)null : Chance.ListItem([.. Cast.Coordinators]).Id;
        var lead = new Lead(NextNumber("L"), DemoFacts.Of(company, channel, Cast.Regions[region].Id, Talk, Hours.Time.DayOf(Now)), LeadOrigin.Demo, By(by));
        Leads.Add(lead);
        _open.Add(lead);
        _lives[lead] = new DemoLead(this, lead, company.IsChinese);
        _lives[lead].Begin();
    }
}

internal static class KnownCustomers
{
    /// <summary>Every opportunity of a demonstration is somebody's.</summary>
    public static Customer Known(this Opportunity opportunity) => opportunity.Customer ?? throw new InvalidOperationException("An opportunity without a customer.");
}
