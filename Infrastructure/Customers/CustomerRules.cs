using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>What holds for every customer, each as the query of the customers for which it does not.</summary>
internal static class CustomerRules
{
    private static readonly IReadOnlyList<(string Key, string Sql)> All =
    [
        ("Operations.Findings.CustomerGap", """
            SELECT c."Id" AS "Value" FROM "Customers" c LEFT JOIN "CustomerEvents" e ON e."CustomerId" = c."Id"
            GROUP BY c."Id", c."Events" HAVING min(e."Seq") IS DISTINCT FROM 1 OR max(e."Seq") <> count(e."Id") OR count(e."Id") <> c."Events"
            """),
        ("Operations.Findings.CustomerContinuity", """
            SELECT e."CustomerId" AS "Value" FROM "CustomerEvents" e
            JOIN "CustomerEvents" n ON n."CustomerId" = e."CustomerId" AND n."Seq" = e."Seq" + 1
            WHERE n."FromStatus" <> e."ToStatus" OR n."FromOwnerId" IS DISTINCT FROM e."ToOwnerId" OR n."FromTeamId" IS DISTINCT FROM e."ToTeamId"
            """),
        ("Operations.Findings.CustomerState", """
            SELECT c."Id" AS "Value" FROM "Customers" c JOIN "CustomerEvents" e ON e."CustomerId" = c."Id" AND e."Seq" = c."Events"
            WHERE e."ToStatus" <> c."Status" OR e."ToOwnerId" IS DISTINCT FROM c."OwnerId" OR e."ToTeamId" IS DISTINCT FROM c."TeamId"
            OR (c."Status" <> 'Dormant' AND c."Status" <> c."Standing")
            """),
        ("Operations.Findings.ContactScope", """
            SELECT c."Id" AS "Value" FROM "Contacts" p JOIN "Customers" c ON c."Id" = p."CustomerId"
            WHERE p."OwnerId" IS DISTINCT FROM c."OwnerId" OR p."TeamId" IS DISTINCT FROM c."TeamId" OR p."RegionId" IS DISTINCT FROM c."RegionId"
            """),
    ];

    /// <summary>The rules that are broken, with the first customers for which they are.</summary>
    public static async Task<IReadOnlyList<(string Key, IReadOnlyList<long> Customers)>> BrokenAsync(CrmDbContext db, int told, CancellationToken cancel)
    {
        var broken = new List<(string, IReadOnlyList<long>)>();
        foreach (var (key, rows) in All.Select(rule => (rule.Key, db.Database.SqlQueryRaw<long>(rule.Sql))).Append(("Operations.Findings.CustomerGroup", Circles(db))))
        {
            var customers = await rows.Distinct().OrderBy(id => id).Take(told).ToListAsync(cancel);
            if (customers.Count > 0)
            {
                broken.Add((key, customers));
            }
        }

        return broken;
    }

    /// <summary>Who climbs more steps than a group has levels stands in a circle, or too deep.</summary>
    private static IQueryable<long> Circles(CrmDbContext db) => db.Database.SqlQuery<long>($"""
        SELECT "Start" AS "Value" FROM (WITH RECURSIVE up("Start", "ParentId", "Level") AS (
            SELECT "Id", "ParentId", 1 FROM "Customers" WHERE "ParentId" IS NOT NULL
            UNION ALL SELECT up."Start", c."ParentId", up."Level" + 1 FROM "Customers" c JOIN up ON c."Id" = up."ParentId" WHERE up."Level" <= {Customer.MostLevels})
            SELECT "Start" FROM up WHERE "Level" > {Customer.MostLevels}) circles
        """);
}
