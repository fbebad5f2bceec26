using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <content>A past that is learnt of later: events of a file, with their original instants, among those that are here.</content>
public sealed partial class Lead
{
    /// <summary>For each event, in the order given: null when it fits into the history, which must be loaded whole, as the activities must; else why not.</summary>
    public IReadOnlyList<Refusal?> CanRecall(IReadOnlyList<PastEvent> past) => LeadPast.Fit(InOrder(), past);

    /// <summary>Takes the events that fit into the history and tells the lead anew from it; the number of those taken.</summary>
    public int Recall(IReadOnlyList<PastEvent> past, long importId, Stamp stamp)
    {
        var refusals = CanRecall(past);
        var fitting = past.Where((_, i) => refusals[i] is null).OrderBy(happened => happened.Row).ToList();
        if (fitting.Count > 0)
        {
            Retell(rows => rows.Concat(fitting.Select(happened => happened.ToRow(importId, stamp))), stamp);
        }

        return fitting.Count;
    }

    /// <summary>Null when the history holds without the events of this import.</summary>
    public Refusal? CanForget(long importId) =>
        LeadPast.Holds(InOrder().Where(row => !IsOf(row, importId))) ? null : new Refusal("PastEventsBuiltUpon", Number);

    /// <summary>Takes the events of an import out again.</summary>
    /// <returns>The rows that are gone.</returns>
    public IReadOnlyList<LeadEvent> Forget(long importId, Stamp stamp)
    {
        CanForget(importId).ThrowIfRefused();
        var gone = _history.Where(row => IsOf(row, importId)).ToList();
        _history.RemoveAll(gone.Contains);
        Retell(rows => rows, stamp);
        return gone;
    }

    private static bool IsOf(LeadEvent row, long importId) => row.ImportId == importId && row.Kind != LeadEventKind.Captured;

    private List<LeadEvent> InOrder() => [.. _history.OrderBy(row => row.Seq)];

    /// <summary>Chains the rows anew: what follows from the row before is worked out again, what a row says itself stays.</summary>
    private void Retell(Func<IEnumerable<LeadEvent>, IEnumerable<LeadEvent>> change, Stamp stamp)
    {
        var rows = change(InOrder()).OrderBy(row => row.At).ThenBy(row => row.Seq == 0).ThenBy(row => row.Seq).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Follow(i == 0 ? null : rows[i - 1]);
        }

        _history.Clear();
        _history.AddRange(rows);
        Events = rows.Count;
        Stand(rows[^1], stamp);
        Version++;
    }

    /// <summary>The lead as its history leaves it. What the present owner has planned stays while he is the owner.</summary>
    private void Stand(LeadEvent last, Stamp stamp)
    {
        var assignedAt = _history.FindLast(row => row.Kind is LeadEventKind.Assigned or LeadEventKind.Reassigned
            && (last.ToOwnerId is null || last.ToOwnerId == row.ToOwnerId))?.At;
        if (last.ToOwnerId is { } owner && (OwnerId, AssignedAt) != (owner, assignedAt))
        {
            Own(owner, last.ToTeamId, assignedAt ?? last.At);
        }
        else if (last.ToOwnerId is null && OwnerId is not null)
        {
            Disown(stamp);
        }

        (TeamId, Status, StatusSince) = (last.ToTeamId, last.To, last.TransitionAt);
        var started = _history.Where(row => row.Kind == LeadEventKind.Started && !(row.At < assignedAt)).Select(row => row.At).ToList();
        FirstContactAt = OwnerId is null ? null : started.Select(at => (DateTime?)at).Min();
        LastActivityAt = _activities.Where(activity => activity.Kind != LeadActivityKind.Note && !(activity.At < assignedAt))
            .Select(activity => activity.At).Concat(started).Select(at => (DateTime?)at).Max();
    }
}
