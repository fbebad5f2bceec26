using SiCrm.Domain.Leads;

namespace SiCrm.Domain.Reports;

/// <summary>The weekly roll-up of days in status: how many stays of that length a transition ended within the week.</summary>
public sealed class LeadWeekStay
{
    internal LeadWeekStay(DateOnly week, LeadStatus status, int tenths)
    {
        (Week, Status, Tenths) = (week, status, tenths);
    }

    public DateOnly Week { get; private set; }

    public LeadStatus Status { get; private set; }

    /// <summary>Length in tenths of a day, see <see cref="TenthsOf"/>.</summary>
    public int Tenths { get; private set; }

    public long Stays { get; private set; }

    /// <summary>Tenths of a day up to 30 days, whole days beyond: so fine is the median, and so few are the rows.</summary>
    public static int TenthsOf(TimeSpan length)
    {
        var tenths = (int)(length.TotalDays * 10);
        return tenths < 300 ? tenths : tenths / 10 * 10;
    }

    /// <summary>The median in days of all stays given; null when there is none.</summary>
    public static decimal? MedianDays(IEnumerable<(int Tenths, long Stays)> lengths)
    {
        var sorted = lengths.OrderBy(row => row.Tenths).ToList();
        var all = sorted.Sum(row => row.Stays);
        return all == 0 ? null : (At((all - 1) / 2) + At(all / 2)) / 20m;

        int At(long position)
        {
            foreach (var (tenths, stays) in sorted)
            {
                if ((position -= stays) < 0)
                {
                    return tenths;
                }
            }

            return sorted[^1].Tenths;
        }
    }

    internal void Add(long stays) => Stays += stays;
}
