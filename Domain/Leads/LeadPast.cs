using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>
/// Fits past events into a history that is here already. What is here stays; of the new events the greatest number is
/// taken that makes one unbroken chain, so a wrong row costs itself and not the rows around it.
/// </summary>
internal static class LeadPast
{
    /// <summary>For each event, in the order given: null when it is taken, else why not.</summary>
    public static IReadOnlyList<Refusal?> Fit(IReadOnlyList<LeadEvent> history, IReadOnlyList<PastEvent> past)
    {
        var capturedAt = history[0].At;
        var steps = Merge(history, past.Where(happened => happened.At >= capturedAt)).ToList();
        var reasons = Reasons(steps, Best(steps));
        return [.. past.Select(happened => happened.At < capturedAt ? new Refusal("PastEventBeforeCapture") : reasons[happened])];
    }

    /// <summary>Whether the rows make an unbroken chain by themselves.</summary>
    public static bool Holds(IEnumerable<LeadEvent> history)
    {
        Standing? standing = default(Standing);
        foreach (var row in history)
        {
            standing = standing?.After(row);
        }

        return standing is not null;
    }

    /// <summary>In the order of time; of one instant what is here comes first.</summary>
    private static IEnumerable<Step> Merge(IReadOnlyList<LeadEvent> history, IEnumerable<PastEvent> past) =>
        history.Select(row => new Step(row.At, row, null))
            .Concat(past.Select(happened => new Step(happened.At, null, happened)))
            .OrderBy(step => step.At)
            .ThenBy(step => step.Past is null ? 0 : 1)
            .ThenBy(step => step.Row?.Seq ?? step.Past?.Row);

    /// <summary>The events of the longest chain: after each step, for each place to stand, the way there that took most.</summary>
    private static HashSet<PastEvent> Best(List<Step> steps)
    {
        var ways = new Dictionary<Standing, Way> { [default] = new(0, null, null) };
        foreach (var step in steps)
        {
            var next = new Dictionary<Standing, Way>();
            foreach (var (standing, way) in ways)
            {
                Go(step, standing, way, next);
            }

            ways = next;
        }

        var taken = new HashSet<PastEvent>(ReferenceEqualityComparer.Instance);
        for (var way = ways.Values.MaxBy(w => w.Taken); way is not null; way = way.Before)
        {
            if (way.Event is not null)
            {
                taken.Add(way.Event);
            }
        }

        return taken;
    }

    private static void Go(Step step, Standing standing, Way way, Dictionary<Standing, Way> next)
    {
        if (step.Row is { } row)
        {
            Keep(next, standing.After(row), way);
        }
        else if (step.Past is { } past)
        {
            Keep(next, standing, way);
            if (standing.Refuse(past) is null)
            {
                Keep(next, standing.After(past), new Way(way.Taken + 1, past, way));
            }
        }
    }

    private static void Keep(Dictionary<Standing, Way> ways, Standing? standing, Way way)
    {
        if (standing is { } place && (!ways.TryGetValue(place, out var other) || other.Taken < way.Taken))
        {
            ways[place] = way;
        }
    }

    private static Dictionary<PastEvent, Refusal?> Reasons(List<Step> steps, HashSet<PastEvent> taken)
    {
        var reasons = new Dictionary<PastEvent, Refusal?>(ReferenceEqualityComparer.Instance);
        var standing = default(Standing);
        foreach (var step in steps)
        {
            if (step.Past is { } past)
            {
                reasons[past] = taken.Contains(past) ? null : standing.Refuse(past) ?? new Refusal("PastEventBreaksLater");
                standing = taken.Contains(past) ? standing.After(past) : standing;
            }
            else if (step.Row is { } row)
            {
                standing = standing.After(row) ?? standing;
            }
        }

        return reasons;
    }

    private sealed record Step(DateTime At, LeadEvent? Row, PastEvent? Past);

    private sealed record Way(int Taken, PastEvent? Event, Way? Before);
}
