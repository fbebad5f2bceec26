using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database;

/// <summary>What holds for every opportunity, each as the query of the opportunities for which it does not.</summary>
internal static class OpportunityRules
{
    private static readonly IReadOnlyList<(string Key, FormattableString Sql)> All =
    [
        ("Operations.Findings.OpportunityGap", $"""
            SELECT o."Id" AS "Value" FROM "Opportunities" o LEFT JOIN "OpportunityEvents" e ON e."OpportunityId" = o."Id"
            GROUP BY o."Id", o."Events" HAVING min(e."Seq") IS DISTINCT FROM 1 OR max(e."Seq") <> count(e."Id") OR count(e."Id") <> o."Events"
            """),
        ("Operations.Findings.OpportunityChain", $"""
            SELECT e."OpportunityId" AS "Value" FROM "OpportunityEvents" e
            LEFT JOIN "OpportunityEvents" n ON n."OpportunityId" = e."OpportunityId" AND n."Seq" = e."Seq" + 1
            WHERE e."UntilAt" IS DISTINCT FROM n."At"
            """),
        ("Operations.Findings.OpportunityContinuity", $"""
            SELECT e."OpportunityId" AS "Value" FROM "OpportunityEvents" e
            JOIN "OpportunityEvents" n ON n."OpportunityId" = e."OpportunityId" AND n."Seq" = e."Seq" + 1
            WHERE n."At" < e."At" OR n."FromStageId" IS DISTINCT FROM e."StageId" OR n."FromState" IS DISTINCT FROM e."State" OR n."AmountBefore" <> e."Amount"
            OR n."FromOwnerId" IS DISTINCT FROM e."OwnerId" OR n."FromTeamId" IS DISTINCT FROM e."TeamId" OR n."ExpectedBefore" IS DISTINCT FROM e."ExpectedOn"
            """),
        ("Operations.Findings.OpportunityState", $"""
            SELECT o."Id" AS "Value" FROM "Opportunities" o JOIN "OpportunityEvents" e ON e."OpportunityId" = o."Id" AND e."Seq" = o."Events"
            WHERE e."State" <> o."State" OR e."StageId" <> o."StageId" OR e."Amount" <> coalesce(o."Amount", 0) OR e."StageSince" <> o."StageSince"
            OR e."OwnerId" IS DISTINCT FROM o."OwnerId" OR e."TeamId" IS DISTINCT FROM o."TeamId" OR e."ExpectedOn" IS DISTINCT FROM o."ExpectedOn"
            """),
        ("Operations.Findings.OpportunityVisit", $"""
            SELECT o."Id" AS "Value" FROM "Opportunities" o LEFT JOIN "StageVisits" v ON v."OpportunityId" = o."Id" AND v."LeftAt" IS NULL
            GROUP BY o."Id", o."StageId" HAVING count(v."Id") <> 1 OR min(v."StageId") <> o."StageId"
            """),
        ("Operations.Findings.OpportunityIndustry", $"""
            SELECT o."Id" AS "Value" FROM "Opportunities" o LEFT JOIN "Customers" c ON c."Id" = o."CustomerId" WHERE o."Industry" IS DISTINCT FROM c."Industry"
            """),
        ("Operations.Findings.OpportunityShares", $"""
            SELECT "OpportunityId" AS "Value" FROM "OpportunityMember" GROUP BY "OpportunityId" HAVING sum("Share") NOT IN (0, 10000)
            """),
    ];

    /// <summary>The rules that are broken, with the first opportunities for which they are.</summary>
    public static Task<IReadOnlyList<(string Key, IReadOnlyList<long> Opportunities)>> BrokenAsync(CrmDbContext db, int told, CancellationToken cancel) =>
        BrokenAsync(db, All, told, cancel);

    /// <summary>Of some rules those that are broken, with the first records for which they are.</summary>
    internal static async Task<IReadOnlyList<(string Key, IReadOnlyList<long> Ids)>> BrokenAsync(
        CrmDbContext db, IReadOnlyList<(string Key, FormattableString Sql)> rules, int told, CancellationToken cancel)
    {
        var broken = new List<(string, IReadOnlyList<long>)>();
        foreach (var (key, sql) in rules)
        {
            var found = await db.Database.SqlQuery<long>(sql).Distinct().OrderBy(id => id).Take(told).ToListAsync(cancel);
            if (found.Count > 0)
            {
                broken.Add((key, found));
            }
        }

        return broken;
    }
}
