using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Contacts;

namespace SiCrm.Web.Customers.Contacts.Cards;

/// <summary>What becomes of the cards of a file, before anybody is written.</summary>
public sealed record CardUploadPage(ContactUpload Upload, CardPlan Plan, OrganisationFacts Names, PersonalFields Personal)
{
    public const int Shown = 200;

    public int New => Plan.Count(CardFate.New);

    public int Known => Plan.Count(CardFate.Known, CardFate.Twice);

    public int Unusable => Plan.Count(CardFate.Broken, CardFate.NoCompany, CardFate.NoCustomer);
}
