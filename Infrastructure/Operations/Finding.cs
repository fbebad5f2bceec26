namespace SiCrm.Infrastructure.Operations;

/// <summary>Something in the data that must not be.</summary>
/// <param name="Key">Names the text of the rule that is broken.</param>
/// <param name="Detail">Where: ids of leads, or what the engine says.</param>
public sealed record Finding(string Key, string Detail);
