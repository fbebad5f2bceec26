namespace SiCrm.Web.Reports.Frame;

/// <summary>Which report is made, for whom: the same address asked again finds what is being made already.</summary>
public sealed record MakingKey(long PersonId, string Address, string Language);

/// <summary>An answer that waits to be fetched.</summary>
/// <param name="Headers">By name; several values of one stand beside each other.</param>
public sealed record MadeAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);

/// <summary>A report that is being made beside the requests that ask for it.</summary>
public sealed class ReportMaking
{
    private readonly CancellationTokenSource _stop;
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _begun;
    private double _gone;
    private bool _isOver;
    private long _ended;

    /// <param name="title">As people call the report; its address where it has no name.</param>
    /// <param name="usual">How long it took last time; null before the first.</param>
    internal ReportMaking(long number, MakingKey key, string title, TimeSpan? usual, TimeSpan longest, TimeProvider clock)
    {
        (Number, Key, Title, Usual, _clock) = (number, key, title, usual, clock);
        (_stop, _begun) = (new CancellationTokenSource(longest), clock.GetTimestamp());
        Cancel = _stop.Token;
    }

    /// <summary>No other has it, on whatever node it is made: what is sent to the wrong node means nothing there.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The newer, the higher.</summary>
    public long Number { get; }

    public MakingKey Key { get; }

    public string Title { get; }

    public TimeSpan? Usual { get; }

    /// <summary>Told to whatever is done for it.</summary>
    public CancellationToken Cancel { get; }

    public Task<MadeAnswer> Answer { get; private set; } = Task.FromCanceled<MadeAnswer>(new CancellationToken(true));

    /// <summary>Somebody was told to wait for it.</summary>
    public bool IsAwaited { get; set; }

    public bool IsReady => Answer.IsCompleted;

    public TimeSpan Elapsed => _clock.GetElapsedTime(_begun);

    /// <summary>How long it lies there since it is ready.</summary>
    internal TimeSpan Lying => _isOver ? _clock.GetElapsedTime(Volatile.Read(ref _ended)) : TimeSpan.Zero;

    /// <summary>How far it is, as its work tells, or by how long it took last time; null where nobody knows.</summary>
    public int? Percent => Volatile.Read(ref _gone) is > 0 and var gone ? (int)Math.Clamp(100 * gone, 0, 99) : Usual is { } usual && usual > Elapsed ? (int)(100 * Elapsed / usual) : null;

    /// <summary>Its work knows which part of the way, from 0 to 1, is gone.</summary>
    public void Tell(double gone) => Volatile.Write(ref _gone, gone);

    /// <summary>What is being done stops at its next statement, or within it.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _stop.Cancel();
            }
        }
    }

    /// <summary>Begins the work apart from the request: nothing of the request's surroundings goes with it.</summary>
    internal void Begin(Func<ReportMaking, Task<MadeAnswer>> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            Answer = Task.Run(() => work(this));
        }
    }

    /// <summary>From here on nothing can be stopped any more.</summary>
    internal void End()
    {
        lock (_gate)
        {
            Volatile.Write(ref _ended, _clock.GetTimestamp());
            _isOver = true;
            _stop.Dispose();
        }
    }
}
