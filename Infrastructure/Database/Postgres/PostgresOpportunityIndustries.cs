namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>Keeps the industry of each opportunity; see <see cref="Opportunities.OpportunityIndustry"/>.</summary>
internal static class PostgresOpportunityIndustries
{
    public const string Create = """
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
}
