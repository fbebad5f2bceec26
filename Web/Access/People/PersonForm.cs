using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;

namespace SiCrm.Web.Access.People;

/// <summary>What an administrator says of a person.</summary>
public sealed class PersonForm
{
    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    [EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    public List<Role> Roles { get; set; } = [];

    public long? TeamId { get; set; }

    /// <summary>Counts for who is in no team only.</summary>
    public long? RegionId { get; set; }

    public long? ManagerId { get; set; }

    [Range(0, 100_000)]
    public int? LeadCapacity { get; set; }

    /// <summary>One a line.</summary>
    [StringLength(1000)]
    public string? Knows { get; set; }

    public int Version { get; set; }

    public static PersonForm Of(Person person) => new()
    {
        Name = person.Name, Email = person.Email, Roles = [.. person.Roles.Order()], TeamId = person.TeamId,
        RegionId = person.TeamId is null ? person.RegionId : null, ManagerId = person.ManagerId, LeadCapacity = person.LeadCapacity,
        Knows = person.Knows, Version = person.Version,
    };

    public string[] KnownFields() =>
        (Knows ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
