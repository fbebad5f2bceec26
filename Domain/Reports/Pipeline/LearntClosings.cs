namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>The stages that an open opportunity has entered, the last first, each with its day.</summary>
/// <param name="Day">See <see cref="LearntClosings.DayOf"/>.</param>
public sealed record StageEntry(int StageId, int Day, StageEntry? Before);

/// <summary>
/// How long those that entered a stage of late took until they were closed, whatever they went through in between: counted along with the
/// history, those still open as far as they were seen.
/// </summary>
internal sealed class LearntClosings
{
    /// <summary>Entries are kept by blocks of so many days: what is asked for are the last two years.</summary>
    private const int BlockDays = 28;

    private const int Blocks = 26;

    private readonly Dictionary<(int StageId, int Block), Entries> _blocks = [];

    public LearntClosings()
    {
    }

    public LearntClosings(LearntClosings sofar)
    {
        foreach (var (key, entries) in sofar._blocks)
        {
            _blocks[key] = new Entries(entries);
        }
    }

    /// <summary>Days are counted in UTC here: to ask the company's time zone for each row of a long history would take longer than the rest.</summary>
    public static int DayOf(DateTime at) => (int)(at.Ticks / TimeSpan.TicksPerDay);

    public void Enter(StageEntry entry) => Of(entry).Open[entry.Day % BlockDays]++;

    /// <summary>It is closed, and with it all that it had entered.</summary>
    public void Close(StageEntry? last, DateTime at)
    {
        for (var (entry, day) = (last, DayOf(at)); entry is not null; entry = entry.Before)
        {
            Of(entry).Close(entry.Day % BlockDays, Math.Max(0, day - entry.Day));
        }
    }

    /// <summary>As it was known at the instant; what came before the last two years teaches nothing any more.</summary>
    public ForecastTiming At(DateTime at)
    {
        var today = DayOf(at);
        for (var old = _blocks.Keys.Where(key => key.Block < (today / BlockDays) - (2 * Blocks)).ToList(); old.Count > 0; old.Clear())
        {
            old.ForEach(key => _blocks.Remove(key));
        }

        return new ForecastTiming(today, _blocks.Where(pair => pair.Key.Block >= (today / BlockDays) - Blocks)
            .GroupBy(pair => pair.Key.StageId).ToDictionary(stage => stage.Key, stage => CurveOf(stage, today)));
    }

    private static ClosingCurve CurveOf(IEnumerable<KeyValuePair<(int StageId, int Block), Entries>> blocks, int today)
    {
        var (ended, leaving) = (new long[((Blocks + 1) * BlockDays) + 1], new long[((Blocks + 1) * BlockDays) + 2]);
        foreach (var ((_, block), entries) in blocks)
        {
            for (var days = 0; days < entries.Closed.Count; days++)
            {
                var place = Math.Min(days, ended.Length - 1);
                ended[place] += entries.Closed[days];
                leaving[place] += entries.Closed[days];
            }

            for (var day = 0; day < BlockDays; day++)
            {
                leaving[Math.Clamp(today - (block * BlockDays) - day, 0, ended.Length - 1)] += entries.Open[day];
            }
        }

        return new ClosingCurve(ended, leaving);
    }

    private Entries Of(StageEntry entry)
    {
        var key = (entry.StageId, entry.Day / BlockDays);
        return _blocks.TryGetValue(key, out var known) ? known : _blocks[key] = new Entries();
    }

    private sealed class Entries
    {
        public Entries()
        {
        }

        public Entries(Entries sofar) => (Open, Closed) = ([.. sofar.Open], [.. sofar.Closed]);

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
