using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>Lead in; customer, contact, opportunity out (product text, section 4: Converted).</summary>
public static class LeadConversion
{
    /// <param name="customer">The matched customer; null makes one of the lead's company.</param>
    /// <param name="contact">The matched contact of that customer; null makes one where the lead names a person.</param>
    public static Opportunity Convert(Lead lead, string opportunityNumber, string name, Customer? customer, Contact? contact, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        lead.Convert(stamp);
        customer ??= new Customer(lead.Company, lead.RegionId, lead.Industry, lead.OwnerId, lead.TeamId, stamp);
        contact ??= lead.ContactName is { } person ? customer.Know(person, lead.Phone, lead.Email) : null;
        return new Opportunity(opportunityNumber, name, customer, contact, lead.Id, lead.Amount, lead.ExpectedOn, lead.OwnerId, lead.TeamId, stamp);
    }
}
