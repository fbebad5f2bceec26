namespace SiCrm.Infrastructure.Database;

/// <summary>What holds for every contract, each as the query of the contracts (or receipts) for which it does not.</summary>
internal static class ContractRules
{
    private static readonly IReadOnlyList<(string Key, FormattableString Sql)> All =
    [
        ("Operations.Findings.ContractLine", $"""SELECT "ContractId" AS "Value" FROM "ContractLines" WHERE "InTax" <> "ExTax" + "Tax" """),
        ("Operations.Findings.ContractSums", $"""
            SELECT c."Id" AS "Value" FROM "Contracts" c LEFT JOIN "ContractLines" l ON l."ContractId" = c."Id"
            GROUP BY c."Id", c."AmountExTax", c."AmountInTax", c."LineCost", c."SignedInTax", c."Number"
            HAVING coalesce(sum(l."ExTax"), 0) <> c."AmountExTax" OR coalesce(sum(l."InTax"), 0) <> c."AmountInTax" OR coalesce(sum(l."Cost"), 0) <> c."LineCost"
            OR (c."Number" IS NOT NULL AND coalesce(sum(CASE WHEN l."AmendmentId" IS NULL THEN l."InTax" END), 0) <> c."SignedInTax")
            """),
        ("Operations.Findings.ContractAmendment", $"""
            SELECT a."ContractId" AS "Value" FROM "ContractAmendments" a LEFT JOIN "ContractLines" l ON l."AmendmentId" = a."Id"
            GROUP BY a."Id", a."ContractId", a."InTax" HAVING coalesce(sum(l."InTax"), 0) <> a."InTax"
            """),
        ("Operations.Findings.ContractLineOf", $"""
            SELECT l."ContractId" AS "Value" FROM "ContractLines" l JOIN "Contracts" c ON c."Id" = l."ContractId" LEFT JOIN "ContractAmendments" a ON a."Id" = l."AmendmentId"
            WHERE l."SignedOn" IS DISTINCT FROM CASE WHEN a."Id" IS NULL THEN c."SignedOn" ELSE a."SignedOn" END
            OR (c."Number" IS NOT NULL AND (l."CustomerId" <> c."CustomerId" OR l."OwnerId" IS DISTINCT FROM c."OwnerId"
            OR l."TeamId" IS DISTINCT FROM c."TeamId" OR l."RegionId" IS DISTINCT FROM c."RegionId"))
            """),
        ("Operations.Findings.ContractReceived", $"""
            SELECT m."ContractId" AS "Value" FROM "ContractMilestones" m LEFT JOIN "ReceiptParts" p ON p."MilestoneId" = m."Id"
            GROUP BY m."Id", m."ContractId", m."Received" HAVING coalesce(sum(p."Amount"), 0) <> m."Received"
            UNION ALL
            SELECT c."Id" AS "Value" FROM "Contracts" c LEFT JOIN "ContractMilestones" m ON m."ContractId" = c."Id"
            GROUP BY c."Id", c."Received" HAVING coalesce(sum(m."Received"), 0) <> c."Received"
            """),
        ("Operations.Findings.ContractInvoiced", $"""
            SELECT c."Id" AS "Value" FROM "Contracts" c LEFT JOIN "ContractInvoices" i ON i."ContractId" = c."Id"
            GROUP BY c."Id", c."Invoiced" HAVING coalesce(sum(i."Amount"), 0) <> c."Invoiced"
            """),
        ("Operations.Findings.ContractCost", $"""
            SELECT c."Id" AS "Value" FROM "Contracts" c LEFT JOIN (
                SELECT k."ContractId", sum(k."Planned") AS "Planned", sum(k."Actual") AS "Actual", sum(CASE WHEN k."Planned" > k."Actual" THEN k."Planned" ELSE k."Actual" END) AS "Most"
                FROM (SELECT "ContractId", "Kind", sum(CASE WHEN "IsPlanned" THEN "Amount" ELSE 0 END) AS "Planned", sum(CASE WHEN "IsPlanned" THEN 0 ELSE "Amount" END) AS "Actual"
                    FROM "ContractCosts" GROUP BY "ContractId", "Kind") k
                GROUP BY k."ContractId") s ON s."ContractId" = c."Id"
            WHERE coalesce(s."Planned", 0) <> c."PlannedCost" OR coalesce(s."Actual", 0) <> c."ActualCost"
            OR c."CostAtCompletion" <> CASE WHEN c."PlannedCost" <> 0 THEN s."Most" WHEN c."ActualCost" > c."LineCost" THEN c."ActualCost" ELSE c."LineCost" END
            """),
        ("Operations.Findings.ContractHistory", $"""
            SELECT c."Id" AS "Value" FROM "Contracts" c LEFT JOIN "ContractEvents" e ON e."ContractId" = c."Id"
            GROUP BY c."Id", c."Events" HAVING min(e."Seq") IS DISTINCT FROM 1 OR max(e."Seq") <> count(e."Id") OR count(e."Id") <> c."Events"
            """),
        ("Operations.Findings.ContractState", $"""
            SELECT c."Id" AS "Value" FROM "Contracts" c JOIN "ContractEvents" e ON e."ContractId" = c."Id" AND e."Seq" = c."Events" WHERE e."ToStatus" <> c."Status"
            UNION ALL
            SELECT e."ContractId" AS "Value" FROM "ContractEvents" e JOIN "ContractEvents" n ON n."ContractId" = e."ContractId" AND n."Seq" = e."Seq" + 1
            WHERE n."FromStatus" <> e."ToStatus"
            """),
        ("Operations.Findings.ReceiptMatched", $"""
            SELECT r."Id" AS "Value" FROM "Receipts" r
            LEFT JOIN (SELECT "ReceiptId", sum("Amount") AS "Amount" FROM "ReceiptParts" GROUP BY "ReceiptId") p ON p."ReceiptId" = r."Id"
            LEFT JOIN (SELECT "Id", sum("Amount") AS "Amount"
                FROM (SELECT "ReceiptId" AS "Id", "Amount" FROM "ReceiptOffsets" UNION ALL SELECT "RefundId" AS "Id", "Amount" FROM "ReceiptOffsets") e GROUP BY "Id") o ON o."Id" = r."Id"
            WHERE r."Matched" <> CASE WHEN r."IsRefund" THEN -coalesce(p."Amount", 0) ELSE coalesce(p."Amount", 0) END + coalesce(o."Amount", 0)
            OR (r."VoidedAt" IS NOT NULL AND r."Matched" <> 0)
            """),
    ];

    /// <summary>The rules that are broken, with the first contracts or receipts for which they are.</summary>
    public static Task<IReadOnlyList<(string Key, IReadOnlyList<long> Ids)>> BrokenAsync(CrmDbContext db, int told, CancellationToken cancel) =>
        OpportunityRules.BrokenAsync(db, All, told, cancel);
}
