namespace SiCrm.Web.Shared.Lists;

/// <summary>Several choices of one name, each with its box.</summary>
public sealed record Checks(string Name, string Label, IReadOnlyList<Check> Choices);

public sealed record Check(string Value, string Text, bool IsChosen);
