namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>Keeps the industry of each opportunity; see <see cref="Opportunities.OpportunityIndustry"/>.</summary>
internal static class SqliteOpportunityIndustries
{
    public const string Create = """
        CREATE TRIGGER IF NOT EXISTS "OpportunityIndustryInsert" AFTER INSERT ON "Opportunities" WHEN new."CustomerId" IS NOT NULL BEGIN
          UPDATE "Opportunities" SET "Industry" = (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = new."CustomerId") WHERE "Id" = new."Id";
        END;
        CREATE TRIGGER IF NOT EXISTS "OpportunityIndustryUpdate" AFTER UPDATE OF "CustomerId" ON "Opportunities" WHEN old."CustomerId" IS NOT new."CustomerId" BEGIN
          UPDATE "Opportunities" SET "Industry" = (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = new."CustomerId") WHERE "Id" = new."Id";
        END;
        CREATE TRIGGER IF NOT EXISTS "OpportunityIndustryOfCustomer" AFTER UPDATE OF "Industry" ON "Customers" WHEN old."Industry" IS NOT new."Industry" BEGIN
          UPDATE "Opportunities" SET "Industry" = new."Industry" WHERE "CustomerId" = new."Id";
        END;
        """;
}
