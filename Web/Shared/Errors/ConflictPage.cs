namespace SiCrm.Web.Shared.Errors;

/// <summary>A field that says one thing here and another there.</summary>
public sealed record ConflictField(string Name, string Label, string Mine, string MineShown, string Theirs, string TheirsShown)
{
    /// <summary>Something that a reader knows what to do with: which record or row it is, is for the program.</summary>
    public bool IsSaid { get; init; } = true;

    /// <summary>Only the other one changed it, or has the row that it stands in: unless somebody says otherwise, that is kept.</summary>
    public bool IsTheirs { get; init; }
}

/// <summary>Two people edited one record: both versions field by field, and a form that sends what the second one chooses.</summary>
/// <param name="Path">Where the form is sent again.</param>
/// <param name="What">The record, as people call it.</param>
/// <param name="Same">What both agree on, and the version that is now the base.</param>
public sealed record ConflictPage(
    string Path, string What, IReadOnlyList<ConflictField> Differing, IReadOnlyList<ConflictField> Same)
{
    /// <summary>The version that is now the base, as the form carries it that is opened with it.</summary>
    public required string Opened { get; init; }

    /// <summary>What of it says something.</summary>
    public IEnumerable<ConflictField> Agreed => Same.Where(one => one.IsSaid && one.Mine is not ("" or "false"));
}
