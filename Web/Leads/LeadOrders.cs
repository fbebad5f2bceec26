using System.Linq.Expressions;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Leads;

public enum LeadOrder
{
    Captured,
    Number,
    Company,
    Amount,
    StatusSince,
    NextDue,
    Reclaim,
    Score,
}

/// <summary>The orders of the lead list; each has its index for every scope (see <c>LeadIndexes</c>).</summary>
public static class LeadOrders
{
    private static readonly Dictionary<LeadOrder, KeysetOrder<Lead, LeadRow>> Orders = new()
    {
        [LeadOrder.Captured] = By(Leg(lead => lead.CapturedAt, row => row.CapturedAt)),
        [LeadOrder.Number] = By(new KeysetLeg<Lead, LeadRow, string>(lead => lead.Number, row => row.Number, isUnique: true)),
        [LeadOrder.Company] = By(Leg(lead => lead.CompanyKey, row => row.CompanyKey)),
        [LeadOrder.StatusSince] = By(Leg(lead => lead.StatusSince, row => row.StatusSince)),
        [LeadOrder.Amount] = By(Leg(lead => lead.Amount, row => row.Amount, lead => lead.Amount != null), Unknown(lead => lead.Amount == null)),
        [LeadOrder.NextDue] = By(Leg(lead => lead.NextDueOn, row => row.NextDueOn, lead => lead.NextDueOn != null), Unknown(lead => lead.NextDueOn == null)),
        [LeadOrder.Reclaim] = By(
            Leg(lead => lead.ReclaimDueAt, row => row.ReclaimDueAt, lead => lead.ReclaimDueAt != null), Unknown(lead => lead.ReclaimDueAt == null)),
        [LeadOrder.Score] = By(Leg(lead => lead.Score, row => row.Score, lead => lead.Score != null), Unknown(lead => lead.Score == null)),
    };

    public static KeysetOrder<Lead, LeadRow> Of(LeadOrder order) => Orders[order];

    public static bool IsDescendingAtFirst(this LeadOrder order) => order is LeadOrder.Captured or LeadOrder.Amount or LeadOrder.Score;

    public static bool HasStatusIndex(this LeadOrder order) => order is LeadOrder.Captured or LeadOrder.Amount or LeadOrder.StatusSince;

    /// <summary>The number has an index over all leads only; an order by what is hidden would show it.</summary>
    public static bool IsOfferedTo(this LeadOrder order, Viewer viewer) => order switch
    {
        LeadOrder.Number => viewer.ScopeOf(RecordType.Lead, AccessAction.Read) == Scope.All,
        LeadOrder.Amount => viewer.Sees(SensitiveField.Amount),
        _ => true,
    };

    private static KeysetOrder<Lead, LeadRow> By(params KeysetLeg<Lead, LeadRow>[] legs) => new(row => row.Id, legs);

    private static KeysetLeg<Lead, LeadRow> Leg<TKey>(
        Expression<Func<Lead, TKey>> key, Func<LeadRow, object?> ofRow, Expression<Func<Lead, bool>>? where = null) =>
        new KeysetLeg<Lead, LeadRow, TKey>(key, ofRow, where);

    /// <summary>The newest first, or last where the order runs the other way.</summary>
    private static KeysetLeg<Lead, LeadRow> Unknown(Expression<Func<Lead, bool>> where) => Leg(lead => lead.CapturedAt, row => row.CapturedAt, where);
}
