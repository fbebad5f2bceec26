using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;

namespace SiCrm.Infrastructure.Leads;

/// <summary>Which leads a list is about, by how they ended.</summary>
public enum LeadState
{
    Open,
    Closed,
    All,
    Archived,
}

/// <summary>When the next action is due.</summary>
public enum LeadDue
{
    Overdue,
    Today,

    /// <summary>Today, or before.</summary>
    UntilToday,
    Week,

    /// <summary>Nothing is planned.</summary>
    Missing,
}

/// <summary>Which leads a list shows. Its properties are the names in the address; a saved view is that address.</summary>
public sealed record LeadFilter
{
    /// <summary>In <see cref="Owner"/>: the viewer himself, so that a shared view is everybody's own.</summary>
    public const string Me = "me";

    /// <summary>In <see cref="Owner"/>: nobody yet.</summary>
    public const string Nobody = "none";

    /// <summary>Words that must all be found.</summary>
    public string? Q { get; init; }

    public LeadState State { get; init; }

    // Lists, because the binder of addresses fills what is there, and an array can't be filled.

    /// <summary>Narrower than <see cref="State"/>, which then says nothing but for archived leads.</summary>
    public IReadOnlyList<LeadStatus> Status { get; init; } = new List<LeadStatus>();

    /// <summary>The number of a person, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    public IReadOnlyList<LeadChannel> Channel { get; init; } = new List<LeadChannel>();

    public string? Industry { get; init; }

    public string? Campaign { get; init; }

    /// <summary>The customer that referred them.</summary>
    public long? ReferredBy { get; init; }

    /// <summary>One of these customers referred them.</summary>
    public BuyersFilter? Referrers { get; init; }

    /// <summary>Whether it is referrals that are asked for: few enough to be counted.</summary>
    public bool IsOfReferrals => ReferredBy is not null || Referrers is not null;

    /// <summary>First and last day of the capture.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public Money? Min { get; init; }

    public Money? Max { get; init; }

    public LeadDue? Due { get; init; }

    /// <summary>Taken back by the reclaim policy within so many days.</summary>
    public int? Reclaim { get; init; }

    /// <summary>Without what asks for a field that the viewer does not see.</summary>
    public LeadFilter For(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Sees(SensitiveField.Amount) ? this : this with { Min = null, Max = null };
    }

    public bool IsEmpty => this with { Status = [], Channel = [] } == new LeadFilter { Status = [], Channel = [] } && Status.Count + Channel.Count == 0;
}
