namespace SiCrm.Web.Shared.Errors;

/// <summary>A field that says one thing here and another there.</summary>
public sealed record ConflictField(string Name, string Label, string Mine, string MineShown, string Theirs, string TheirsShown);

/// <summary>Two people edited one record: both versions field by field, and a form that sends what the second one chooses.</summary>
/// <param name="Path">Where the form is sent again.</param>
/// <param name="What">The record, as people call it.</param>
/// <param name="Same">What both agree on, and the version that is now the base.</param>
public sealed record ConflictPage(
    string Path, string What, IReadOnlyList<ConflictField> Differing, IReadOnlyList<KeyValuePair<string, string>> Same);
