using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>Which contacts a list is about.</summary>
public enum ContactState
{
    Kept,
    Archived,
}

/// <summary>Which contacts a list shows. Its properties are the names in the address.</summary>
public sealed record ContactFilter
{
    /// <summary>In <see cref="Owner"/>: the viewer himself.</summary>
    public const string Me = "me";

    /// <summary>In <see cref="Owner"/>: nobody yet.</summary>
    public const string Nobody = "none";

    /// <summary>Words that must all be found.</summary>
    public string? Q { get; init; }

    public ContactState State { get; init; }

    public long? Customer { get; init; }

    /// <summary>Key contacts only.</summary>
    public bool Key { get; init; }

    /// <summary>The part that he has in any opportunity.</summary>
    public BuyingRole? Role { get; init; }

    /// <summary>The number of a person, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    /// <summary>No two-way contact for so many days, or never.</summary>
    public int? Silent { get; init; }

    /// <summary>A birthday within so many days.</summary>
    public int? Birthday { get; init; }

    public Consent? Consent { get; init; }

    public bool IsEmpty => this == new ContactFilter();
}
