namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>
/// 实证区间: between which parts of what was said came true, in the weeks of the record that lay about as far from the end of their period.
/// It knows of all that moves a forecast: opportunities that nobody knew yet, and such that come earlier or later than they are expected.
/// </summary>
/// <param name="Low">The lower part, as a factor of what is said.</param>
/// <param name="Weeks">How many weeks it is made of.</param>
public readonly record struct RecordedRange(double Low, double High, int Weeks)
{
    /// <summary>With fewer weeks the record tells nothing.</summary>
    public const int Floor = 20;

    /// <summary>Left out below, and as much above.</summary>
    private const double Tail = 0.025;

    /// <summary>Of less than this nothing is known: the weeks it is made of all said more.</summary>
    public long Least { get; init; }

    /// <summary>The share of cases that it is made for: 95 %, or as near as so few weeks come to it.</summary>
    public double Level => Weeks == 0 ? 0 : (Weeks + 1 - (2.0 * Rank(Weeks))) / (Weeks + 1);

    /// <summary>The how many least of the weeks the lower part is, and the upper one from above.</summary>
    public int Place => Rank(Weeks);

    /// <summary>Null of fewer than <see cref="Floor"/>.</summary>
    /// <param name="came">What came true ÷ what was said, once for each week.</param>
    public static RecordedRange? Of(IReadOnlyCollection<double> came)
    {
        ArgumentNullException.ThrowIfNull(came);
        var sorted = came.Order().ToList();
        return sorted.Count < Floor ? null : new(sorted[Rank(sorted.Count) - 1], sorted[^Rank(sorted.Count)], sorted.Count);
    }

    /// <summary>Whether it tells anything of so much.</summary>
    public bool IsOf(long said) => said >= Least;

    /// <summary>The interval of what is said now; never below what is signed.</summary>
    public (double Low, double High) Around(long won, long said) => (Math.Max(won, Low * said), Math.Max(won, High * said));

    private static int Rank(int weeks) => Math.Max(1, (int)(Tail * (weeks + 1)));
}
