using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using Initiation = SiCrm.Domain.Opportunities.Gates.Initiation;
using Qualification = SiCrm.Domain.Opportunities.Gates.Qualification;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>
/// Leads that come in evenly over the time, each of which lives one of a few lives: five events on average. Those that
/// came in lately are still open, and some wait in the pool.
/// </summary>
internal sealed class ScaleStory
{
    private static readonly string[] Regions = ["East", "North", "South", "West"];
    private static readonly LeadChannel[] Channels = Enum.GetValues<LeadChannel>();

    private readonly CompanyFacts _facts;
    private readonly DemoTalk _talk;
    private readonly DateTime _from;
    private readonly DateTime _until;
    private readonly Dictionary<string, long> _regions;
    private readonly Dictionary<string, Person[]> _reps;
    private readonly long[] _desk;
    private readonly Dictionary<string, Customer> _customers = [];
    private ScaleBatch _batch = new();

    public ScaleStory(DemoCast cast, CompanyFacts facts, DemoTalk talk, DateTime from, DateTime until)
    {
        (_facts, _talk, _from, _until) = (facts, talk, from, until);
        _regions = cast.Regions.ToDictionary(region => region.Key, region => region.Value.Id);
        _reps = _regions.ToDictionary(region => region.Key, region => cast.Reps.Where(rep => rep.RegionId == region.Value).ToArray());
        _desk = [.. cast.Coordinators.Select(person => person.Id)];
    }

    public DemoNumbers Numbers { get; } = new();

    /// <summary>Null: opportunities stay as the leads left them.</summary>
    public ScaleSale? Sale { get; init; }

    public ScaleBook? Book { get; init; }

    /// <summary>The leads from this one on, of so many in all.</summary>
    public ScaleBatch Tell(int first, int count, int all)
    {
        _batch = new ScaleBatch();
        for (var i = first; i < first + count; i++)
        {
            var lead = Live(_from + ((_until - _from) * ((i + _talk.Chance.Double()) / all)));
            LeadBook.Expect(lead, _facts);
            _batch.Leads.Add(lead);
        }

        if (Book is not null)
        {
            _batch.Customers.AddRange(Book.Beside(count, _reps, _regions));
        }

        return _batch;
    }

    private Lead Live(DateTime at)
    {
        var (region, channel) = (_talk.Chance.ArrayElement(Regions), _talk.Chance.ArrayElement(Channels));
        var company = _talk.Companies.Caller(channel, region);
        var stamp = Stamp.Of(channel == LeadChannel.Website ? null : Desk(), at, _facts.Time);
        var facts = DemoFacts.Of(company, channel, _regions[region], _talk, stamp.Today);
        var lead = new Lead(Numbers.Next("L", stamp.Today.Year), facts, LeadOrigin.Demo, stamp);
        foreach (var step in ScaleLife.Any(_talk.Chance))
        {
            at += step.Wait(_talk.Chance);
            if (at > _until)
            {
                break;
            }

            Take(step.Kind, lead, at, region, company.IsChinese);
        }

        return lead;
    }

    private void Take(LeadEventKind step, Lead lead, DateTime at, string region, bool isChinese)
    {
        var (desk, owner) = (Stamp.Of(Desk(), at, _facts.Time), Stamp.Of(lead.OwnerId, at, _facts.Time));
        switch (step)
        {
            case LeadEventKind.Qualified:
                lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), desk);
                break;
            case LeadEventKind.Assigned:
                lead.AssignTo(_talk.Chance.ArrayElement(_reps[region]), desk, lead.Status == LeadStatus.Reclaimed ? "Free again" : null);
                break;
            case LeadEventKind.Started:
                var next = _talk.Chance.Bool(0.4f) ? _talk.Speech.NextStep(isChinese) : null;
                lead.Log(LeadActivityKind.Call, _talk.Speech.Contact(isChinese), owner, next, next is null ? null : owner.Today.AddDays(_talk.Chance.Int(1, 30)));
                break;
            case LeadEventKind.Revalued:
                lead.Edit(lead.Facts with { Amount = DemoFacts.Amount(_talk.Chance) }, owner);
                break;
            case LeadEventKind.Converted:
                Convert(lead, owner);
                break;
            case LeadEventKind.Reclaimed:
                lead.Reclaim(lead.Status == LeadStatus.Assigned ? ReclaimRule.NoFirstContact : ReclaimRule.Idle, null, desk);
                break;
            default:
                lead.Disqualify(_talk.Chance.Bool() ? DisqualifyReason.NoNeed : DisqualifyReason.Unreachable, null, desk);
                break;
        }
    }

    private void Convert(Lead lead, Stamp stamp)
    {
        var known = _customers.GetValueOrDefault(lead.CompanyKey);
        var opportunity = LeadConversion.Convert(lead, Numbers.Next("O", stamp.Today.Year), $"{lead.Company} {lead.Products}", known, known?.Contacts[0], stamp);
        if (known is null)
        {
            Remember(opportunity.Known());
        }
        else
        {
            _batch.Known.Add(known);
        }

        Sale?.Live(opportunity, _batch);
        _batch.Opportunities.Add(opportunity);
        _batch.Converted.Add(lead);
    }

    /// <summary>Whoever calls again speaks as the same person, so a customer without one is not called again.</summary>
    private void Remember(Customer customer)
    {
        _batch.Customers.Add(customer);
        if (customer.Contacts.Count > 0)
        {
            _customers[customer.NameKey] = customer;
        }
    }

    private long Desk() => _talk.Chance.ArrayElement(_desk);
}

/// <summary>What one transaction writes; the opportunities are those of the converted leads, in their order.</summary>
internal sealed class ScaleBatch
{
    public List<Lead> Leads { get; } = [];

    public List<Lead> Converted { get; } = [];

    public List<Opportunity> Opportunities { get; } = [];

    public List<Customer> Customers { get; } = [];

    /// <summary>Customers of this batch or an earlier one that called again.</summary>
    public HashSet<Customer> Known { get; } = [];

    public List<Qualification> Qualifications { get; } = [];

    public List<Initiation> Initiations { get; } = [];
}
