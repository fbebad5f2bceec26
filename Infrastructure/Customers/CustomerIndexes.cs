using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Customers;

/// <summary>
/// Every order that the lists of customers and contacts offer, for every scope that a viewer can have: the scope's column
/// first, then the order's, then the id that parts equal ones.
/// </summary>
internal static class CustomerIndexes
{
    private static readonly string?[] Scopes = [null, nameof(Customer.OwnerId), nameof(Customer.TeamId), nameof(Customer.RegionId)];

    public static void IndexForList(this EntityTypeBuilder<Customer> builder) =>
        Index(builder, nameof(Customer.NameKey), nameof(Customer.CreatedAt), nameof(Customer.StatusSince), nameof(Customer.LastTouchAt));

    public static void IndexForList(this EntityTypeBuilder<Contact> builder) => Index(builder, nameof(Contact.Name), nameof(Contact.LastTouchAt));

    private static void Index<T>(EntityTypeBuilder<T> builder, params string[] orders) where T : class
    {
        foreach (var scope in Scopes)
        {
            foreach (var order in orders)
            {
                builder.HasIndex([.. new[] { scope, order, "Id" }.OfType<string>()]);
            }
        }
    }
}
