using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>How far a role approves.</summary>
public enum ApprovalExtent
{
    Nothing,
    UpTo,
    Any,
}

public sealed class ApprovalLimitForm
{
    public Role Role { get; set; }

    public ApprovalExtent Extent { get; set; }

    public Money? UpTo { get; set; }
}

/// <summary>A version of the approval limits as it is chosen.</summary>
public sealed class ApprovalLimitsForm
{
    /// <summary>Of a person-day that no line of a budget has a rate for.</summary>
    [Required]
    public Money? DayRate { get; set; }

    public IReadOnlyList<ApprovalLimitForm> Limits { get; set; } = new List<ApprovalLimitForm>();

    /// <summary>The roles that may decide at gates at all, and those that have a limit.</summary>
    public static ApprovalLimitsForm Of(CompanyFacts company)
    {
        ArgumentNullException.ThrowIfNull(company);
        var policy = company.Approvals;
        var roles = company.Access.RolesWith(AccessRight.Of(RecordType.Opportunity, AccessAction.Approve)).Union(policy.Limits.Keys).Order();
        return new ApprovalLimitsForm { DayRate = policy.DayRate, Limits = [.. roles.Select(role => Of(policy, role))] };
    }

    public ApprovalPolicy ToPolicy(Stamp stamp)
    {
        (Limits.Any(limit => limit is { Extent: ApprovalExtent.UpTo, UpTo: null }) ? new Refusal("LimitNeedsAmount") : null).ThrowIfRefused();
        return new ApprovalPolicy(
            Limits.Where(limit => limit.Extent != ApprovalExtent.Nothing).GroupBy(limit => limit.Role)
                .ToDictionary(group => group.Key, group => group.First().Extent == ApprovalExtent.Any ? null : group.First().UpTo),
            DayRate ?? Money.Zero, stamp);
    }

    private static ApprovalLimitForm Of(ApprovalPolicy policy, Role role) => !policy.Limits.TryGetValue(role, out var limit)
        ? new() { Role = role, Extent = ApprovalExtent.Nothing }
        : new() { Role = role, Extent = limit is null ? ApprovalExtent.Any : ApprovalExtent.UpTo, UpTo = limit };
}
