using System.Linq.Expressions;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Customers;

public enum CustomerOrder
{
    Name,
    LastTouch,
    StatusSince,
    Created,
}

/// <summary>The orders of the customer list; each has its index for every scope (see <c>CustomerIndexes</c>).</summary>
public static class CustomerOrders
{
    private static readonly Dictionary<CustomerOrder, KeysetOrder<Customer, CustomerRow>> Orders = new()
    {
        [CustomerOrder.Name] = By(Leg(customer => customer.NameKey, row => row.NameKey)),
        [CustomerOrder.LastTouch] = By(
            Leg(customer => customer.LastTouchAt, row => row.LastTouchAt, customer => customer.LastTouchAt != null),
            // Said so that no database takes it for a way in: the index of the creation is walked, where that of the touches would have to be sorted.
            Leg(customer => customer.CreatedAt, row => row.CreatedAt, customer => (customer.LastTouchAt ?? DateTime.UnixEpoch) == DateTime.UnixEpoch)),
        [CustomerOrder.StatusSince] = By(Leg(customer => customer.StatusSince, row => row.StatusSince)),
        [CustomerOrder.Created] = By(Leg(customer => customer.CreatedAt, row => row.CreatedAt)),
    };

    public static KeysetOrder<Customer, CustomerRow> Of(CustomerOrder order) => Orders[Enum.IsDefined(order) ? order : CustomerOrder.Name];

    /// <summary>Who was not spoken with for longest comes first; what is new, first.</summary>
    public static bool IsDescendingAtFirst(this CustomerOrder order) => order is CustomerOrder.Created or CustomerOrder.StatusSince;

    private static KeysetOrder<Customer, CustomerRow> By(params KeysetLeg<Customer, CustomerRow>[] legs) => new(row => row.Id, legs);

    private static KeysetLeg<Customer, CustomerRow> Leg<TKey>(
        Expression<Func<Customer, TKey>> key, Func<CustomerRow, object?> ofRow, Expression<Func<Customer, bool>>? where = null) =>
        new KeysetLeg<Customer, CustomerRow, TKey>(key, ofRow, where);
}
