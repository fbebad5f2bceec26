using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>Whose work is to go, which part, to whom.</summary>
public sealed class HandOverForm
{
    [Required]
    public long? FromId { get; set; }

    public bool Customers { get; set; } = true;

    public bool Leads { get; set; } = true;

    public bool Opportunities { get; set; } = true;

    public long? RegionId { get; set; }

    [StringLength(CustomerLengths.Industry)]
    public string? Industry { get; set; }

    [StringLength(CustomerLengths.Category)]
    public string? Category { get; set; }

    public IReadOnlyList<long> ToIds { get; set; } = new List<long>();

    /// <summary>Chosen one by one; nothing goes alone then.</summary>
    public IReadOnlyList<long> CustomerIds { get; set; } = new List<long>();

    /// <summary>Keeps the criteria under this name.</summary>
    [StringLength(HandOverScheme.NameLength)]
    public string? SchemeName { get; set; }

    public HandOverCriteria Criteria => new()
    {
        FromId = FromId ?? 0, Customers = Customers || CustomerIds.Count > 0, Leads = Leads && CustomerIds.Count == 0,
        Opportunities = Opportunities && CustomerIds.Count == 0, CustomerIds = [.. CustomerIds.Distinct()], RegionId = RegionId, Industry = Industry?.Trim(),
        Category = string.IsNullOrEmpty(Category) ? null : Category, ToIds = [.. ToIds.Distinct()],
    };

    public static HandOverForm Of(HandOverCriteria criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return new()
        {
            FromId = criteria.FromId, Customers = criteria.Customers, Leads = criteria.Leads, Opportunities = criteria.Opportunities,
            RegionId = criteria.RegionId, Industry = criteria.Industry, Category = criteria.Category, ToIds = criteria.ToIds, CustomerIds = criteria.CustomerIds,
        };
    }
}

/// <summary>The word that makes a draft a hand-over.</summary>
public sealed class HandOverConfirmationForm
{
    [Required, StringLength(HandOver.ReasonLength)]
    public string? Reason { get; set; }

    /// <summary>Null: today.</summary>
    public DateOnly? EffectiveOn { get; set; }
}

/// <summary>Selected records of a draft go to somebody else.</summary>
public sealed class HandOverRedirectionForm
{
    public IReadOnlyList<long> Ids { get; set; } = new List<long>();

    [Required]
    public long? ToId { get; set; }
}
