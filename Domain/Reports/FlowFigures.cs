namespace SiCrm.Domain.Reports;

/// <summary>The figures of a group within a week (product text, section 4).</summary>
public enum FlowFigure
{
    Captured,
    Reopened,
    MovedIn,
    MovedOut,
    Converted,
    Disqualified,

    /// <summary>Open leads whose estimated amount changed; only its money enters the balance.</summary>
    Revalued,
    Qualified,
    Assigned,
    Started,
    Reclaimed,

    /// <summary>Leads with at least one promotion, in the group of the last one.</summary>
    Promoted,

    /// <summary>Leads open at the end that made a transition; closing less these is stalled.</summary>
    Stirred,

    // What follows from those above and from the weeks before; not kept.
    Opening,
    Closing,
    Stalled,
}

/// <summary>One number for every kept <see cref="FlowFigure"/>: leads, or their amounts in minor units.</summary>
public sealed class FlowFigures
{
    public static readonly IReadOnlyList<FlowFigure> Kept = [.. Enum.GetValues<FlowFigure>().Where(figure => figure <= FlowFigure.Stirred)];

    private readonly long[] _numbers = new long[Kept.Count];

    public long Captured { get => this[FlowFigure.Captured]; private set => this[FlowFigure.Captured] = value; }

    public long Reopened { get => this[FlowFigure.Reopened]; private set => this[FlowFigure.Reopened] = value; }

    public long MovedIn { get => this[FlowFigure.MovedIn]; private set => this[FlowFigure.MovedIn] = value; }

    public long MovedOut { get => this[FlowFigure.MovedOut]; private set => this[FlowFigure.MovedOut] = value; }

    public long Converted { get => this[FlowFigure.Converted]; private set => this[FlowFigure.Converted] = value; }

    public long Disqualified { get => this[FlowFigure.Disqualified]; private set => this[FlowFigure.Disqualified] = value; }

    public long Revalued { get => this[FlowFigure.Revalued]; private set => this[FlowFigure.Revalued] = value; }

    public long Qualified { get => this[FlowFigure.Qualified]; private set => this[FlowFigure.Qualified] = value; }

    public long Assigned { get => this[FlowFigure.Assigned]; private set => this[FlowFigure.Assigned] = value; }

    public long Started { get => this[FlowFigure.Started]; private set => this[FlowFigure.Started] = value; }

    public long Reclaimed { get => this[FlowFigure.Reclaimed]; private set => this[FlowFigure.Reclaimed] = value; }

    public long Promoted { get => this[FlowFigure.Promoted]; private set => this[FlowFigure.Promoted] = value; }

    public long Stirred { get => this[FlowFigure.Stirred]; private set => this[FlowFigure.Stirred] = value; }

    /// <summary>What came in less what went out; for amounts, <see cref="Revalued"/> is added.</summary>
    public long Net => Captured + Reopened + MovedIn - MovedOut - Converted - Disqualified;

    public bool IsZero => Array.TrueForAll(_numbers, number => number == 0);

    public long this[FlowFigure figure]
    {
        get => _numbers[(int)figure];
        private set => _numbers[(int)figure] = value;
    }

    internal void Add(FlowFigure figure, long number) => this[figure] += number;

    internal void Add(FlowFigures other)
    {
        for (var i = 0; i < _numbers.Length; i++)
        {
            _numbers[i] += other._numbers[i];
        }
    }
}
