using SiCrm.Domain.Contracts;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>Whose overdue payments a list shows, and how old ones.</summary>
public sealed record OverdueFilter
{
    public static readonly OverdueFilter All = new();

    public long? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    /// <summary>Of no region.</summary>
    public bool NoRegion { get; init; }

    /// <summary>Their contracts hold a line of it.</summary>
    public long? Product { get; init; }

    /// <summary>The category that their customers are of now, by its code.</summary>
    public string? CustomerCategory { get; init; }

    /// <summary>Their contracts were signed from this day on.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Null: however old they are.</summary>
    public PaymentAge? Age { get; init; }

    /// <summary>Only of contracts whose customer is to be reminded by this day: not yet, or again.</summary>
    public DateOnly? RemindBy { get; init; }

    /// <summary>Of whichever contracts, of whatever age.</summary>
    public bool IsOfAll => this with { Age = null } == All;
}
