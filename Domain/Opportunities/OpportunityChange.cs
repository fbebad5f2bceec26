using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>A fact that was changed, with what it was before.</summary>
public sealed class OpportunityChange(string field, string? before, string? after, Stamp stamp)
{
    private OpportunityChange()
        : this("", null, null, default)
    {
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    /// <summary>The property that it is about.</summary>
    public string Field { get; private set; } = field;

    public string? Before { get; private set; } = before;

    public string? After { get; private set; } = after;

    public long? ActorId { get; private set; } = stamp.ActorId;

    public DateTime At { get; private set; } = stamp.At;

    internal static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
