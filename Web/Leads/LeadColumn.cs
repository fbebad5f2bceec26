using SiCrm.Domain.Access;

namespace SiCrm.Web.Leads;

/// <summary>What a list of leads can show.</summary>
public enum LeadColumn
{
    Number,
    Company,
    Contact,
    Status,
    Owner,
    Team,
    Region,
    Channel,
    Campaign,
    Industry,
    Amount,
    Expected,
    Score,
    Captured,
    NextDue,
    Reclaim,
}

public static class LeadColumns
{
    public static readonly IReadOnlyList<LeadColumn> AtFirst =
    [
        LeadColumn.Number, LeadColumn.Company, LeadColumn.Status, LeadColumn.Owner, LeadColumn.Region, LeadColumn.Amount, LeadColumn.Captured,
        LeadColumn.NextDue, LeadColumn.Reclaim,
    ];

    public static bool IsSeenBy(this LeadColumn column, Viewer viewer) => column != LeadColumn.Amount || viewer.Sees(SensitiveField.Amount);

    /// <summary>The order that the column's head offers; null for none.</summary>
    public static LeadOrder? Order(this LeadColumn column, Viewer viewer) => column switch
    {
        LeadColumn.Number when LeadOrder.Number.IsOfferedTo(viewer) => LeadOrder.Number,
        LeadColumn.Company => LeadOrder.Company,
        LeadColumn.Status => LeadOrder.StatusSince,
        LeadColumn.Amount when LeadOrder.Amount.IsOfferedTo(viewer) => LeadOrder.Amount,
        LeadColumn.Score => LeadOrder.Score,
        LeadColumn.Captured => LeadOrder.Captured,
        LeadColumn.NextDue => LeadOrder.NextDue,
        LeadColumn.Reclaim => LeadOrder.Reclaim,
        _ => null,
    };

    /// <summary>Whether a phone, which shows one below the other, has to say what it is; names, statuses and amounts say it themselves.</summary>
    public static bool NeedsLabel(this LeadColumn column) => column is not (LeadColumn.Number or LeadColumn.Company or LeadColumn.Status
        or LeadColumn.Contact or LeadColumn.Owner or LeadColumn.Team or LeadColumn.Region or LeadColumn.Channel or LeadColumn.Amount);

    public static bool IsNumber(this LeadColumn column) => column is LeadColumn.Amount or LeadColumn.Score;
}
