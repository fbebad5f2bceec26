using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>One row of the flow table.</summary>
public sealed record FlowRow(FlowTable Table, string Name, PromotionLine Line)
{
    private readonly string _leads = Table.LeadsOf(Line.Key);

    public PromotionPage Page => Table.Page;

    public bool IsTotal => Line.Key == LedgerKey.Total;

    /// <summary>The leads behind a figure.</summary>
    public string Open(FlowFigure figure) => $"{_leads}&figure={figure}";

    /// <summary>What a frozen figure would be today; null where it is the same.</summary>
    public PromotionFigure? NowOf(FlowFigure figure) => Table.NowOf(Line.Key, figure);
}

/// <summary>What all rows of the flow table have in common; a company's owners make some thousand cells.</summary>
public sealed class FlowTable(PromotionPage page)
{
    private readonly PageAddress _leads = page.LeadsBehind.With("by", page.Asked.By);

    private readonly ILookup<(string, FlowFigure), Adjustment> _adjustments =
        (page.Flow?.Adjustments ?? []).ToLookup(adjustment => (adjustment.Key, adjustment.Figure));

    public PromotionPage Page => page;

    public IReadOnlyList<FlowFigure> Columns { get; } = [.. page.Columns];

    public string LeadsOf(string key) => _leads.With("group", key).ToString();

    public PromotionFigure? NowOf(string key, FlowFigure figure) => _adjustments[(key, figure)].FirstOrDefault()?.Now;
}
