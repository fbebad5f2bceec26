namespace SiCrm.Domain.Leads.Desk;

/// <summary>One row of a lead's history, as far as the reclaim rules look at it.</summary>
public readonly record struct CourseEvent(DateTime At, LeadEventKind Kind, LeadStatus To);

/// <summary>From this decision until that day no run took the lead.</summary>
public readonly record struct CourseExemption(DateTime At, DateOnly? Until);

/// <summary>What the rules saw of the lead from one change to the next: it holds for (<see cref="From"/>, <see cref="To"/>].</summary>
public readonly record struct CourseSpan(DateTime From, DateTime To, ReclaimFacts Facts);

/// <summary>
/// A lead's past as the reclaim rules saw it, rebuilt from its history: at every instant the same facts that the lead itself had.
/// </summary>
public sealed class ReclaimCourse
{
    private readonly List<CourseSpan> _spans = [];

    /// <summary>Before the last transition: what an undo of it restores.</summary>
    private ReclaimFacts _before;

    /// <param name="events">In the order of the history.</param>
    /// <param name="contacts">Logged contacts; notes are none.</param>
    public ReclaimCourse(
        LeadChannel channel, IReadOnlyList<CourseEvent> events, IReadOnlyList<DateTime> contacts, IReadOnlyList<CourseExemption> exemptions)
    {
        (Events, Contacts) = (events, contacts);
        var facts = _before = new ReclaimFacts(LeadStatus.New, channel, null, null, null);
        var from = DateTime.MinValue;
        foreach (var (at, change) in Changes(exemptions).OrderBy(step => step.At))
        {
            Close(ref from, at, facts);
            facts = change(facts);
        }

        Close(ref from, DateTime.MaxValue, facts);
    }

    public IReadOnlyList<CourseEvent> Events { get; }

    public IReadOnlyList<DateTime> Contacts { get; }

    public IReadOnlyList<CourseSpan> Spans => _spans;

    /// <summary>The facts as they are now.</summary>
    public ReclaimFacts Now => _spans[^1].Facts;

    /// <summary>The facts after the last change strictly before the instant.</summary>
    public ReclaimFacts At(DateTime instant) => _spans.Find(span => span.From < instant && instant <= span.To).Facts;

    /// <summary>Events come first, so that of one instant they stay first.</summary>
    private IEnumerable<(DateTime At, Func<ReclaimFacts, ReclaimFacts> Change)> Changes(IReadOnlyList<CourseExemption> exemptions)
    {
        foreach (var row in Events)
        {
            yield return (row.At, facts => After(row, facts));
        }

        foreach (var at in Contacts)
        {
            yield return (at, facts => facts with { LastActivityAt = at });
        }

        foreach (var exemption in exemptions)
        {
            yield return (exemption.At, facts => facts with { ExemptUntil = exemption.Until });
        }
    }

    private ReclaimFacts After(CourseEvent row, ReclaimFacts facts)
    {
        var after = row.Kind switch
        {
            LeadEventKind.Assigned or LeadEventKind.Reassigned => facts with { Status = row.To, AssignedAt = row.At, LastActivityAt = null },
            LeadEventKind.Started => facts with { Status = row.To, LastActivityAt = row.At },
            LeadEventKind.Reclaimed or LeadEventKind.GivenBack or LeadEventKind.Reopened =>
                facts with { Status = row.To, AssignedAt = null, ExemptUntil = null },
            LeadEventKind.Undone => _before,
            _ => facts with { Status = row.To },
        };
        _before = row.Kind.IsTransition() ? facts : _before;
        return after;
    }

    private void Close(ref DateTime from, DateTime at, ReclaimFacts facts)
    {
        if (at > from)
        {
            _spans.Add(new CourseSpan(from, at, facts));
            from = at;
        }
    }
}
