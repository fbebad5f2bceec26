using SiCrm.Domain.Leads;

namespace SiCrm.Domain.Reports;

/// <content>Flow and matrix of one lead within one week.</content>
public sealed partial class PromotionLedger
{
    private void CountFlow(DateOnly week, LeadAttributes lead, in LeadMovement row, int sign)
    {
        foreach (var grouping in groupings)
        {
            var before = GroupBefore(grouping, lead, row);
            var after = GroupAfter(grouping, lead, row);
            CountBalance(week, grouping, before, after, row, sign);
            switch (row.Kind)
            {
                case LeadEventKind.Qualified:
                    Count(week, grouping, after, FlowFigure.Qualified, row.Amount, sign);
                    break;
                case LeadEventKind.Assigned or LeadEventKind.Reassigned:
                    Count(week, grouping, after, FlowFigure.Assigned, row.Amount, sign);
                    break;
                case LeadEventKind.Started:
                    Count(week, grouping, after, FlowFigure.Started, row.Amount, sign);
                    break;
                case LeadEventKind.Reclaimed or LeadEventKind.GivenBack:
                    Count(week, grouping, before, FlowFigure.Reclaimed, row.AmountBefore, sign);
                    break;
            }
        }
    }

    /// <summary>What moves the balance; a row that neither comes nor leaves may still have changed its worth.</summary>
    private void CountBalance(DateOnly week, LedgerGrouping grouping, string? before, string? after, in LeadMovement row, int sign)
    {
        if (before is not null && before == after)
        {
            if (row.Kind == LeadEventKind.Revalued || row.Amount != row.AmountBefore)
            {
                Line(week, grouping, before).Revalue(sign, sign * (row.Amount - row.AmountBefore));
            }

            return;
        }

        Count(week, grouping, before, row.To switch
        {
            LeadStatus.Converted => FlowFigure.Converted,
            LeadStatus.Disqualified => FlowFigure.Disqualified,
            _ => FlowFigure.MovedOut,
        }, row.AmountBefore, sign);
        Count(week, grouping, after, row.Kind switch
        {
            LeadEventKind.Captured => FlowFigure.Captured,
            _ when !row.WasOpen => FlowFigure.Reopened,
            _ => FlowFigure.MovedIn,
        }, row.Amount, sign);
    }

    /// <summary>Each lead that was there at the start, or came within the week, once: from where it began to where it ended.</summary>
    private void CountPath(DateOnly week, LeadAttributes lead, IReadOnlyList<LeadMovement> history, int first, int end, int sign)
    {
        (LedgerPoint Point, long Amount)? from = null;
        (LedgerPoint Point, long Amount) to = default;
        for (var i = first; i < end; i++)
        {
            var row = history[i];
            var wasIn = row.WasOpen && Sees(row.Before, lead);
            var isIn = row.IsOpen && Sees(row.After, lead);
            if (wasIn || isIn)
            {
                from ??= wasIn ? (LedgerPoints.Of(row.From.GetValueOrDefault()), row.AmountBefore) : (Entry(row), row.Amount);
                to = isIn ? (LedgerPoints.Of(row.To), row.Amount) : (Exit(row), row.AmountBefore);
            }
        }

        if (from is { } start)
        {
            Find(_paths, (week, start.Point, to.Point), () => new(week, start.Point, to.Point)).Add(sign, start.Amount, to.Amount);
        }
    }

    private static LedgerPoint Entry(in LeadMovement row) => row.Kind switch
    {
        LeadEventKind.Captured => LedgerPoint.Captured,
        _ when row is { WasOpen: false, From: { } closed } => LedgerPoints.Of(closed),
        _ => LedgerPoint.MovedIn,
    };

    private static LedgerPoint Exit(in LeadMovement row) => row.IsOpen ? LedgerPoint.MovedOut : LedgerPoints.Of(row.To);

    private void CountAfter(DateOnly week, LeadAttributes lead, in LeadMovement row, FlowFigure figure, int sign)
    {
        if (Sees(row.After, lead))
        {
            foreach (var grouping in groupings)
            {
                Count(week, grouping, LedgerKey.Of(grouping, row.After, lead), figure, row.Amount, sign);
            }
        }
    }

    private void Count(DateOnly week, LedgerGrouping grouping, string? key, FlowFigure figure, long amount, int sign)
    {
        if (key is not null)
        {
            Line(week, grouping, key).Count(figure, sign, amount);
        }
    }

    private LeadWeekLine Line(DateOnly week, LedgerGrouping grouping, string key) =>
        Find(_lines, (week, grouping, key), () => new(week, grouping, key));
}
