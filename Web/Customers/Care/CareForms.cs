using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Care;

/// <summary>What every form about one task brings: the version that the person saw, and where he came from.</summary>
public abstract class CareForm
{
    public int Version { get; set; }

    [StringLength(2000)]
    public string? Back { get; set; }

    [BindNever, ValidateNever]
    public CareSubjectLine? Task { get; set; }
}

/// <summary>Done: the touch that it was done by.</summary>
public sealed class CareDoneForm : CareForm
{
    [Required]
    public TouchKind? How { get; set; }

    [StringLength(CustomerLengths.Words)]
    public string? Words { get; set; }

    public bool IsTwoWay { get; set; }
}

public sealed class CareMoveForm : CareForm
{
    [Required]
    public DateOnly? DueOn { get; set; }

    [Required, StringLength(CustomerLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class CareSkipForm : CareForm
{
    [Required, StringLength(CustomerLengths.Reason)]
    public string? Reason { get; set; }
}
