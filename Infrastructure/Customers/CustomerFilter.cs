using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Contracts;

namespace SiCrm.Infrastructure.Customers;

/// <summary>Which customers a list shows. Its properties are the names in the address; a saved view is that address.</summary>
public sealed record CustomerFilter
{
    /// <summary>In <see cref="Owner"/>: the viewer himself, so that a shared view is everybody's own.</summary>
    public const string Me = "me";

    /// <summary>In <see cref="Owner"/>: nobody yet.</summary>
    public const string Nobody = "none";

    /// <summary>Words that must all be found.</summary>
    public string? Q { get; init; }

    // Lists, because the binder of addresses fills what is there, and an array can't be filled.
    public IReadOnlyList<CustomerStatus> Status { get; init; } = new List<CustomerStatus>();

    /// <summary>Codes of the category scheme.</summary>
    public IReadOnlyList<string> Category { get; init; } = new List<string>();

    public IReadOnlyList<CustomerTier> Tier { get; init; } = new List<CustomerTier>();

    /// <summary>The number of a person, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    public string? Industry { get; init; }

    /// <summary>The group whose direct units are asked for.</summary>
    public long? Parent { get; init; }

    /// <summary>The customer that referred them.</summary>
    public long? ReferredBy { get; init; }

    /// <summary>One of these customers referred them.</summary>
    public BuyersFilter? Referrers { get; init; }

    /// <summary>Whether it is referrals that are asked for: few enough to be counted.</summary>
    public bool IsOfReferrals => ReferredBy is not null || Referrers is not null;

    /// <summary>The last day on which they became known.</summary>
    public DateOnly? KnownUntil { get; init; }

    /// <summary>No touch for longer than so many days.</summary>
    public int? Silent { get; init; }

    /// <summary>Only those put away; else only those kept.</summary>
    public bool Archived { get; init; }

    public bool IsEmpty => this with { Status = [], Category = [], Tier = [] } == new CustomerFilter { Status = [], Category = [], Tier = [] }
        && Status.Count + Category.Count + Tier.Count == 0;
}
