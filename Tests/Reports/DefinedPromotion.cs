using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports;

/// <summary>The weekly promotion word by word as the product text defines it, slow and without roll-ups.</summary>
public sealed class DefinedPromotion(IReadOnlyList<Lead> leads, CompanyTime time, IsoWeek week, LedgerGrouping grouping)
{
    private readonly DateTime _from = time.BoundsOf(week).From;
    private readonly DateTime _to = time.BoundsOf(week).To;

    private enum Side
    {
        Before,
        After,
    }

    public IEnumerable<string> Groups => leads
        .SelectMany(lead => lead.History.SelectMany(row => new[] { Key(lead, row, Side.Before), Key(lead, row, Side.After) }))
        .Distinct();

    public (long Leads, long Amount) Of(FlowFigure figure, string group) => figure switch
    {
        FlowFigure.Opening => OpenAt(_from, group),
        FlowFigure.Closing => OpenAt(_to, group),
        FlowFigure.Stalled => Total(leads
            .Where(lead => At(lead, _to) is { } row && row.To.IsOpen() && Key(lead, row, Side.After) == group)
            .Where(lead => At(lead, _to)!.TransitionAt < _from)
            .Select(lead => At(lead, _to)!.Amount.Minor)),
        FlowFigure.Captured => Events(LeadEventKind.Captured, Side.After, group),
        FlowFigure.Reopened => Total(leads.SelectMany(lead => InWeek(lead)
            .Where(row => row.From?.IsOpen() == false && row.To.IsOpen() && Key(lead, row, Side.After) == group)
            .Select(row => row.Amount.Minor))),
        FlowFigure.Qualified => Events(LeadEventKind.Qualified, Side.After, group),
        FlowFigure.Assigned => Add(Events(LeadEventKind.Assigned, Side.After, group), Events(LeadEventKind.Reassigned, Side.After, group)),
        FlowFigure.Started => Events(LeadEventKind.Started, Side.After, group),
        FlowFigure.Converted => Exits(LeadStatus.Converted, group),
        FlowFigure.Disqualified => Exits(LeadStatus.Disqualified, group),
        FlowFigure.Reclaimed => Add(Events(LeadEventKind.Reclaimed, Side.Before, group), Events(LeadEventKind.GivenBack, Side.Before, group)),
        FlowFigure.MovedOut => Moves(Side.Before, group),
        FlowFigure.MovedIn => Moves(Side.After, group),
        FlowFigure.Promoted => Total(leads.Select(lead => (lead, row: InWeek(lead).LastOrDefault(row => row.IsPromotion)))
            .Where(pair => pair.row is not null && Key(pair.lead, pair.row, Side.After) == group).Select(pair => pair.row!.Amount.Minor)),
        FlowFigure.Revalued => Revalued(group),
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };

    /// <summary>Each lead open at the start, captured or reopened in the week, once; one that left is worth what it was then.</summary>
    public IEnumerable<MatrixCell> Matrix() =>
        from lead in leads
        let start = At(lead, _from)
        let wasOpen = start is not null && start.To.IsOpen()
        where wasOpen || InWeek(lead).Any(row => row.Kind == LeadEventKind.Captured || (row.From?.IsOpen() == false && row.To.IsOpen()))
        let end = lead.History.Last(row => row.At < _to && (row.To.IsOpen() || row.From != row.To))
        group end.Amount.Minor by (From: start is null ? LedgerPoint.Captured : LedgerPoints.Of(start.To), To: LedgerPoints.Of(end.To)) into cell
        orderby cell.Key.From, cell.Key.To
        select new MatrixCell(cell.Key.From, cell.Key.To, cell.Count(), cell.Sum());

    private static LeadEvent? At(Lead lead, DateTime at) => lead.History.LastOrDefault(row => row.At < at);

    private IEnumerable<LeadEvent> InWeek(Lead lead) => lead.History.Where(row => row.At >= _from && row.At < _to);

    private (long, long) OpenAt(DateTime at, string group) => Total(leads.Select(lead => (lead, row: At(lead, at)))
        .Where(pair => pair.row is { } row && row.To.IsOpen() && Key(pair.lead, row, Side.After) == group).Select(pair => pair.row!.Amount.Minor));

    private (long, long) Events(LeadEventKind kind, Side side, string group) => Total(leads.SelectMany(lead => InWeek(lead)
        .Where(row => row.Kind == kind && Key(lead, row, side) == group)
        .Select(row => side == Side.Before ? row.AmountBefore.Minor : row.Amount.Minor)));

    private (long, long) Exits(LeadStatus to, string group) => Total(leads.SelectMany(lead => InWeek(lead)
        .Where(row => row.From?.IsOpen() == true && row.To == to && Key(lead, row, Side.Before) == group)
        .Select(row => row.AmountBefore.Minor)));

    private (long, long) Moves(Side side, string group) => Total(leads.SelectMany(lead => InWeek(lead)
        .Where(row => row.From?.IsOpen() == true && row.To.IsOpen())
        .Where(row => Key(lead, row, Side.Before) != Key(lead, row, Side.After) && Key(lead, row, side) == group)
        .Select(row => row.Amount.Minor)));

    private (long, long) Revalued(string group)
    {
        var rows = leads.SelectMany(lead => InWeek(lead)
            .Where(row => row.Kind == LeadEventKind.Revalued && row.To.IsOpen() && Key(lead, row, Side.After) == group)).ToList();
        return (rows.Count, rows.Sum(row => row.Amount.Minor - row.AmountBefore.Minor));
    }

    private static (long, long) Total(IEnumerable<long> amounts) => amounts.Aggregate((0L, 0L), (sum, amount) => (sum.Item1 + 1, sum.Item2 + amount));

    private static (long, long) Add((long, long) a, (long, long) b) => (a.Item1 + b.Item1, a.Item2 + b.Item2);

    private string Key(Lead lead, LeadEvent row, Side side) => grouping switch
    {
        LedgerGrouping.Owner => Text(side == Side.Before ? row.FromOwnerId : row.ToOwnerId, "desk"),
        LedgerGrouping.Team when (side == Side.Before ? row.FromOwnerId : row.ToOwnerId) is null => "desk",
        LedgerGrouping.Team => Text(side == Side.Before ? row.FromTeamId : row.ToTeamId, "-"),
        LedgerGrouping.Region => Text(lead.RegionId, "-"),
        LedgerGrouping.Channel => lead.Channel.ToString(),
        LedgerGrouping.Industry => string.IsNullOrWhiteSpace(lead.Industry) ? "-" : lead.Industry,
        _ => "*",
    };

    private static string Text(long? id, string none) => id is { } known ? $"{known}" : none;
}
