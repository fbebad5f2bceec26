namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>The stages that an open opportunity has entered, the last first, each with its day.</summary>
/// <param name="Day">See <see cref="LearntClosings.DayOf"/>.</param>
/// <param name="IsSeen">It happened in the history that was gone through; otherwise it stood so when that began.</param>
public sealed record StageEntry(int StageId, int Day, bool IsSeen, StageEntry? Before);

/// <summary>
/// How long those that entered a stage of late took until they were closed, whatever they went through in between: counted along with the
/// history, those still open as far as they were seen.
/// </summary>
internal sealed class LearntClosings
{
    /// <summary>Entries are kept by blocks of so many days: what is asked for are the last two years.</summary>
    private const int BlockDays = 28;

    private const int Blocks = 26;

    /// <summary>So many blocks are kept: those of the two years, and those that a backtest goes through beside them.</summary>
    private const int Kept = 3 * Blocks;

    /// <summary>By stage and block; the place of a block is taken again once it is old.</summary>
    private Entries?[][] _stages = [];

    public LearntClosings()
    {
    }

    public LearntClosings(LearntClosings sofar) =>
        _stages = [.. sofar._stages.Select(blocks => (Entries?[])[.. blocks.Select(entries => entries is null ? null : new Entries(entries))])];

    /// <summary>Days are counted in UTC here: to ask the company's time zone for each row of a long history would take longer than the rest.</summary>
    public static int DayOf(DateTime at) => (int)(at.Ticks / TimeSpan.TicksPerDay);

    public void Enter(StageEntry entry)
    {
        while (_stages.Length <= entry.StageId)
        {
            _stages = [.. _stages, new Entries?[Kept]];
        }

        var (blocks, block) = (_stages[entry.StageId], entry.Day / BlockDays);
        if (blocks[block % Kept] is not { } entries || entries.Block < block)
        {
            blocks[block % Kept] = entries = new Entries(block);
        }

        if (entries.Block == block)
        {
            entries.Open[entry.Day % BlockDays]++;
        }
    }

    /// <summary>It is closed, and with it all that it had entered.</summary>
    public void Close(StageEntry? last, DateTime at)
    {
        for (var (entry, day) = (last, DayOf(at)); entry is not null; entry = entry.Before)
        {
            if (entry.IsSeen && _stages[entry.StageId][entry.Day / BlockDays % Kept] is { } entries && entries.Block == entry.Day / BlockDays)
            {
                entries.Close(entry.Day % BlockDays, Math.Max(0, day - entry.Day));
            }
        }
    }

    /// <summary>As it was known at the instant; what came before the last two years teaches nothing any more.</summary>
    public ForecastTiming At(DateTime at)
    {
        var today = DayOf(at);
        var curves = new Dictionary<int, ClosingCurve>();
        for (var stage = 0; stage < _stages.Length; stage++)
        {
            List<Entries> entries = [.. _stages[stage].OfType<Entries>().Where(entries => entries.Block >= (today / BlockDays) - Blocks)];
            if (entries.Count > 0)
            {
                curves[stage] = CurveOf(entries, today);
            }
        }

        return new ForecastTiming(today, curves);
    }

    private static ClosingCurve CurveOf(List<Entries> blocks, int today)
    {
        var (closed, seen) = (new long[((Blocks + 1) * BlockDays) + 1], new long[((Blocks + 1) * BlockDays) + 1]);
        foreach (var entries in blocks)
        {
            for (var days = 0; days < entries.Closed.Count; days++)
            {
                closed[Math.Min(days, closed.Length - 1)] += entries.Closed[days];
                seen[Math.Min(days, closed.Length - 1)] += entries.Closed[days];
            }

            for (var day = 0; day < BlockDays; day++)
            {
                seen[Math.Clamp(today - (entries.Block * BlockDays) - day, 0, seen.Length - 1)] += entries.Open[day];
            }
        }

        return new ClosingCurve(closed, seen);
    }

    private sealed class Entries(int block)
    {
        public Entries(Entries sofar)
            : this(sofar.Block) => (Open, Closed) = ([.. sofar.Open], [.. sofar.Closed]);

        public int Block { get; } = block;

        /// <summary>Those still open, by the day of the block on which they came.</summary>
        public int[] Open { get; } = new int[BlockDays];

        /// <summary>The others, by how many days they took.</summary>
        public List<int> Closed { get; } = [];

        public void Close(int day, int days)
        {
            Open[day]--;
            while (Closed.Count <= days)
            {
                Closed.Add(0);
            }

            Closed[days]++;
        }
    }
}
