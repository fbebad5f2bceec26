using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Customers;
using SiCrm.Web.Customers.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Moves;

/// <summary>What the forms about one customer show of it.</summary>
public abstract class CustomerMoveForm : MoveForm
{
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
