using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database;

/// <summary>What holds for every lead's history, each as the query of the leads for which it does not.</summary>
internal static class HistoryRules
{
    private const string WithNext = """
        SELECT e."LeadId" AS "Value" FROM "LeadEvents" e JOIN "LeadEvents" n ON n."LeadId" = e."LeadId" AND n."Seq" = e."Seq" + 1
        """;

    private static readonly IReadOnlyList<(string Key, string Sql)> All =
    [
        ("Operations.Findings.Gap", """
            SELECT "LeadId" AS "Value" FROM "LeadEvents" GROUP BY "LeadId" HAVING min("Seq") <> 1 OR max("Seq") <> count(*)
            """),
        ("Operations.Findings.Chain", """
            SELECT e."LeadId" AS "Value" FROM "LeadEvents" e LEFT JOIN "LeadEvents" n ON n."LeadId" = e."LeadId" AND n."Seq" = e."Seq" + 1
            WHERE e."UntilAt" IS DISTINCT FROM n."At"
            """),
        ("Operations.Findings.Continuity", WithNext + """
             WHERE n."At" < e."At" OR n."From" IS DISTINCT FROM e."To" OR n."AmountBefore" <> e."Amount"
             OR n."FromOwnerId" IS DISTINCT FROM e."ToOwnerId" OR n."FromTeamId" IS DISTINCT FROM e."ToTeamId"
            """),
        ("Operations.Findings.Transition", WithNext + """
             WHERE (n."Kind" IN ('Revalued', 'TeamChanged', 'HandedOver') AND n."TransitionAt" <> e."TransitionAt")
             OR (n."Kind" NOT IN ('Revalued', 'TeamChanged', 'HandedOver', 'Undone') AND n."TransitionAt" <> n."At")
            """),
        ("Operations.Findings.Capture", """
            SELECT l."Id" AS "Value" FROM "Leads" l LEFT JOIN "LeadEvents" e ON e."LeadId" = l."Id" AND e."Seq" = 1
            WHERE e."Id" IS NULL OR e."Kind" <> 'Captured' OR e."From" IS NOT NULL OR e."At" <> l."CapturedAt"
            """),
        ("Operations.Findings.State", """
            SELECT l."Id" AS "Value" FROM "Leads" l LEFT JOIN "LeadEvents" e ON e."LeadId" = l."Id" AND e."Seq" = l."Events" AND e."UntilAt" IS NULL
            WHERE e."Id" IS NULL OR e."To" <> l."Status" OR e."TransitionAt" <> l."StatusSince" OR e."Amount" <> coalesce(l."Amount", 0)
            OR e."ToOwnerId" IS DISTINCT FROM l."OwnerId" OR e."ToTeamId" IS DISTINCT FROM l."TeamId"
            """),
        ("Operations.Findings.Owner", """
            SELECT "Id" AS "Value" FROM "Leads" WHERE ("Status" IN ('Assigned', 'Working')) AND "OwnerId" IS NULL
            OR ("Status" IN ('New', 'Qualified', 'Reclaimed')) AND "OwnerId" IS NOT NULL
            """),
    ];

    /// <summary>The rules that are broken, with the first leads for which they are.</summary>
    public static async Task<IReadOnlyList<(string Key, IReadOnlyList<long> Leads)>> BrokenAsync(CrmDbContext db, int told, CancellationToken cancel)
    {
        var broken = new List<(string, IReadOnlyList<long>)>();
        foreach (var (key, sql) in All)
        {
            var leads = await db.Database.SqlQueryRaw<long>(sql).Distinct().OrderBy(id => id).Take(told).ToListAsync(cancel);
            if (leads.Count > 0)
            {
                broken.Add((key, leads));
            }
        }

        return broken;
    }
}
