using SiCrm.Domain.Opportunities;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>Which opportunities a list shows. Its properties are the names in the address; a saved view is that address.</summary>
public sealed record OpportunityFilter
{
    /// <summary>In <see cref="Owner"/>: the viewer himself, so that a shared view is everybody's own.</summary>
    public const string Me = "me";

    /// <summary>In <see cref="Owner"/>: nobody.</summary>
    public const string Nobody = "none";

    /// <summary>Words that must all be found.</summary>
    public string? Q { get; init; }

    /// <summary>Null: those that are open.</summary>
    public OpportunityState? State { get; init; }

    /// <summary>Whatever became of them.</summary>
    public bool Any { get; init; }

    // A list, because the binder of addresses fills what is there, and an array can't be filled.
    public IReadOnlyList<int> Stage { get; init; } = new List<int>();

    public Horizon? Horizon { get; init; }

    public string? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    /// <summary>Of no region.</summary>
    public bool NoRegion { get; init; }

    public long? Customer { get; init; }

    public long? Product { get; init; }

    public DateOnly? ExpectedFrom { get; init; }

    public DateOnly? ExpectedUntil { get; init; }

    /// <summary>Not held in cultivation.</summary>
    public bool Unheld { get; init; }

    /// <summary>Nothing is planned for it.</summary>
    public bool NoStep { get; init; }

    /// <summary>An application for initiation waits for a decision.</summary>
    public bool Requested { get; init; }

    /// <summary>Its next step, or its expected date, is over.</summary>
    public bool Late { get; init; }

    /// <summary>In its stage for longer than the company's norm.</summary>
    public bool Slow { get; init; }

    public bool Archived { get; init; }

    public bool IsEmpty => Stage.Count == 0 && this with { Stage = [] } == new OpportunityFilter { Stage = [] };
}
