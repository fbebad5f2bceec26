using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>What every form about one contact brings: the version that the person saw.</summary>
public abstract class ContactChangeForm
{
    public int Version { get; set; }

    [BindNever, ValidateNever]
    public Contact? Contact { get; set; }
}

public sealed class PlainChangeForm : ContactChangeForm;

public sealed class KeyMarkForm : ContactChangeForm
{
    public bool IsKey { get; set; }
}

public sealed class ConsentForm : ContactChangeForm
{
    [Required]
    public Consent? Consent { get; set; }

    [Required]
    public DateOnly? ConsentOn { get; set; }

    [StringLength(CustomerLengths.ConsentHow)]
    public string? ConsentHow { get; set; }
}

public sealed class EmploymentForm : ContactChangeForm
{
    [Required]
    public long? EmployerId { get; set; }

    [StringLength(CustomerLengths.Position)]
    public string? Position { get; set; }

    [StringLength(CustomerLengths.Position)]
    public string? Department { get; set; }

    [Required]
    public DateOnly? EmployedOn { get; set; }

    /// <summary>A word of the new employer's name.</summary>
    [StringLength(100)]
    public string? EmployerName { get; set; }

    [BindNever, ValidateNever]
    public IReadOnlyList<CustomerChoice> Employers { get; set; } = [];
}
