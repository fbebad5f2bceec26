using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Web.Access.Audit;

namespace SiCrm.Web.Access.People;

/// <summary>What of a person decides what he may see, as the audit log compares it.</summary>
internal sealed record PersonFacts(string? Name, string? Email, string? Roles, string? TeamId, string? RegionId, string? ManagerId)
{
    public static PersonFacts Of(Person person) => new(
        person.Name, person.Email, string.Join(',', person.Roles.Order()), Text(person.TeamId), Text(person.RegionId), Text(person.ManagerId));

    /// <param name="before">Null for somebody new.</param>
    public static IEnumerable<AuditChange> Of(PersonFacts? before, PersonFacts after) =>
    [
        new(nameof(Name), before?.Name, after.Name), new(nameof(Email), before?.Email, after.Email),
        new(nameof(Roles), before?.Roles, after.Roles), new(nameof(TeamId), before?.TeamId, after.TeamId),
        new(nameof(RegionId), before?.RegionId, after.RegionId), new(nameof(ManagerId), before?.ManagerId, after.ManagerId),
    ];

    private static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
