using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Duplicates;

/// <summary>What is known of a customer that may be here already.</summary>
public sealed record CustomerTraits(string? Name, string? CreditCode = null, string? Phone = null, string? Website = null, string? Email = null);

/// <summary>Possible duplicates by credit code, name without legal form, telephone digits, web or mail domain, and sound; each by its index.</summary>
public static class DuplicateCustomers
{
    private const int MostPerKey = 4;

    /// <summary>Shorter beginnings of a name say nothing: two Chinese characters, or four others.</summary>
    private const int LeastLatin = 4;

    public static async Task<IReadOnlyList<CustomerHit>> DuplicateCustomersOfAsync(
        this CrmDbContext db, Viewer viewer, CustomerTraits traits, long? except = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(traits);
        var found = new List<Found>();
        foreach (var (by, customers) in new Keys(db, traits, except).Queries())
        {
            found.AddRange((await customers.Take(MostPerKey).Select(c => new { c.Id, c.Name, c.OwnerId, c.TeamId, c.RegionId }).ToListAsync(cancel))
                .Select(c => new Found(c.Id, c.Name, c.OwnerId, c.TeamId, c.RegionId, by)));
        }

        return [.. found.DistinctBy(hit => hit.Id).Select(hit => hit.As(viewer))];
    }

    private sealed record Found(long Id, string Name, long? OwnerId, long? TeamId, long? RegionId, CustomerLikeness By)
    {
        public CustomerHit As(Viewer viewer) => viewer.Reaches(RecordType.Customer, AccessAction.Read, OwnerId, TeamId, RegionId)
            ? new CustomerHit(Id, Name, OwnerId, By)
            : new CustomerHit(null, null, OwnerId, By);
    }

    private sealed class Keys(CrmDbContext db, CustomerTraits traits, long? except)
    {
        private readonly string _name = NameKey.OfCompany(traits.Name);
        private readonly string _phone = NameKey.OfPhone(traits.Phone);
        private readonly string? _code = CreditCode.Cleaned(traits.CreditCode);

        private IQueryable<Customer> Others => db.Customers.AsNoTracking().Kept().Where(customer => customer.Id != except);

        public IEnumerable<(CustomerLikeness By, IQueryable<Customer> Customers)> Queries()
        {
            if (_code is not null)
            {
                yield return (CustomerLikeness.CreditCode, Others.Where(customer => customer.CreditCode == _code).OrderBy(customer => customer.Id));
            }

            if (_name.Any(c => c > '\u2E7F') ? _name.Length > 1 : _name.Length >= LeastLatin)
            {
                var end = _name + '\uFFFF';
                yield return (CustomerLikeness.Name, Others
                    .Where(customer => customer.NameKey.CompareTo(_name) >= 0 && customer.NameKey.CompareTo(end) < 0).OrderBy(customer => customer.NameKey).ThenBy(customer => customer.Id));
            }

            if (_phone.Length > 0)
            {
                var byContact = db.Contacts.Kept().Where(contact => contact.PhoneKey == _phone).Select(contact => contact.CustomerId);
                yield return (CustomerLikeness.Phone, Others.Where(customer => customer.PhoneKey == _phone || byContact.Contains(customer.Id)).OrderBy(customer => customer.Id));
            }

            foreach (var domain in new[] { NameKey.OfWebDomain(traits.Website), NameKey.OfMailDomain(traits.Email) }.Where(domain => domain.Length > 0).Distinct())
            {
                var byContact = db.Contacts.Kept().Where(contact => contact.MailDomain == domain).Select(contact => contact.CustomerId);
                yield return (CustomerLikeness.Domain, Others.Where(customer => customer.WebDomain == domain || byContact.Contains(customer.Id)).OrderBy(customer => customer.Id));
            }

            if (Pinyin.KeyOf(_name) is { Length: > 0 } sound)
            {
                yield return (CustomerLikeness.Sound, Others.Where(customer => customer.PinyinKey == sound && customer.NameKey != _name).OrderBy(customer => customer.Id));
            }
        }
    }
}
