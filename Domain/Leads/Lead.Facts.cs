using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <content>What the lead says: company, person, need, amount; every later change is kept with its origin.</content>
public sealed partial class Lead
{
    public LeadChannel Channel { get; private set; }

    public string? Campaign { get; private set; }

    public string Company { get; private set; }

    /// <summary><see cref="NameKey.OfCompany"/> of the company: duplicates are found by it.</summary>
    public string CompanyKey { get; private set; }

    public string? ContactName { get; private set; }

    public string? Phone { get; private set; }

    public string PhoneKey { get; private set; }

    public string? Email { get; private set; }

    public string MailDomain { get; private set; }

    public long? RegionId { get; private set; }

    public string? Industry { get; private set; }

    public string? Need { get; private set; }

    public string? Products { get; private set; }

    public Money? Amount { get; private set; }

    public DateOnly? ExpectedOn { get; private set; }

    public int? Score { get; private set; }

    public long? ReferredById { get; private set; }

    /// <summary>Tokens for the search, see <see cref="Shared.SearchText"/>.</summary>
    public string SearchText { get; private set; }

    public LeadFacts Facts => new()
    {
        Company = Company, Channel = Channel, Campaign = Campaign, ContactName = ContactName, Phone = Phone, Email = Email,
        RegionId = RegionId, Industry = Industry, Need = Need, Products = Products, Amount = Amount, ExpectedOn = ExpectedOn,
        Score = Score, ReferredById = ReferredById,
    };

    /// <summary>Changes what the lead says; each changed value is kept with who, when, from, to; a new amount is an event.</summary>
    public void Edit(LeadFacts facts, Stamp stamp, LeadOrigin origin = LeadOrigin.Edit)
    {
        ArgumentNullException.ThrowIfNull(facts);
        RefuseArchived();
        facts = facts.Cleaned();
        var changes = LeadChange.Between(Facts, facts, stamp, origin).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        _changes.AddRange(changes);
        if ((facts.Amount ?? Money.Zero) != (Amount ?? Money.Zero))
        {
            Record(LeadEventKind.Revalued, Status, stamp, change: () => Describe(facts));
        }
        else
        {
            Describe(facts);
            Version++;
        }
    }

    private void Describe(LeadFacts facts)
    {
        (Channel, Campaign, Company) = (facts.Channel, facts.Campaign, facts.Company);
        (ContactName, Phone, Email) = (facts.ContactName, facts.Phone, facts.Email);
        (RegionId, Industry, Need, Products) = (facts.RegionId, facts.Industry, facts.Need, facts.Products);
        (Amount, ExpectedOn, Score, ReferredById) = (facts.Amount, facts.ExpectedOn, facts.Score, facts.ReferredById);
        CompanyKey = NameKey.OfCompany(Company);
        PhoneKey = NameKey.OfPhone(Phone);
        MailDomain = NameKey.OfMailDomain(Email);
        SearchText = Shared.SearchText.Of(Number, Company, ContactName, PhoneKey, Phone, Email, Need);
    }
}
