using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>Somebody's part in the decision on an opportunity.</summary>
public sealed class MemberForm
{
    public int Version { get; set; }

    [Required]
    public BuyingRole? Role { get; set; }

    [Required, Range(1, 5)]
    public int? Influence { get; set; }

    /// <summary>Null: not known.</summary>
    [Range(-2, 2)]
    public int? Attitude { get; set; }

    [StringLength(CustomerLengths.Evidence)]
    public string? Evidence { get; set; }

    public long? HolderId { get; set; }

    public long? ReportsToId { get; set; }

    [BindNever, ValidateNever]
    public MemberPage? Page { get; set; }

    public MemberFacts Facts => new(Role ?? default, Influence ?? 3, HolderId, ReportsToId);

    public static MemberForm Of(BuyingCentreMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new() { Role = member.Role, Influence = member.Influence, Attitude = member.Attitude, HolderId = member.HolderId, ReportsToId = member.ReportsToId };
    }
}

/// <summary>What stands around the form.</summary>
/// <param name="Attitudes">The newest first.</param>
public sealed record MemberPage(
    long OpportunityId, string Opportunity, Contact Contact, IReadOnlyList<SelectListItem> Colleagues, IReadOnlyList<SelectListItem> Others,
    IReadOnlyList<AttitudeRow> Attitudes, bool IsMember);

/// <summary>People of the customer who have no part yet.</summary>
public sealed record MemberChoicePage(long OpportunityId, string Opportunity, long CustomerId, string? Q, IReadOnlyList<MemberChoice> Contacts);

public sealed record MemberChoice(long Id, string Name, string? Position);
