using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>What the customer says; every later change is kept with its origin.</content>
public sealed partial class Customer
{
    public string Name { get; private set; }

    /// <summary><see cref="NameKey.OfCompany"/> of the name: duplicates are found by it.</summary>
    public string NameKey { get; private set; }

    /// <summary>How the Chinese characters of the name sound, kept with every save; empty for a name without any, null while not yet found.</summary>
    public string? PinyinKey { get; private set; }

    public string? ShortName { get; private set; }

    public string? CreditCode { get; private set; }

    public long? RegionId { get; private set; }

    public string? Industry { get; private set; }

    public string Category { get; private set; }

    public CustomerTier? Tier { get; private set; }

    public string? Source { get; private set; }

    public int? EconomicStrength { get; private set; }

    public ItMaturity? ItMaturity { get; private set; }

    public string? Phone { get; private set; }

    public string PhoneKey { get; private set; }

    public string? Website { get; private set; }

    /// <summary>The host of the website without <c>www</c>, lower-case; empty for none.</summary>
    public string WebDomain { get; private set; }

    public string? Addresses { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Tokens for the search, see <see cref="Shared.SearchText"/>.</summary>
    public string SearchText { get; private set; }

    public CustomerFacts Facts => new()
    {
        Name = Name, ShortName = ShortName, CreditCode = CreditCode, RegionId = RegionId, Industry = Industry, Category = Category, Tier = Tier,
        Source = Source, ReferredById = ReferredById, EconomicStrength = EconomicStrength, ItMaturity = ItMaturity, Phone = Phone, Website = Website, Addresses = Addresses, Note = Note,
    };

    /// <summary>Changes what the customer says; each changed value is kept with who, when, from, to.</summary>
    public void Edit(CustomerFacts facts, Stamp stamp, CustomerOrigin origin = CustomerOrigin.Edit, long? importId = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        RefuseArchived();
        (facts.ReferredById is { } referrer && referrer == Id ? new Refusal("CustomerRefersItself", Name) : null).ThrowIfRefused();
        facts = facts.Cleaned();
        var changes = CustomerChange.Between(Facts, facts, stamp, origin, importId).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        _changes.AddRange(changes);
        Describe(facts);
        Version++;
    }

    /// <summary>Names that sound the same may be the same.</summary>
    public void SoundAs(string key) => PinyinKey = key;

    private void Describe(CustomerFacts facts)
    {
        (Name, ShortName, CreditCode) = (facts.Name, facts.ShortName, facts.CreditCode);
        (RegionId, Industry, Category, Tier) = (facts.RegionId, facts.Industry, facts.Category, facts.Tier);
        (Source, ReferredById) = (facts.Source, facts.ReferredById);
        (EconomicStrength, ItMaturity, Note) = (facts.EconomicStrength, facts.ItMaturity, facts.Note);
        (Phone, Website, Addresses) = (facts.Phone, facts.Website, facts.Addresses);
        NameKey = Shared.NameKey.OfCompany(Name);
        PhoneKey = Shared.NameKey.OfPhone(Phone);
        WebDomain = Shared.NameKey.OfWebDomain(Website);
        SearchText = Shared.SearchText.Of(Name, ShortName, CreditCode, PhoneKey, Phone, WebDomain);
        _contacts.ForEach(contact => contact.Follow(this));
    }
}
