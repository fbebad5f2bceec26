namespace SiCrm.Infrastructure.Database;

/// <summary>What holds for every quote, each as the query of the quotes for which it does not.</summary>
internal static class QuoteRules
{
    private static readonly IReadOnlyList<(string Key, FormattableString Sql)> All =
    [
        ("Operations.Findings.QuoteLine", $"""
            SELECT v."QuoteId" AS "Value" FROM "QuoteLines" l JOIN "QuoteVersions" v ON v."Id" = l."QuoteVersionId" WHERE l."InTax" <> l."ExTax" + l."Tax"
            """),
        ("Operations.Findings.QuoteSums", $"""
            SELECT v."QuoteId" AS "Value" FROM "QuoteVersions" v LEFT JOIN "QuoteLines" l ON l."QuoteVersionId" = v."Id" AND NOT l."IsOptional"
            GROUP BY v."Id", v."QuoteId", v."ExTax", v."Tax", v."InTax", v."Cost"
            HAVING coalesce(sum(l."ExTax"), 0) <> v."ExTax" OR coalesce(sum(l."Tax"), 0) <> v."Tax" OR coalesce(sum(l."InTax"), 0) <> v."InTax"
            OR coalesce(sum(l."Cost"), 0) <> v."Cost"
            """),
        ("Operations.Findings.QuoteVersions", $"""
            SELECT q."Id" AS "Value" FROM "Quotes" q LEFT JOIN "QuoteVersions" v ON v."QuoteId" = q."Id"
            GROUP BY q."Id", q."VersionNo" HAVING min(v."No") IS DISTINCT FROM 1 OR max(v."No") <> q."VersionNo" OR count(v."Id") <> q."VersionNo"
            """),
        ("Operations.Findings.QuoteNewest", $"""
            SELECT q."Id" AS "Value" FROM "Quotes" q JOIN "QuoteVersions" v ON v."QuoteId" = q."Id" AND v."No" = q."VersionNo"
            WHERE v."InTax" <> q."AmountInTax" OR v."ValidUntil" IS DISTINCT FROM q."ValidUntil"
            """),
        ("Operations.Findings.QuoteHistory", $"""
            SELECT q."Id" AS "Value" FROM "Quotes" q LEFT JOIN "QuoteEvents" e ON e."QuoteId" = q."Id"
            GROUP BY q."Id", q."Events" HAVING min(e."Seq") IS DISTINCT FROM 1 OR max(e."Seq") <> count(e."Id") OR count(e."Id") <> q."Events"
            """),
        ("Operations.Findings.QuoteState", $"""
            SELECT q."Id" AS "Value" FROM "Quotes" q JOIN "QuoteEvents" e ON e."QuoteId" = q."Id" AND e."Seq" = q."Events"
            WHERE e."ToStatus" <> q."Status" OR e."VersionNo" <> q."VersionNo"
            UNION ALL
            SELECT e."QuoteId" AS "Value" FROM "QuoteEvents" e JOIN "QuoteEvents" n ON n."QuoteId" = e."QuoteId" AND n."Seq" = e."Seq" + 1
            WHERE n."FromStatus" <> e."ToStatus" OR n."At" < e."At"
            """),
        ("Operations.Findings.QuoteContract", $"""
            SELECT q."Id" AS "Value" FROM "Contracts" c JOIN "Quotes" q ON q."Id" = c."QuoteId"
            WHERE (q."Status" <> 'Accepted' AND c."Status" <> 'Discarded') OR c."OpportunityId" IS DISTINCT FROM q."OpportunityId"
            """),
    ];

    /// <summary>The rules that are broken, with the first quotes for which they are.</summary>
    public static Task<IReadOnlyList<(string Key, IReadOnlyList<long> Ids)>> BrokenAsync(CrmDbContext db, int told, CancellationToken cancel) =>
        OpportunityRules.BrokenAsync(db, All, told, cancel);
}
