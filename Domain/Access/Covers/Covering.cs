namespace SiCrm.Domain.Access.Covers;

/// <summary>For whom the viewer stands in today.</summary>
/// <param name="Until">The last day.</param>
public sealed record Covering(long AwayId, string Name, DateOnly Until);
