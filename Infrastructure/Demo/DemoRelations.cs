using Bogus;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Who decides at the customers of the newest opportunities: people with roles, superiors, attitudes that changed, and touches until today.</summary>
internal sealed class DemoRelations(DemoStory story, DateTime now)
{
    private const int Opportunities = 150;

    private readonly List<(Opportunity Opportunity, List<(DemoPart Part, Contact Contact)> People)> _centres = [];

    private Randomizer Chance => story.Chance;

    public static async Task AddAsync(CrmDbContext db, DemoStory story, DateTime now, CancellationToken cancel)
    {
        var relations = new DemoRelations(story, now);
        relations.Introduce(story.Converted.Select(pair => pair.Opportunity).OrderByDescending(opportunity => opportunity.CreatedAt).Take(Opportunities));
        var customers = relations._centres.Select(one => one.Opportunity.Known()).Distinct().ToList();
        await DemoShelf.KeepNewAsync(db, customers, cancel);
        relations.Ask();
        await db.InsertInBulkAsync(relations.Place(), cancel);
        await db.InsertInBulkAsync(relations.Speak().ToList(), cancel);
        await DemoShelf.KeepNewAsync(db, customers, cancel);
    }

    /// <summary>A customer with several projects has the same people in each.</summary>
    private void Introduce(IEnumerable<Opportunity> opportunities)
    {
        var known = new Dictionary<Customer, List<(DemoPart, Contact)>>();
        foreach (var opportunity in opportunities)
        {
            if (!known.TryGetValue(opportunity.Known(), out var people))
            {
                people = [.. DemoPart.Of(Chance).Select(part => (part, Meet(opportunity, part)))];
                known.Add(opportunity.Known(), people);
            }

            _centres.Add((opportunity, people));
        }
    }

    private Contact Meet(Opportunity opportunity, DemoPart part)
    {
        var isChinese = IsChinese(opportunity.Known());
        var facts = new ContactFacts
        {
            Name = story.Talk.Names.Of(isChinese), Position = isChinese ? part.Chinese : part.English,
            Phone = isChinese ? $"13{Chance.Int(0, 9)}{Chance.Int(1000, 9999)}{Chance.Int(1000, 9999)}" : $"+49 171 {Chance.Int(1000000, 9999999)}",
            Birthday = Chance.Bool(0.4f) ? new DateOnly(1960, 1, 1).AddDays(Chance.Int(0, 12_000)) : null, IsBirthdayLunar = isChinese && Chance.Bool(0.3f),
        };
        var contact = opportunity.Known().Know(facts, By(opportunity, opportunity.CreatedAt), CustomerOrigin.Demo);
        contact.BeKey(part.Role is BuyingRole.DecisionMaker or BuyingRole.EconomicBuyer || Chance.Bool(0.2f));
        return contact;
    }

    /// <summary>Changes name the contact by its number, which it has by now.</summary>
    private void Ask()
    {
        foreach (var (opportunity, people) in _centres)
        {
            foreach (var (_, contact) in people.Where(person => person.Contact.Consent == Consent.Unknown && Chance.Bool(0.35f)))
            {
                var how = IsChinese(opportunity.Known()) ? "会面时口头同意" : "Said at a meeting";
                contact.Decide(Chance.Bool(0.9f) ? Consent.Given : Consent.Refused, story.Hours.Time.DayOf(opportunity.CreatedAt), how, By(opportunity, now));
            }
        }
    }

    private List<BuyingCentre> Place() => _centres.ConvertAll(one =>
    {
        var centre = new BuyingCentre(one.Opportunity.Id, one.Opportunity.Known().Id);
        centre.BuyBy(Chance.Bool(0.8f) ? Chance.Enum<ProcurementMode>() : null);
        foreach (var (part, contact) in one.People)
        {
            var top = one.People.Find(other => other.Part.Role == part.Above).Contact;
            var facts = new MemberFacts(part.Role, part.Influence, Chance.Bool(0.85f) ? one.Opportunity.OwnerId : null, top?.Id);
            Feel(centre, contact, facts, one.Opportunity);
        }

        return centre;
    });

    /// <summary>At first nothing is known of some, of others an attitude that a few weeks later is another.</summary>
    private void Feel(BuyingCentre centre, Contact contact, MemberFacts facts, Opportunity opportunity)
    {
        var evidence = IsChinese(opportunity.Known());
        int? attitude = Chance.Bool(0.8f) ? Chance.WeightedRandom([-2, -1, 0, 1, 2], [0.06f, 0.14f, 0.3f, 0.35f, 0.15f]) : null;
        centre.Place(contact, facts, attitude, DemoPart.Evidence(Chance, attitude, evidence), By(opportunity, opportunity.CreatedAt));
        var later = opportunity.CreatedAt.AddDays(Chance.Int(7, 40));
        if (attitude is { } before && later < now && Chance.Bool(0.35f))
        {
            var after = Math.Clamp(before + (Chance.Bool(0.7f) ? 1 : -1), -2, 2);
            centre.Place(contact, facts, after, DemoPart.Evidence(Chance, after, evidence), By(opportunity, later));
        }
    }

    private IEnumerable<Touch> Speak() =>
        from one in _centres
        from person in one.People
        from _ in Enumerable.Range(0, Chance.Int(0, 3))
        select Speak(one.Opportunity, person.Contact, person.Part);

    /// <summary>With who decides and who pays the manager speaks too.</summary>
    private Touch Speak(Opportunity opportunity, Contact contact, DemoPart part)
    {
        var days = Math.Max(0, (now - opportunity.CreatedAt).TotalDays);
        var at = now.AddDays(-days * Math.Pow(Chance.Double(0.001), 2));
        var owner = story.Cast.People.First(person => person.Id == opportunity.OwnerId);
        var by = part.Role.NeedsManager() && Chance.Bool(0.5f) ? story.Cast.ManagerOf(owner) : owner;
        var kind = Chance.ArrayElement([TouchKind.Call, TouchKind.Visit, TouchKind.Meeting, TouchKind.Mail, TouchKind.Message]);
        var stamp = Stamp.Of(by.Id, at, story.Hours.Time);
        return new Touch(opportunity.Known(), contact, kind, story.Speech.Contact(IsChinese(opportunity.Known())), stamp.At, Chance.Bool(0.85f), stamp);
    }

    private Stamp By(Opportunity opportunity, DateTime at) => Stamp.Of(opportunity.OwnerId, at, story.Hours.Time);

    private static bool IsChinese(Customer customer) => customer.Name.EnumerateRunes().Any(SearchText.IsCjk);
}
