namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>What is in the audit log stays as it was written, whoever asks the database.</summary>
internal static class PostgresAuditLog
{
    public const string Create = """
        CREATE OR REPLACE FUNCTION "AuditLogKeep"() RETURNS trigger LANGUAGE plpgsql AS $keep$
        BEGIN RAISE EXCEPTION 'The audit log is written once.'; END $keep$;
        DO $make$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'AuditLogKeep' AND tgrelid = '"AuditLog"'::regclass) THEN
            CREATE TRIGGER "AuditLogKeep" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditLog" FOR EACH STATEMENT EXECUTE FUNCTION "AuditLogKeep"();
          END IF;
        END $make$;
        """;
}
