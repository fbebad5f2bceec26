namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>A stay, ended or still going on: then it is known only that it lasts at least so long.</summary>
public readonly record struct ObservedStay(double Days, bool HasEnded);

/// <summary>
/// The Kaplan–Meier estimate of how long stays last. Those still going on count as long as they were seen, so that a stage in
/// which the slow ones are stuck does not look quick.
/// </summary>
public sealed class KaplanMeier
{
    private readonly List<(double Days, double Staying)> _steps = [];

    public KaplanMeier(IEnumerable<ObservedStay> stays)
    {
        ObservedStay[] observed = [.. stays];
        var (ordered, hasEnded) = (Array.ConvertAll(observed, stay => stay.Days), Array.ConvertAll(observed, stay => stay.HasEnded));
        Array.Sort(ordered, hasEnded);
        var staying = 1.0;
        for (var (first, next) = (0, 0); first < ordered.Length; first = next)
        {
            var ended = 0;
            for (; next < ordered.Length && ordered[next] == ordered[first]; next++)
            {
                ended += hasEnded[next] ? 1 : 0;
            }

            if (ended > 0)
            {
                Ended += ended;
                staying *= 1 - ((double)ended / (ordered.Length - first));
                _steps.Add((ordered[first], staying));
            }
        }
    }

    /// <summary>How many stays the estimate rests on that have ended.</summary>
    public int Ended { get; }

    /// <summary>The share that is still there after so many days.</summary>
    public double StayingAfter(double days)
    {
        var last = _steps.FindLastIndex(step => step.Days <= days);
        return last < 0 ? 1 : _steps[last].Staying;
    }

    /// <summary>The days after which this share has left; null when fewer have ever.</summary>
    public double? DaysUntil(double share)
    {
        var step = _steps.FindIndex(step => step.Staying <= 1 - share + 1e-12);
        return step < 0 ? null : _steps[step].Days;
    }
}
