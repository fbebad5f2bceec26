using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>One contact with somebody, logged by the button that names its kind.</summary>
public sealed class TouchForm
{
    [Required]
    public TouchKind? Kind { get; set; }

    [StringLength(CustomerLengths.Words)]
    public string? TouchWords { get; set; }

    /// <summary>The day on which it was; null: now.</summary>
    public DateOnly? TouchedOn { get; set; }

    /// <summary>Tried, but nobody answered.</summary>
    public bool NoAnswer { get; set; }

    /// <summary>A page of ours to return to; null for the contact's.</summary>
    [StringLength(2000)]
    public string? Back { get; set; }
}

/// <summary>The form with whom it is about.</summary>
public sealed record TouchPage(long ContactId, string Name, string Customer, TouchForm Form);
