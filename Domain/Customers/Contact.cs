using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>联系人: somebody at a customer. Who may see him follows from the customer, whose owner, team and region he carries.</summary>
public sealed partial class Contact
{
    private readonly List<CustomerChange> _changes = [];

    internal Contact(Customer customer, ContactFacts facts, Stamp stamp, CustomerOrigin origin, long? importId)
        : this()
    {
        (CreatedAt, CreatedById, Origin, ImportId) = (stamp.At, stamp.ActorId, origin, importId);
        Describe(facts.Cleaned());
        Follow(customer);
    }

    private Contact()
    {
        Name = PhoneKey = MailDomain = SearchText = "";
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    public string Name { get; private set; }

    public string? Position { get; private set; }

    public string? Department { get; private set; }

    public string? Phone { get; private set; }

    public string PhoneKey { get; private set; }

    public string? OfficePhone { get; private set; }

    public string? Email { get; private set; }

    public string MailDomain { get; private set; }

    public string? Messenger { get; private set; }

    public DateOnly? Birthday { get; private set; }

    public bool IsBirthdayLunar { get; private set; }

    public string? Preferences { get; private set; }

    /// <summary>What the birthdays of a stretch of days are found by, see <see cref="Customers.Birthday.Key"/>.</summary>
    public int? BirthdayKey { get; private set; }

    public Consent Consent { get; private set; }

    public DateOnly? ConsentOn { get; private set; }

    public string? ConsentHow { get; private set; }

    /// <summary>关键联系人: his relation is kept up on purpose.</summary>
    public bool IsKey { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    public CustomerOrigin Origin { get; private set; }

    public long? ImportId { get; private set; }

    /// <summary>The customer's owner, team and region: what the scope asks for without a join.</summary>
    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public long? RegionId { get; private set; }

    /// <summary>The last two-way contact with him; null while there was none.</summary>
    public DateTime? LastTouchAt { get; private set; }

    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Tokens for the search, see <see cref="Shared.SearchText"/>.</summary>
    public string SearchText { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<CustomerChange> Changes => _changes;

    public ContactFacts Facts => new()
    {
        Name = Name, Position = Position, Department = Department, Phone = Phone, OfficePhone = OfficePhone, Email = Email, Messenger = Messenger,
        Birthday = Birthday, IsBirthdayLunar = IsBirthdayLunar, Preferences = Preferences,
        Consent = Consent, ConsentOn = ConsentOn, ConsentHow = ConsentHow,
    };

    /// <summary>Changes what is known of him, but for his consent; each changed value is kept with who, when, from, to.</summary>
    public void Edit(ContactFacts facts, Stamp stamp, CustomerOrigin origin = CustomerOrigin.Edit, long? importId = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        RefuseArchived();
        Change(facts.Cleaned() with { Consent = Consent, ConsentOn = ConsentOn, ConsentHow = ConsentHow }, stamp, origin, importId);
    }

    public void BeKey(bool isKey)
    {
        RefuseArchived();
        if (IsKey != isKey)
        {
            IsKey = isKey;
            Version++;
        }
    }

    public void Touched(DateTime at)
    {
        if (!(LastTouchAt >= at))
        {
            LastTouchAt = at;
            Version++;
        }
    }

    public void Archive(Stamp stamp)
    {
        RefuseArchived();
        ArchivedAt = stamp.At;
        Version++;
    }

    public void Restore()
    {
        (ArchivedAt is null ? new Refusal("ContactIsNotArchived", Name) : null).ThrowIfRefused();
        ArchivedAt = null;
        Version++;
    }

    internal void Follow(Customer customer) =>
        (OwnerId, TeamId, RegionId, Category) = (customer.OwnerId, customer.TeamId, customer.RegionId, customer.Category);

    private void RefuseArchived() => (ArchivedAt is null ? null : new Refusal("ContactIsArchived", Name)).ThrowIfRefused();

    private void Change(ContactFacts facts, Stamp stamp, CustomerOrigin origin, long? importId = null)
    {
        var changes = CustomerChange.Between(this, facts, stamp, origin, importId).ToList();
        if (changes.Count > 0)
        {
            Describe(facts);
            _changes.AddRange(changes);
            Version++;
        }
    }

    private void Describe(ContactFacts facts)
    {
        (Name, Position, Department) = (facts.Name, facts.Position, facts.Department);
        (Phone, OfficePhone, Email, Messenger) = (facts.Phone, facts.OfficePhone, facts.Email, facts.Messenger);
        (Birthday, IsBirthdayLunar) = (facts.Birthday, facts.IsBirthdayLunar);
        BirthdayKey = Birthday is { } day ? new Birthday(day, IsBirthdayLunar).Key : null;
        (Preferences, Consent, ConsentOn, ConsentHow) = (facts.Preferences, facts.Consent, facts.ConsentOn, facts.ConsentHow);
        PhoneKey = NameKey.OfPhone(Phone);
        MailDomain = NameKey.OfMailDomain(Email);
        SearchText = Shared.SearchText.Of(Name, PhoneKey, Phone, NameKey.OfPhone(OfficePhone), Email);
    }
}
