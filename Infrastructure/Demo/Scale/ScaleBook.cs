using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>Customers who never were leads, as a company has most of: one for every five leads, with two or three contacts, known from the first day on.</summary>
internal sealed class ScaleBook(DemoTalk talk, CompanyFacts facts, DateTime since)
{
    private const int LeadsForOne = 5;

    private static readonly string[] Categories = [CategoryScheme.Key, CategoryScheme.Target, CategoryScheme.General];
    private static readonly float[] Shares = [0.05f, 0.25f, 0.7f];

    private int _known;

    public IEnumerable<Customer> Beside(int leads, IReadOnlyDictionary<string, Person[]> reps, IReadOnlyDictionary<string, long> regions) =>
        Enumerable.Range(0, leads / LeadsForOne).Select(_ => Next(reps, regions));

    private Customer Next(IReadOnlyDictionary<string, Person[]> reps, IReadOnlyDictionary<string, long> regions)
    {
        var chance = talk.Chance;
        var region = chance.ListItem([.. regions.Keys]);
        var (owner, company) = (chance.ArrayElement(reps[region]), talk.Companies.Caller(Domain.Leads.LeadChannel.Website, region));
        var stamp = Stamp.Of(owner.Id, since, facts.Time);
        var customer = new Customer(
            new CustomerFacts
            {
                Name = company.IsChinese ? $"{company.Name}第{++_known}分部" : $"{company.Name} No. {++_known}",
                RegionId = regions[region],
                Industry = company.Industry,
                Category = chance.WeightedRandom(Categories, Shares),
                Website = company.Domain,
            },
            owner.Id, owner.TeamId, stamp, CustomerOrigin.Demo);
        for (var contacts = chance.Bool(0.35f) ? 3 : 2; contacts > 0; contacts--)
        {
            var contact = customer.Know(new ContactFacts { Name = talk.Names.Of(company.IsChinese), Phone = $"13{chance.Int(100_000_000, 999_999_999)}" }, stamp, CustomerOrigin.Demo);
            contact.BeKey(contacts == 1 && customer.Category != CategoryScheme.General);
        }

        return customer;
    }
}
