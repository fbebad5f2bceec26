using System.Linq.Expressions;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Opportunities;

public enum OpportunityOrder
{
    Expected,
    Amount,
    StageSince,
    Created,
}

/// <summary>The orders of the list; each has its index for every scope.</summary>
public static class OpportunityOrders
{
    private static readonly Dictionary<OpportunityOrder, KeysetOrder<Opportunity, OpportunityRow>> Orders = new()
    {
        [OpportunityOrder.Expected] = By(
            Leg(row => row.ExpectedOn, row => row.ExpectedOn, row => row.ExpectedOn != null), Unknown(row => row.ExpectedOn == null)),
        [OpportunityOrder.Amount] = By(Leg(row => row.Amount, row => row.Amount, row => row.Amount != null), Unknown(row => row.Amount == null)),
        [OpportunityOrder.StageSince] = By(Leg(row => row.StageSince, row => row.StageSince)),
        [OpportunityOrder.Created] = By(Leg(row => row.CreatedAt, row => row.CreatedAt)),
    };

    public static KeysetOrder<Opportunity, OpportunityRow> Of(OpportunityOrder order) => Orders[Enum.IsDefined(order) ? order : OpportunityOrder.Expected];

    /// <summary>What is due comes first; what is worth most, and what is new, first as well.</summary>
    public static bool IsDescendingAtFirst(this OpportunityOrder order) => order is OpportunityOrder.Amount or OpportunityOrder.Created;

    /// <summary>An order by what is hidden would show it.</summary>
    public static bool IsOfferedTo(this OpportunityOrder order, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return order != OpportunityOrder.Amount || viewer.Sees(SensitiveField.Amount);
    }

    private static KeysetOrder<Opportunity, OpportunityRow> By(params KeysetLeg<Opportunity, OpportunityRow>[] legs) => new(row => row.Id, legs);

    private static KeysetLeg<Opportunity, OpportunityRow> Leg<TKey>(
        Expression<Func<Opportunity, TKey>> key, Func<OpportunityRow, object?> ofRow, Expression<Func<Opportunity, bool>>? where = null) =>
        new KeysetLeg<Opportunity, OpportunityRow, TKey>(key, ofRow, where);

    private static KeysetLeg<Opportunity, OpportunityRow> Unknown(Expression<Func<Opportunity, bool>> where) =>
        Leg(row => row.CreatedAt, row => row.CreatedAt, where);
}
