using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>Lead in; customer, contact, opportunity out (product text, section 4: Converted). Who referred the lead referred its customer, unless that was somebody else before.</summary>
public static class LeadConversion
{
    /// <param name="customer">The matched customer; null makes one of the lead's company.</param>
    /// <param name="referrers">Who referred the lead, who referred that one, and so on: none of them came by himself.</param>
    /// <param name="contact">The matched contact of that customer; null makes one where the lead names a person.</param>
    public static Opportunity Convert(Lead lead, string opportunityNumber, string name, Customer? customer, Contact? contact, Stamp stamp, IReadOnlyList<long>? referrers = null)
    {
        ArgumentNullException.ThrowIfNull(lead);
        lead.Convert(stamp);
        customer ??= new Customer(FactsOf(lead), lead.OwnerId, lead.TeamId, stamp, CustomerOrigin.Lead);
        contact ??= lead.ContactName is { } person
            ? customer.Know(new ContactFacts { Name = person, Phone = lead.Phone, Email = lead.Email }, stamp, CustomerOrigin.Lead)
            : null;
        if (lead.ReferredById is { } referrer && customer.ReferredById is null && customer.CanBeReferredBy(referrers ?? [referrer]) is null)
        {
            customer.Edit(customer.Facts with { ReferredById = referrer }, stamp, CustomerOrigin.Lead);
        }

        customer.OpportunityOpened(null, stamp);
        var opportunity = new Opportunity(opportunityNumber, name, customer, contact, lead.Id, lead.Amount, lead.ExpectedOn, lead.OwnerId, lead.TeamId, stamp);
        opportunity.BeginWith(opportunity.Facts with
        {
            Need = NeedOf(lead),
            Source = lead.Campaign,
        });
        return opportunity;
    }

    /// <summary>What the customer asked for, and the products that he named: nobody types them again.</summary>
    private static string? NeedOf(Lead lead) =>
        PlainText.Lines(string.Join('\n', new[] { lead.Need, lead.Products }.OfType<string>())) is { } need ? PlainText.Cut(need, OpportunityLengths.Need) : null;

    private static CustomerFacts FactsOf(Lead lead) => new()
    {
        Name = lead.Company, RegionId = lead.RegionId, Industry = lead.Industry, Source = lead.Campaign ?? lead.Channel.ToString(), ReferredById = lead.ReferredById,
    };
}
