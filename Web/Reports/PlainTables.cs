using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>The reports as the command line writes them: fixed column names, plain numbers, for other programs to read.</summary>
public sealed class PlainTables(Words words, CompanyTime time)
{
    private static readonly IReadOnlyList<(string Column, FlowFigure Figure)> FlowColumns =
    [
        ("opening", FlowFigure.Opening), ("captured", FlowFigure.Captured), ("reopened", FlowFigure.Reopened),
        ("qualified", FlowFigure.Qualified), ("assigned", FlowFigure.Assigned), ("started", FlowFigure.Started),
        ("converted", FlowFigure.Converted), ("reclaimed", FlowFigure.Reclaimed), ("disqualified", FlowFigure.Disqualified),
        ("moved_in", FlowFigure.MovedIn), ("moved_out", FlowFigure.MovedOut), ("closing", FlowFigure.Closing),
        ("promoted_leads", FlowFigure.Promoted),
    ];

    private readonly PromotionText _text = new(words);

    public ExportTable Flow(PromotionFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var lines = flow.By == LedgerGrouping.Total ? [] : _text.Sorted(flow.By, flow.Lines, StringComparer.Ordinal);
        return ExportTable.Of("lead-promotion", ["group", .. FlowColumns.Select(column => column.Column), "promotion_rate"],
            lines.Append((words["Reports.Total"], flow.Total)).Select(row => FlowRow(row.Item1, row.Item2)));
    }

    /// <summary>Leads reopened within the week were neither open at its start nor captured in it, so they have no line here.</summary>
    public ExportTable Matrix(IEnumerable<MatrixCell> cells) => ExportTable.Of(
        "lead-promotion", ["from", "to", "leads", "amount"],
        from cell in cells
        where cell.Leads != 0 && (cell.From.IsOpen() || cell.From is LedgerPoint.Captured or LedgerPoint.MovedIn)
        select (IReadOnlyList<object?>)[_text.Point(cell.From), _text.Point(cell.To), cell.Leads, new Money(cell.Amount)]);

    public ExportTable Stalled(IAsyncEnumerable<PromotionLead> leads) => new(
        "lead-promotion", ["number", "company", "status", "owner", "since", "amount", "reclaim_rule", "reclaim_due"],
        leads.Select(lead => (IReadOnlyList<object?>)
        [
            lead.Number, lead.Company, words.Of(lead.To), lead.Owner ?? words["Reports.LeadDesk"], time.Local(lead.Since), lead.Amount,
            lead.Rule is { } rule ? words.Of(rule) : null, lead.DueAt is { } due ? time.Local(due) : null,
        ]));

    /// <summary>Both lists of the day below each other; the last column tells which one a lead is in.</summary>
    public ExportTable Daily(IAsyncEnumerable<DailyLead> leads, IAsyncEnumerable<DailyLead> backlog) => new(
        "lead-daily",
        [
            "number", "captured_at", "channel", "campaign", "company", "contact", "region", "industry", "need", "amount", "expected_on",
            "earlier_lead", "customer_owner", "triage", "triage_reason", "triaged_by", "triaged_at", "hours_to_triage",
            "assigned_to", "assigned_at", "status", "owner", "team", "due_at", "part",
        ],
        leads.Select(lead => DailyRow(lead, DailyPart.Day)).Concat(backlog.Select(lead => DailyRow(lead, DailyPart.Backlog))));

    private IReadOnlyList<object?> DailyRow(DailyLead lead, DailyPart part) =>
    [
        lead.Number, time.Local(lead.CapturedAt), words.Of(lead.Channel), lead.Campaign, lead.Company, lead.Contact, lead.Region,
        lead.Industry, lead.Need, lead.Amount, lead.ExpectedOn, lead.EarlierLead, lead.CustomerOwner, words.Of(lead.Outcome), lead.TriageReason,
        lead.TriagedBy, Local(lead.TriagedAt), lead.TimeToTriage is { } length ? decimal.Round((decimal)length.TotalHours, 2) : null,
        lead.AssignedTo, Local(lead.AssignedAt), words.Of(lead.Status), lead.Owner, lead.Team, Local(lead.DueAt), words.Of(part),
    ];

    private DateTime? Local(DateTime? utc) => utc is { } at ? time.Local(at) : null;

    private static IReadOnlyList<object?> FlowRow(string name, PromotionLine line) =>
        [name, .. FlowColumns.Select(column => (object?)line[column.Figure].Leads), new ShareOf(line.Rate)];
}
