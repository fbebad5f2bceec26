using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>转介绍: who sent whom, found by a recursive query on both databases; whose they are does not matter to a circle.</summary>
public static class CustomerReferrals
{
    /// <summary>The referrer, who referred that one, and so on, for <see cref="Domain.Customers.Customer.CanBeReferredBy"/>; a walk that comes back to where it was ends there.</summary>
    public static async Task<IReadOnlyList<long>> ReferralChainAsync(this CrmDbContext db, long? referrerId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (referrerId is not { } first)
        {
            return [];
        }

        var others = await db.Database.SqlQuery<long>($"""
            SELECT "Id" AS "Value" FROM (WITH RECURSIVE up("Id", "ReferredById") AS (
                SELECT "Id", "ReferredById" FROM "Customers" WHERE "Id" = {first}
                UNION SELECT c."Id", c."ReferredById" FROM "Customers" c JOIN up ON c."Id" = up."ReferredById") SELECT * FROM up) chain
            """).Where(id => id != first).ToListAsync(cancel);
        return [first, .. others];
    }
}
