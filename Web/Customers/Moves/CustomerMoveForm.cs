using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Customers;
using SiCrm.Web.Customers.Record;

namespace SiCrm.Web.Customers.Moves;

/// <summary>What every form about one customer brings: the version that the person saw, and where he came from.</summary>
public abstract class CustomerMoveForm
{
    public int Version { get; set; }

    /// <summary>A list of ours to return to; null for the customer's page.</summary>
    [StringLength(2000)]
    public string? Back { get; set; }

    [BindNever, ValidateNever]
    public CustomerDetail? Customer { get; set; }
}

/// <summary>A move that needs a word why.</summary>
public sealed class CustomerReasonForm : CustomerMoveForm
{
    [Required, StringLength(CustomerLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>A move that may say why.</summary>
public sealed class CustomerPlainForm : CustomerMoveForm
{
    [StringLength(CustomerLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class TouchForm : CustomerMoveForm
{
    [Required]
    public TouchKind? Kind { get; set; }

    public long? ContactId { get; set; }

    [StringLength(CustomerLengths.Words)]
    public string? Words { get; set; }

    /// <summary>The day of the touch; null: now.</summary>
    public DateOnly? On { get; set; }

    public bool IsTwoWay { get; set; }
}
