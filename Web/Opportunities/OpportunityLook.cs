using SiCrm.Domain.Access;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Opportunities;

/// <summary>What a list of opportunities can show.</summary>
public enum OpportunityColumn
{
    Number,
    Name,
    Customer,
    Stage,
    Horizon,
    Amount,
    Expected,
    NextStep,
    Owner,
    Team,
    Region,
    Slips,
    Created,
}

/// <summary>How a list of opportunities looks. Its properties are names in the address.</summary>
public sealed record OpportunityLook
{
    private static readonly IReadOnlyList<OpportunityColumn> AtFirst =
    [
        OpportunityColumn.Number, OpportunityColumn.Name, OpportunityColumn.Customer, OpportunityColumn.Stage, OpportunityColumn.Amount,
        OpportunityColumn.Expected, OpportunityColumn.NextStep, OpportunityColumn.Owner,
    ];

    public OpportunityOrder Sort { get; init; }

    public ListDirection? Dir { get; init; }

    public IReadOnlyList<OpportunityColumn> Columns { get; init; } = new List<OpportunityColumn>();

    public long? View { get; init; }

    public bool IsDescending => Dir is { } chosen ? chosen == ListDirection.Desc : Sort.IsDescendingAtFirst();

    /// <summary>A row without its number would lead nowhere.</summary>
    public IReadOnlyList<OpportunityColumn> Shown => Columns.Count == 0 ? AtFirst
        : Columns.Contains(OpportunityColumn.Number) ? Columns : [OpportunityColumn.Number, .. Columns];

    /// <summary>The same without what the viewer does not see.</summary>
    public OpportunityLook For(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return this with
        {
            Sort = Sort.IsOfferedTo(viewer) ? Sort : OpportunityOrder.Expected,
            Columns = viewer.Sees(SensitiveField.Amount) ? Columns : [.. Shown.Where(column => column != OpportunityColumn.Amount)],
        };
    }
}

public static class OpportunityColumns
{
    /// <summary>The order that the column's head offers; null for none.</summary>
    public static OpportunityOrder? Order(this OpportunityColumn column) => column switch
    {
        OpportunityColumn.Stage => OpportunityOrder.StageSince,
        OpportunityColumn.Amount => OpportunityOrder.Amount,
        OpportunityColumn.Expected => OpportunityOrder.Expected,
        OpportunityColumn.Created => OpportunityOrder.Created,
        _ => null,
    };

    public static bool IsNumber(this OpportunityColumn column) => column is OpportunityColumn.Amount or OpportunityColumn.Slips;

    /// <summary>Whether a phone, which shows one below the other, has to say what it is.</summary>
    public static bool NeedsLabel(this OpportunityColumn column) => column is OpportunityColumn.Expected or OpportunityColumn.Slips
        or OpportunityColumn.Created or OpportunityColumn.NextStep or OpportunityColumn.Horizon;
}
