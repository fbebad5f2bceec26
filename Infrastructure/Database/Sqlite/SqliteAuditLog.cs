namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>What is in the audit log stays as it was written, whoever asks the database.</summary>
internal static class SqliteAuditLog
{
    public const string Create = """
        CREATE TRIGGER IF NOT EXISTS "AuditLogUpdate" BEFORE UPDATE ON "AuditLog" BEGIN
          SELECT RAISE(ABORT, 'The audit log is written once.');
        END;
        CREATE TRIGGER IF NOT EXISTS "AuditLogDelete" BEFORE DELETE ON "AuditLog" BEGIN
          SELECT RAISE(ABORT, 'The audit log is written once.');
        END;
        """;
}
