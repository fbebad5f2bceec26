namespace SiCrm.Domain.Reports;

/// <summary>A part of the leads: one group of one grouping. What a viewer sees, a filter, and a row of a report are all such parts.</summary>
public sealed record LeadSlice(LedgerGrouping Grouping, string Key)
{
    public bool Has(LeadHolding holding, LeadAttributes lead) => LedgerKey.Of(Grouping, holding, lead) == Key;
}
