using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace SiCrm.Web.Customers.Contacts.Cards;

public sealed class CardUploadForm
{
    [Required]
    public IFormFile? CardFile { get; set; }

    /// <summary>Whose people they are; null: by the company on each card.</summary>
    public long? CustomerId { get; set; }

    /// <summary>A word of the customer's name.</summary>
    [StringLength(100)]
    public string? Q { get; set; }

    [BindNever, ValidateNever]
    public IReadOnlyList<CustomerChoice> Customers { get; set; } = [];
}
