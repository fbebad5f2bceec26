using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Customers;

namespace SiCrm.Infrastructure.Search.Sources;

internal sealed class ContactSource : SearchSource
{
    public override RecordType Type => RecordType.Contact;

    public override string Path => "/contacts";

    protected internal override int Place => 2;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (db, found, beginning) = (query.Db, query.Among(Type, query.Db.ContactsMatching), query.Beginning);
        var contacts = db.Contacts.AsNoTracking().VisibleTo(query.Viewer).Kept().Where(contact => found.Contains(contact.Id));
        foreach (var digits in query.HiddenDigits)
        {
            contacts = contacts.Where(contact => !contact.PhoneKey.Contains(digits));
        }

        return contacts.OrderByDescending(contact => contact.Name.StartsWith(beginning)).ThenByDescending(contact => contact.Id)
            .Select(contact => new SearchHit
            {
                Id = contact.Id,
                Title = contact.Name,
                Detail = db.Customers.Where(customer => customer.Id == contact.CustomerId)
                    .Select(customer => contact.Position == null ? customer.Name : contact.Position + " · " + customer.Name).FirstOrDefault(),
                OwnerId = contact.OwnerId,
            });
    }
}
