using Microsoft.AspNetCore.Identity;

namespace SiCrm.Infrastructure.Access;

/// <summary>How a person signs in. Kept apart from <see cref="Domain.Access.Person"/>: editing one never touches the other.</summary>
public sealed class Account : IdentityUser<long>
{
    public long PersonId { get; init; }

    /// <summary>The language chosen in the person's settings; null follows cookie and browser.</summary>
    public string? Language { get; set; }

    /// <summary><c>light</c>, <c>dark</c>, or null for what the system prefers.</summary>
    public string? Theme { get; set; }

    /// <summary>How the cards of the person's home pages are arranged; null: as they come.</summary>
    public string? HomeCards { get; set; }
}
