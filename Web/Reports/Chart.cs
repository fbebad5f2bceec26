using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>A chart: what it draws stands in a table beside it, and each of its points goes where the figure in that table goes.</summary>
/// <param name="Kind">As the program that draws it calls it.</param>
/// <param name="Heads">Of the names, then of the figures; those that are told and not drawn come last.</param>
public sealed record Chart(string Kind, string Caption, IReadOnlyList<ChartHead> Heads, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>More bars are no picture any more.</summary>
    public const int MostBars = 12;

    /// <summary>What has to be known to read it.</summary>
    public string? Note { get; init; }

    /// <summary>The first of them, which says so where there are more.</summary>
    public static Chart OfFirst(string kind, string caption, IReadOnlyList<ChartHead> heads, IReadOnlyCollection<ChartRow> all, Words words, int most = MostBars)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(words);
        return new(kind, caption, heads, [.. all.Take(most)]) { Note = all.Count > most ? words["Reports.ChartFirst", most, Show.Number(all.Count)] : null };
    }
}

/// <param name="Stack">Figures of one stack stand behind each other in one bar.</param>
/// <param name="Means">What it means.</param>
public sealed record ChartHead(string Name, string? Stack = null, string? Means = null);

/// <param name="Name">What its bar or point is called.</param>
/// <param name="Sign">Whether it adds to a waterfall or takes away; 0 where it says how high it stands.</param>
public sealed record ChartRow(string Name, string? Link, IReadOnlyList<ChartCell> Cells, int Sign = 0);

/// <param name="Value">What is drawn; empty for a gap, null for what is only told.</param>
public sealed record ChartCell(string? Value, string Text, string? Link = null)
{
    public static readonly ChartCell Nothing = new("", Show.Nothing);

    /// <summary>Where the figure may lie.</summary>
    public (Money Low, Money High)? Span { get; init; }

    public static ChartCell Of(long count, string? link = null) => new(count.ToString(CultureInfo.InvariantCulture), Show.Number(count), link);

    public static ChartCell Of(Money amount, Words words, string? link = null) => new(amount.ToString(), Figures.Compact(amount, words), link);

    /// <summary>Told beside the chart, not drawn.</summary>
    public static ChartCell Told(string text, string? link = null) => new(null, text, link);
}
