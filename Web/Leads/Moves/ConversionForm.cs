using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Leads.Moves;

public sealed class ConversionForm : LeadMoveForm
{
    [Required, StringLength(200)]
    public string? OpportunityName { get; set; }

    /// <summary>One of the matches; null makes a new customer of the lead's company.</summary>
    public long? CustomerId { get; set; }

    /// <summary>One of that customer's contacts; null makes a new one where the lead names a person.</summary>
    public long? ContactId { get; set; }

    [BindNever, ValidateNever]
    public IReadOnlyList<Customer> Matches { get; set; } = [];
}
