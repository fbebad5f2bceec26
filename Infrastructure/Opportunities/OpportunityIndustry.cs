using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>
/// The industry of an opportunity's customer, kept with the opportunity by triggers: reports by industry ask it of tens of thousands of opportunities, and
/// the way to each one's customer took a third of their time. The program reads it, and never writes it.
/// </summary>
internal static class OpportunityIndustry
{
    /// <summary>As a property of an opportunity that only queries see.</summary>
    public const string Column = "Industry";

    /// <summary>What differs from the customers', where triggers were not there.</summary>
    public const string CatchUp = """
        UPDATE "Opportunities" SET "Industry" = (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = "Opportunities"."CustomerId")
        WHERE "Industry" IS DISTINCT FROM (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = "Opportunities"."CustomerId")
        """;

    public const string SqliteTriggers = """
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

    public const string PostgresTriggers = """
        CREATE OR REPLACE FUNCTION "OpportunityIndustryTake"() RETURNS trigger LANGUAGE plpgsql AS $take$
        BEGIN
          NEW."Industry" := (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = NEW."CustomerId");
          RETURN NEW;
        END $take$;
        CREATE OR REPLACE FUNCTION "OpportunityIndustryGive"() RETURNS trigger LANGUAGE plpgsql AS $give$
        BEGIN
          UPDATE "Opportunities" SET "Industry" = NEW."Industry" WHERE "CustomerId" = NEW."Id";
          RETURN NULL;
        END $give$;
        DO $make$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'OpportunityIndustryTake' AND tgrelid = '"Opportunities"'::regclass) THEN
            CREATE TRIGGER "OpportunityIndustryTake" BEFORE INSERT OR UPDATE OF "CustomerId" ON "Opportunities"
              FOR EACH ROW EXECUTE FUNCTION "OpportunityIndustryTake"();
          END IF;
          IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'OpportunityIndustryGive' AND tgrelid = '"Customers"'::regclass) THEN
            CREATE TRIGGER "OpportunityIndustryGive" AFTER UPDATE OF "Industry" ON "Customers"
              FOR EACH ROW WHEN (OLD."Industry" IS DISTINCT FROM NEW."Industry") EXECUTE FUNCTION "OpportunityIndustryGive"();
          END IF;
        END $make$;
        """;

    public static void Map(EntityTypeBuilder<Opportunity> builder)
    {
        var industry = builder.Property<string?>(Column).HasMaxLength(CustomerLengths.Industry).Metadata;
        industry.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        industry.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
