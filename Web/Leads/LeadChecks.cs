namespace SiCrm.Web.Leads;

/// <summary>Several choices of one name, each with its box.</summary>
public sealed record LeadChecks(string Name, string Label, IReadOnlyList<LeadCheck> Choices);

public sealed record LeadCheck(string Value, string Text, bool IsChosen);
