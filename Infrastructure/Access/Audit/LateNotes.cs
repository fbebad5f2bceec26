using System.Threading.Channels;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access.Audit;

/// <summary>One thing that was seen while a page was answered; exactly one of the three is set.</summary>
public sealed record LateNote(AuditEntry? Entry, string? Session, long? Token, DateTime At);

/// <summary>
/// What no page should wait for: denied and many views for the audit log, when a session or a token was last seen. It is
/// bounded, so a flood costs no memory; what does not fit is counted and told. Changes of rights never go this way.
/// </summary>
public sealed class LateNotes
{
    private const int Most = 10_000;

    private readonly Channel<LateNote> _notes = Channel.CreateBounded<LateNote>(new BoundedChannelOptions(Most) { SingleReader = true });
    private long _lost;

    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Add(new LateNote(entry, null, null, entry.At));
    }

    public void SawSession(string session, DateTime at) => Add(new LateNote(null, session, null, at));

    public void UsedToken(long token, DateTime at) => Add(new LateNote(null, null, token, at));

    /// <summary>How many did not fit since the last time.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>Waits until there is one, and gives all that came in the meantime, up to so many.</summary>
    public async Task<IReadOnlyList<LateNote>> TakeAsync(int most, CancellationToken cancel)
    {
        await _notes.Reader.WaitToReadAsync(cancel);
        return TakeNow(most);
    }

    public IReadOnlyList<LateNote> TakeNow(int most)
    {
        var taken = new List<LateNote>();
        while (taken.Count < most && _notes.Reader.TryRead(out var note))
        {
            taken.Add(note);
        }

        return taken;
    }

    private void Add(LateNote note)
    {
        if (!_notes.Writer.TryWrite(note))
        {
            Interlocked.Increment(ref _lost);
        }
    }
}
