using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access.Covers;

namespace SiCrm.Web.Access.Covers;

public sealed class CoverForm
{
    [Required]
    public long? Away { get; set; }

    [Required]
    public long? Deputy { get; set; }

    /// <summary>Null: today.</summary>
    public DateOnly? From { get; set; }

    [Required]
    public DateOnly? Until { get; set; }

    [StringLength(Cover.ReasonLength)]
    public string? Reason { get; set; }

    public CoverTerms Terms(DateOnly today) => new(From ?? today, Until ?? default, Reason);
}
