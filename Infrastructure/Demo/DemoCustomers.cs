using Bogus;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using Person = SiCrm.Domain.Access.Person;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What becomes of the story's customers: judged when they are won, spoken with or forgotten, grouped, asleep.</summary>
internal sealed class DemoCustomers(DemoStory story)
{
    private const int MostUnits = 4;
    private const int Seed = 20_26_12;

    /// <summary>The first six digits of a credit code after its kind: where the company is registered.</summary>
    private static readonly Dictionary<string, string> Places = new() { ["East"] = "310000", ["North"] = "110000", ["South"] = "440300", ["West"] = "510100" };

    private static readonly Money Large = Money.FromMajor(1_500_000);
    private static readonly Money Middling = Money.FromMajor(500_000);

    private readonly Randomizer _chance = new(Seed);

    public List<Touch> Touches { get; } = [];

    public IReadOnlyList<Customer> Of(Person owner) => [.. All.Where(customer => customer.OwnerId == owner.Id)];

    private IReadOnlyList<Customer> All => story.Clients;

    /// <summary>What the owner writes down of a new customer.</summary>
    public void Describe(Customer customer, Lead lead, Stamp stamp)
    {
        var tier = lead.Amount is not { } amount ? CustomerTier.C : amount >= Large ? CustomerTier.A : amount >= Middling ? CustomerTier.B : CustomerTier.C;
        customer.Edit(customer.Facts with
        {
            CreditCode = _chance.Bool(0.7f) && IsChinese(customer) ? CodeOf(customer) : null,
            Tier = tier,
            Category = tier switch
            {
                CustomerTier.A => CategoryScheme.Key,
                CustomerTier.B when _chance.Bool(0.7f) => CategoryScheme.Target,
                _ => CategoryScheme.General,
            },
            EconomicStrength = _chance.Int(tier == CustomerTier.A ? 3 : 1, 5),
            ItMaturity = _chance.Enum<ItMaturity>(),
            Website = lead.Email is { } email ? "www." + NameKey.OfMailDomain(email) : null,
        }, stamp, CustomerOrigin.Demo);
    }

    /// <summary>After they are kept, as touches need their numbers: the talks since they were won, who fell asleep meanwhile, and the groups.</summary>
    public void Live(DateTime until)
    {
        var customers = All.OrderBy(customer => customer.Id).ToList();
        customers.ForEach(customer => Talk(customer, until));
        customers.ForEach(customer => Rest(customer, until));
        foreach (var group in customers.Where(customer => customer.Name.Contains("集团", StringComparison.Ordinal) || customer.Name.EndsWith(" Group", StringComparison.Ordinal)).ToList())
        {
            Gather(group, customers, until);
        }

        customers.ForEach(customer => Refer(customer, customers));
    }

    /// <summary>Most owners keep to the visit cycle more or less; every fifth customer is forgotten after a while.</summary>
    private void Talk(Customer customer, DateTime until)
    {
        var cycle = CategoryScheme.Default.Of(customer.Category).VisitDays ?? 90;
        var end = _chance.Bool(0.2f) ? customer.CreatedAt.AddDays(_chance.Double(5, 120)) : until;
        for (var at = customer.CreatedAt; at < end && at < until; at = story.Hours.After(at.AddDays(cycle * _chance.Double(0.3, 1.1)), _chance.Double(0, 6)))
        {
            var kind = _chance.WeightedRandom(Enum.GetValues<TouchKind>(), [0.35f, 0.2f, 0.15f, 0.12f, 0.1f, 0.08f]);
            var contact = customer.Contacts.Count > 0 && _chance.Bool(0.8f) ? customer.Contacts[0] : null;
            var stamp = story.At(OwnerAt(customer, at), at);
            Touches.Add(new Touch(customer, contact, kind, story.Speech.Contact(IsChinese(customer)), stamp.At, _chance.Bool(0.85f), stamp));
        }
    }

    /// <summary>Companies of one name, a Chinese brand or a family, belong together.</summary>
    private void Gather(Customer group, List<Customer> customers, DateTime until)
    {
        if (group.ParentId is not null)
        {
            return;
        }

        var name = IsChinese(group) ? group.Name[2..4] : group.Name.Split(' ')[0];
        var stamp = story.At(group.OwnerId, until.AddHours(-2));
        foreach (var unit in customers.Where(customer => customer != group && customer.ParentId is null && customer.Name.Contains(name, StringComparison.Ordinal)
            && customers.TrueForAll(other => other.ParentId != customer.Id)).Take(MostUnits).ToList())
        {
            unit.BelongTo([group], 0, stamp);
        }
    }

    /// <summary>Who came by a referral was sent by a customer that was here before.</summary>
    private void Refer(Customer customer, List<Customer> customers)
    {
        var earlier = customers.Where(other => other.CreatedAt < customer.CreatedAt).ToList();
        if (customer.Source == LeadChannel.Referral.ToString() && earlier.Count > 0)
        {
            customer.Edit(customer.Facts with { ReferredById = _chance.ListItem(earlier).Id }, story.At(customer.OwnerId, customer.CreatedAt), CustomerOrigin.Demo);
        }
    }

    /// <summary>The night on which the silence was longer than the category allows.</summary>
    private void Rest(Customer customer, DateTime until)
    {
        var category = CategoryScheme.Default.Of(customer.Category);
        var night = story.Hours.At(story.Hours.Time.DayOf(customer.QuietSince.AddDays(category.DormantDays)).AddDays(1), -0.8);
        if (night < until && night > customer.History[^1].At)
        {
            customer.FallAsleep(category, story.At(null, night));
        }
    }

    private string CodeOf(Customer customer)
    {
        var region = story.Cast.Regions.FirstOrDefault(pair => pair.Value.Id == customer.RegionId).Key ?? "East";
        var body = $"91{Places[region]}{_chance.ReplaceNumbers("#########")}";
        return body + CreditCode.CheckSignOf(body);
    }

    private static long? OwnerAt(Customer customer, DateTime at) => customer.History.Last(row => row.At <= at).ToOwnerId;

    private static bool IsChinese(Customer customer) => customer.Name.Any(c => c > '\u2e80');
}
