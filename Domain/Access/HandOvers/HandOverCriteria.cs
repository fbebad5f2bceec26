namespace SiCrm.Domain.Access.HandOvers;

/// <summary>Whose work goes, which part of it, and to whom.</summary>
public sealed record HandOverCriteria
{
    public long FromId { get; init; }

    /// <summary>Customers with everything that hangs on them; otherwise leads and opportunities go alone.</summary>
    public bool Customers { get; init; }

    public bool Leads { get; init; }

    public bool Opportunities { get; init; }

    /// <summary>Those whose project manager he is; they go alone, from the page of a leaver.</summary>
    public bool Contracts { get; init; }

    /// <summary>Only these customers; empty: all that fit.</summary>
    public IReadOnlyList<long> CustomerIds { get; init; } = [];

    public long? RegionId { get; init; }

    public string? Industry { get; init; }

    /// <summary>Of customers only.</summary>
    public string? Category { get; init; }

    /// <summary>Who may get it; empty: everybody whom the viewer can give work to.</summary>
    public IReadOnlyList<long> ToIds { get; init; } = [];
}

/// <summary>客户分配方案: criteria under a name, to be run again.</summary>
public sealed class HandOverScheme
{
    public const int NameLength = 60;

    public HandOverScheme(string name, HandOverCriteria criteria, long ownerId)
    {
        (Name, Criteria, OwnerId) = (name, criteria, ownerId);
    }

    private HandOverScheme()
    {
        Name = "";
        Criteria = new HandOverCriteria();
    }

    public long Id { get; private set; }

    public string Name { get; private set; }

    public HandOverCriteria Criteria { get; private set; }

    public long OwnerId { get; private set; }
}
