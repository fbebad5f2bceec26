namespace SiCrm.Domain.Customers;

/// <summary>Who reports to whom, as contact → superior; a superior who is not among them is none.</summary>
public static class ReportingLines
{
    public static bool HasRing(IReadOnlyDictionary<long, long?> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.Keys.Any(start => Above(lines, start) is null);
    }

    /// <summary>Levels from the top to the bottom; there is no ring.</summary>
    public static int Depth(IReadOnlyDictionary<long, long?> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.Keys.Select(start => (Above(lines, start) ?? 0) + 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>How many are above him; null in a ring.</summary>
    private static int? Above(IReadOnlyDictionary<long, long?> lines, long start)
    {
        var (at, above) = (start, 0);
        while (lines.GetValueOrDefault(at) is { } superior && lines.ContainsKey(superior))
        {
            if (++above > lines.Count)
            {
                return null;
            }

            at = superior;
        }

        return above;
    }
}
