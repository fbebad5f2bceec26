using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>转为机会: the lead becomes an opportunity with customer and contact, matched or made.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Authorize(Policy = Policies.CreateOpportunities)]
[Route("leads/{id:long}/conversion")]
public sealed class ConversionsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    private const int NameLength = 200;

    protected override AccessAction Right => AccessAction.Write;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back)
    {
        var form = new ConversionForm { Back = back };
        return AskAsync(id, "Conversion", form, async lead =>
        {
            form.OpportunityName = PlainText.Cut((lead.Need ?? lead.Company).Split('\n')[0], NameLength);
            form.Matches = await Db.CustomersLikeAsync(lead);
            form.CustomerId = form.Matches.Count > 0 ? form.Matches[0].Id : null;
            form.ContactId = form.Matches.SelectMany(customer => customer.Contacts).FirstOrDefault(contact => IsPerson(contact, lead))?.Id;
        });
    }

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ConversionForm form) => MoveAsync(id, "Conversion", form, "Leads.Said.Converted",
        lead => Db.WriteAsync(() => ConvertAsync(lead, form)),
        async lead => form.Matches = await Db.CustomersLikeAsync(lead));

    /// <summary>Only what was offered can be chosen: a number in the form opens no foreign customer.</summary>
    private async Task ConvertAsync(Lead lead, ConversionForm form)
    {
        var customer = (await Db.CustomersLikeAsync(lead)).FirstOrDefault(match => match.Id == form.CustomerId);
        var contact = customer?.Contacts.FirstOrDefault(known => known.Id == form.ContactId);
        if ((form.CustomerId is not null && customer is null) || (form.ContactId is not null && contact is null))
        {
            ModelState.AddModelError(customer is null ? nameof(form.CustomerId) : nameof(form.ContactId), Words["Leads.MatchNotOffered"]);
            return;
        }

        lead.CanMove(LeadMove.Convert).ThrowIfRefused();
        var number = await Db.NextNumberAsync("O", Today.Year);
        var opportunity = LeadConversion.Convert(lead, number, PlainText.Line(form.OpportunityName) ?? lead.Company, customer, contact, ByViewer, await Db.ReferralChainAsync(lead.ReferredById));
        Db.Opportunities.Add(opportunity);
        await Db.SaveChangesAsync();
        lead.BecameOpportunity(opportunity.Id);
        await Db.SaveChangesAsync();
    }

    private static bool IsPerson(Contact contact, Lead lead) =>
        (lead.PhoneKey.Length > 0 && contact.PhoneKey == lead.PhoneKey) || contact.Name == lead.ContactName;
}
