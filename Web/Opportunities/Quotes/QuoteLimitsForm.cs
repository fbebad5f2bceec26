using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

public sealed class QuoteLimitForm
{
    public Role Role { get; set; }

    /// <summary>Null: approves none.</summary>
    public Percent? MostDiscount { get; set; }
}

/// <summary>A version of the limits as it is chosen.</summary>
public sealed class QuoteLimitsForm
{
    [Required]
    public Percent? FreeDiscount { get; set; }

    [Required]
    public Percent? LeastMargin { get; set; }

    [Required]
    public Percent? MostFree { get; set; }

    public IReadOnlyList<QuoteLimitForm> Limits { get; set; } = new List<QuoteLimitForm>();

    /// <summary>The roles that may decide at all, and those that have a limit.</summary>
    public static QuoteLimitsForm Of(CompanyFacts company)
    {
        ArgumentNullException.ThrowIfNull(company);
        var policy = company.Quotes;
        var roles = company.Access.RolesWith(AccessRight.Of(RecordType.Opportunity, AccessAction.Approve)).Union(policy.Limits.Keys).Order();
        return new QuoteLimitsForm
        {
            FreeDiscount = policy.FreeDiscount,
            LeastMargin = policy.LeastMargin,
            MostFree = policy.MostFree,
            Limits = [.. roles.Select(role => new QuoteLimitForm { Role = role, MostDiscount = policy.Limits.TryGetValue(role, out var limit) ? limit : null })],
        };
    }

    public QuotePolicy ToPolicy(Stamp stamp) => new(
        FreeDiscount ?? Percent.Zero, LeastMargin ?? Percent.Zero, MostFree ?? Percent.Zero,
        Limits.Where(limit => limit.MostDiscount is not null).DistinctBy(limit => limit.Role).ToDictionary(limit => limit.Role, limit => limit.MostDiscount ?? Percent.Zero), stamp);
}

public sealed record QuoteLimitsPage(QuoteLimitsForm Form, IReadOnlyList<QuotePolicy> Versions, OrganisationFacts Names);
