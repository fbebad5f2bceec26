using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Frame;

/// <summary>One figure that another is made of, as it is written, and the records that state it.</summary>
public sealed record RatioPart(string Name, string Value, string? Link)
{
    /// <summary>It is taken off those before it.</summary>
    public bool IsLess { get; init; }

    /// <summary>The part's place in the formula: <c>above</c>, <c>below</c>, <c>less</c>, or just a <c>part</c>.</summary>
    public string Place { get; init; } = "part";
}

/// <summary>How a figure follows from its parts: in words, in numbers where it is one formula of them, and what it comes to.</summary>
public sealed record RatioStep(string Name, string InWords, string InNumbers, string Result)
{
    /// <summary>What is divided by what; each may be several parts.</summary>
    internal static RatioStep Of(string name, IReadOnlyList<RatioPart> above, IReadOnlyList<RatioPart> below, string result) =>
        new(name, $"{Side(above, part => part.Name)} ÷ {Side(below, part => part.Name)}", $"{Side(above, Number)} ÷ {Side(below, Number)}", result);

    private static string Side(IReadOnlyList<RatioPart> parts, Func<RatioPart, string> told) => parts is [var only] ? told(only)
        : $"({string.Concat(parts.Select((part, place) => (place == 0 ? "" : part.IsLess ? " − " : " + ") + told(part)))})";

    private static string Number(RatioPart part) => part.Value.StartsWith('-') ? $"({part.Value})" : part.Value;
}

/// <summary>A cell of rows that a part is made of.</summary>
public sealed record RatioCell(string Value, string? Link = null);

/// <summary>What a part is made of, row by row, where no list of records tells it.</summary>
/// <param name="Text">What of it counts.</param>
/// <param name="Columns">Which of them are numbers.</param>
public sealed record RatioRows(string Title, string Text, IReadOnlyList<(string Name, bool IsNumber)> Columns, IReadOnlyList<IReadOnlyList<RatioCell>> Rows)
{
    /// <summary>Where they stand on the page.</summary>
    public const string Place = "#rows";
}

/// <summary>How a figure that is no sum of records is made: of which parts, each with its own records. One page for every report, which only says the parts.</summary>
/// <param name="Name">Of the figure.</param>
/// <param name="Means">Its definition.</param>
/// <param name="Of">Whose it is: the row's name.</param>
public sealed record RatioPage(string Name, string Means, string Of, IReadOnlyList<RatioPart> Parts, IReadOnlyList<RatioStep> Steps)
{
    public const string View = "/Reports/Frame/Ratio.cshtml";

    /// <summary>Of what is divided by what: the parts of each are added up, or taken off the first. A part of both is told once.</summary>
    public RatioPage(string name, string means, string of, IReadOnlyList<RatioPart> above, IReadOnlyList<RatioPart> below, string result)
        : this(name, means, of, [.. Placed(above, "above").Concat(Placed(below, "below")).DistinctBy(part => (part.Name, part.Value, part.Link))], [RatioStep.Of(name, above, below, result)])
    {
    }

    /// <summary>The report as it was asked for.</summary>
    public required Crumb Back { get; init; }

    /// <summary>The report's days, as people read them.</summary>
    public required string Days { get; init; }

    /// <summary>What the report is narrowed by, in words.</summary>
    public IEnumerable<(string Word, string Value)> Narrowed { get; init; } = [];

    /// <summary>Null where lists of records tell all.</summary>
    public RatioRows? Rows { get; init; }

    private static IEnumerable<RatioPart> Placed(IReadOnlyList<RatioPart> parts, string place) => parts.Select(part => part with { Place = part.IsLess ? "less" : place });
}
