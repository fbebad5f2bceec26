using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>What becomes of one card of an uploaded file.</summary>
public enum CardFate
{
    New,
    Known,

    /// <summary>The file has the same person before.</summary>
    Twice,

    Broken,
    NoCompany,
    NoCustomer,
}

/// <param name="No">The position in the file, from 1.</param>
/// <param name="CustomerId">Whose contact he becomes.</param>
/// <param name="KnownId">The contact that he is already, where the viewer sees it.</param>
/// <param name="KnownOwnerId">Who owns the contact that he is already.</param>
public sealed record PlannedCard(int No, VCard Card, CardFate Fate, long? CustomerId = null, long? KnownId = null, long? KnownOwnerId = null);

/// <summary>What becomes of a file of cards: the same for the preview and for taking it in.</summary>
public sealed record CardPlan(IReadOnlyList<PlannedCard> Cards)
{
    public const int Most = 2_000;

    /// <summary>Contacts that are here already, of one customer more than that are not looked through.</summary>
    private const int MostKnown = 50_000;

    public int Count(params CardFate[] fates) => Cards.Count(card => fates.Contains(card.Fate));

    /// <exception cref="RuleBroken">There is no card in it, or there are too many.</exception>
    public static ContactUpload Upload(string fileName, byte[] file, long? customerId, Stamp stamp)
    {
        var cards = VCardReader.Read(file, Most).ToList();
        (cards.Count == 0 ? new Refusal("CardFileEmpty") : cards.Count > Most ? new Refusal("CardFileTooMany", Most) : null).ThrowIfRefused();
        return new ContactUpload(fileName, JsonSerializer.Serialize(cards), customerId, stamp);
    }

    public static async Task<CardPlan> OfAsync(CrmDbContext db, Viewer viewer, ContactUpload upload, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(upload);
        IReadOnlyList<VCard> cards = upload.Cards.Length == 0 ? [] : JsonSerializer.Deserialize<List<VCard>>(upload.Cards) ?? [];
        var customers = await CustomersAsync(db, viewer, upload.CustomerId, cards, cancel);
        var known = new KnownContacts(await PhonesAsync(db, viewer, cards, cancel), await NamesAsync(db, customers, cancel));
        return new([.. cards.Select((card, index) => known.Plan(index + 1, card, upload.CustomerId, customers))]);
    }

    /// <summary>Makes the new ones contacts; nobody if one of them is refused.</summary>
    public async Task<int> TakeAsync(CrmDbContext db, ContactUpload upload, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(upload);
        upload.Take(stamp);
        var fresh = Cards.Where(card => card.Fate == CardFate.New).ToList();
        var ids = fresh.Select(card => card.CustomerId ?? 0).Distinct().ToList();
        var customers = await db.Customers.Where(customer => EF.Parameter(ids).Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, cancel);
        foreach (var card in fresh)
        {
            customers[card.CustomerId ?? 0].Know(FactsOf(card.Card), stamp, CustomerOrigin.Import);
        }

        await db.SaveChangesAsync(cancel);
        return fresh.Count;
    }

    public static VCard CardOf(ContactFacts facts, string customer)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new()
        {
            Name = facts.Name, Organisation = customer, Department = facts.Department, Title = facts.Position, Mobile = facts.Phone, WorkPhone = facts.OfficePhone,
            Email = facts.Email, Messenger = facts.Messenger, Birthday = facts.Birthday, Note = facts.Preferences,
        };
    }

    public static ContactFacts FactsOf(VCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new()
        {
            Name = card.Name ?? "", Position = card.Title, Department = card.Department, Phone = card.Mobile, OfficePhone = card.WorkPhone, Email = card.Email,
            Messenger = card.Messenger, Birthday = card.Birthday, Preferences = card.Note,
        };
    }

    /// <summary>By the key of the name; under the empty key the one that was chosen for the whole file.</summary>
    private static async Task<Dictionary<string, long>> CustomersAsync(
        CrmDbContext db, Viewer viewer, long? chosen, IReadOnlyList<VCard> cards, CancellationToken cancel)
    {
        var writable = db.Customers.AsNoTracking().VisibleTo(viewer, AccessAction.Write).Kept();
        if (chosen is { } id)
        {
            return await writable.AnyAsync(customer => customer.Id == id, cancel) ? new() { [""] = id } : [];
        }

        var keys = cards.Select(card => NameKey.OfCompany(card.Organisation)).Where(key => key.Length > 0).Distinct().ToList();
        var found = await (
            from key in db.Texts(keys)
            from customer in writable
            where customer.NameKey == key
            orderby customer.Id
            select new { key, customer.Id }).ToListAsync(cancel);
        return found.DistinctBy(one => one.key).ToDictionary(one => one.key, one => one.Id);
    }

    private static async Task<Dictionary<string, KnownContact>> PhonesAsync(CrmDbContext db, Viewer viewer, IReadOnlyList<VCard> cards, CancellationToken cancel)
    {
        var visible = db.Contacts.VisibleTo(viewer).Select(contact => contact.Id);
        var phones = cards.Select(card => NameKey.OfPhone(card.Mobile)).Where(key => key.Length > 0).Distinct().ToList();
        var found = await (
            from key in db.Texts(phones)
            from contact in db.Contacts
            where contact.PhoneKey == key
            orderby contact.Id
            select new { key, contact.Id, contact.OwnerId, IsVisible = visible.Contains(contact.Id) }).Take(MostKnown).ToListAsync(cancel);
        return found.DistinctBy(one => one.key).ToDictionary(one => one.key, one => new KnownContact(one.IsVisible ? one.Id : null, one.OwnerId));
    }

    private static async Task<Dictionary<(long, string), KnownContact>> NamesAsync(CrmDbContext db, Dictionary<string, long> customers, CancellationToken cancel)
    {
        var ids = customers.Values.Distinct().ToList();
        var found = await db.Contacts.AsNoTracking().Where(contact => EF.Parameter(ids).Contains(contact.CustomerId)).OrderBy(contact => contact.Id)
            .Select(contact => new { contact.Id, contact.CustomerId, contact.Name, contact.OwnerId }).Take(MostKnown).ToListAsync(cancel);
        return found.DistinctBy(one => (one.CustomerId, one.Name)).ToDictionary(one => (one.CustomerId, one.Name), one => new KnownContact(one.Id, one.OwnerId));
    }

    private sealed record KnownContact(long? Id, long? OwnerId);

    private sealed record KnownContacts(Dictionary<string, KnownContact> ByPhone, Dictionary<(long, string), KnownContact> ByName)
    {
        private readonly HashSet<string> _phones = [];
        private readonly HashSet<(long, string)> _names = [];

        public PlannedCard Plan(int no, VCard card, long? chosen, Dictionary<string, long> customers)
        {
            var key = chosen is null ? NameKey.OfCompany(card.Organisation) : "";
            var hasCustomer = customers.TryGetValue(key, out var customer);
            return card.Trouble is not null ? new(no, card, CardFate.Broken)
                : chosen is null && key.Length == 0 ? new(no, card, CardFate.NoCompany)
                : !hasCustomer ? new(no, card, CardFate.NoCustomer)
                : Plan(no, card, customer);
        }

        private PlannedCard Plan(int no, VCard card, long customer)
        {
            var (phone, name) = (NameKey.OfPhone(card.Mobile), (customer, card.Name ?? ""));
            if (ByPhone.GetValueOrDefault(phone) is { } same || ByName.TryGetValue(name, out same))
            {
                return new(no, card, CardFate.Known, customer, same.Id, same.OwnerId);
            }

            var isTwice = !_names.Add(name) | (phone.Length > 0 && !_phones.Add(phone));
            return new(no, card, isTwice ? CardFate.Twice : CardFate.New, customer);
        }
    }
}
