namespace SiCrm.Infrastructure.Search;

/// <summary>A record that the search found.</summary>
public sealed record SearchHit
{
    public long Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Null for a type without numbers.</summary>
    public string? Number { get; init; }

    /// <summary>What tells it from another of the same name.</summary>
    public string? Detail { get; init; }

    public long? OwnerId { get; init; }
}

/// <summary>The hits of one type.</summary>
/// <param name="HasMore">Not all are among them.</param>
public sealed record SearchGroup(SearchSource Source, IReadOnlyList<SearchHit> Hits, bool HasMore);
