using SiCrm.Domain.Access;

namespace SiCrm.Web.Access.People;

public sealed record PersonRow(
    long Id, string Name, string? Email, string? Team, IReadOnlyList<Role> Roles, DateOnly? ActiveFrom, DateOnly? ActiveUntil, int? LeadCapacity)
{
    public bool IsActive(DateOnly day) => ActiveFrom <= day && (ActiveUntil is null || day <= ActiveUntil);
}

/// <param name="Query">What was searched for.</param>
/// <param name="Next">The address of the next page.</param>
public sealed record PeoplePage(IReadOnlyList<PersonRow> Rows, string? Query, string? Next, DateOnly Today)
{
    /// <summary>Only who works here today.</summary>
    public bool Active { get; init; }

    /// <summary>Only who has it; null for everybody.</summary>
    public Role? Role { get; init; }
}

