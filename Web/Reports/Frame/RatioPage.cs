using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Frame;

/// <summary>One figure of a ratio, as it is written, and the records that state it.</summary>
public sealed record RatioPart(string Name, string Value, string? Link);

/// <summary>How a ratio of a report is made: what is divided by what, each with its own records. One page for every report, which only says the parts.</summary>
/// <param name="Name">Of the ratio.</param>
/// <param name="Means">Its definition.</param>
/// <param name="Of">Whose it is: the row's name.</param>
/// <param name="Below">What it is divided by; a second one is taken off the first.</param>
public sealed record RatioPage(string Name, string Means, string Of, RatioPart Above, IReadOnlyList<RatioPart> Below, string Result)
{
    /// <summary>The report as it was asked for.</summary>
    public required Crumb Back { get; init; }

    /// <summary>The report's days, as people read them.</summary>
    public required string Days { get; init; }

    /// <summary>What the report is narrowed by, in words.</summary>
    public IEnumerable<(string Word, string Value)> Narrowed { get; init; } = [];
}
