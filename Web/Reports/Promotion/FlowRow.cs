using SiCrm.Domain.Reports;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>One row of the flow table.</summary>
public sealed record FlowRow(PromotionPage Page, string Name, PromotionLine Line)
{
    public bool IsTotal => Line.Key == LedgerKey.Total;
}
