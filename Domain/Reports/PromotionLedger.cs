using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports;

/// <summary>
/// 客户线索升迁状况表, the arithmetic: turns leads' histories into what each group's leads did week by week, so that in every row,
/// in number and in money, opening + captured + reopened + moved in − moved out − converted − disqualified (+ revalued) = closing,
/// and one week's closing is the next one's opening (product text, section 4). Leaving counts in the group right before,
/// coming and moving up in the group right after.
/// </summary>
/// <param name="groupings">The kinds of rows wanted.</param>
/// <param name="within">What the viewer sees; a lead that leaves it moves out, one that enters it moves in. Null: everything.</param>
public sealed partial class PromotionLedger(
    CompanyTime time, IReadOnlyList<LedgerGrouping> groupings, Func<LeadHolding, LeadAttributes, bool>? within = null)
{
    /// <summary>What roll-ups are kept of; the company's row is the sum over the channels, which no lead ever leaves.</summary>
    public static readonly IReadOnlyList<LedgerGrouping> Kept =
        [LedgerGrouping.Owner, LedgerGrouping.Team, LedgerGrouping.Region, LedgerGrouping.Channel, LedgerGrouping.Industry];

    private readonly Dictionary<(DateOnly, LedgerGrouping, string), LeadWeekLine> _lines = [];
    private readonly Dictionary<(DateOnly, LedgerPoint, LedgerPoint), LeadWeekPath> _paths = [];
    private readonly Dictionary<(DateOnly, LeadStatus, int), LeadWeekStay> _stays = [];

    private DateOnly _week;
    private (DateTime From, DateTime To) _bounds;

    public IEnumerable<LeadWeekLine> Lines => _lines.Values.Where(line => !line.IsZero);

    public IEnumerable<LeadWeekPath> Paths => _paths.Values.Where(path => !path.IsZero);

    public IEnumerable<LeadWeekStay> Stays => _stays.Values.Where(stay => stay.Stays != 0);

    /// <summary>Enters one lead's history in order, or with a sign of −1 takes it out again.</summary>
    public void Add(LeadAttributes lead, IReadOnlyList<LeadMovement> history, int sign = 1)
    {
        ArgumentNullException.ThrowIfNull(history);
        for (var first = 0; first < history.Count;)
        {
            TurnTo(history[first].At);
            var end = first + 1;
            while (end < history.Count && history[end].At < _bounds.To)
            {
                end++;
            }

            AddWeek(_week, lead, history, first, end, sign);
            first = end;
        }
    }

    /// <summary>Neighbouring events mostly share their week; cutting it anew for each would cost more than all the rest.</summary>
    private void TurnTo(DateTime at)
    {
        if (at < _bounds.From || at >= _bounds.To)
        {
            var week = time.WeekOf(at);
            (_week, _bounds) = (week.Monday, time.BoundsOf(week));
        }
    }

    private void AddWeek(DateOnly week, LeadAttributes lead, IReadOnlyList<LeadMovement> history, int first, int end, int sign)
    {
        var promotion = -1;
        for (var i = first; i < end; i++)
        {
            var row = history[i];
            CountFlow(week, lead, row, sign);
            promotion = row.IsPromotion && Sees(row.After, lead) ? i : promotion;
            if (i > 0 && row.IsTransition && row.Kind != LeadEventKind.Undone && Sees(row.Before, lead))
            {
                CountStay(week, row.From, row.At - history[i - 1].TransitionAt, sign);
            }
        }

        if (promotion >= 0)
        {
            CountAfter(week, lead, history[promotion], FlowFigure.Promoted, sign);
        }

        if (history[end - 1] is { IsOpen: true } last && last.TransitionAt >= _bounds.From)
        {
            CountAfter(week, lead, last, FlowFigure.Stirred, sign);
        }

        CountPath(week, lead, history, first, end, sign);
    }

    private void CountStay(DateOnly week, LeadStatus? status, TimeSpan length, int sign)
    {
        if (status?.IsOpen() == true)
        {
            var tenths = LeadWeekStay.TenthsOf(length);
            Find(_stays, (week, status.Value, tenths), () => new(week, status.Value, tenths)).Add(sign);
        }
    }

    private bool Sees(LeadHolding holding, LeadAttributes lead) => within is null || within(holding, lead);

    private string? GroupBefore(LedgerGrouping grouping, LeadAttributes lead, in LeadMovement row) =>
        row.WasOpen && Sees(row.Before, lead) ? LedgerKey.Of(grouping, row.Before, lead) : null;

    private string? GroupAfter(LedgerGrouping grouping, LeadAttributes lead, in LeadMovement row) =>
        row.IsOpen && Sees(row.After, lead) ? LedgerKey.Of(grouping, row.After, lead) : null;

    private static T Find<TKey, T>(Dictionary<TKey, T> all, TKey key, Func<T> make)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var found))
        {
            all[key] = found = make();
        }

        return found;
    }
}
