using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>The full-text table over the leads' search text, kept by triggers.</summary>
internal static class SqliteSearch
{
    public const string Create = """
        CREATE VIRTUAL TABLE IF NOT EXISTS "LeadSearch" USING fts5("SearchText", content='Leads', content_rowid='Id', tokenize='unicode61 remove_diacritics 0');
        CREATE TRIGGER IF NOT EXISTS "LeadSearchInsert" AFTER INSERT ON "Leads" BEGIN
          INSERT INTO "LeadSearch"(rowid, "SearchText") VALUES (new."Id", new."SearchText");
        END;
        CREATE TRIGGER IF NOT EXISTS "LeadSearchDelete" AFTER DELETE ON "Leads" BEGIN
          INSERT INTO "LeadSearch"("LeadSearch", rowid, "SearchText") VALUES ('delete', old."Id", old."SearchText");
        END;
        CREATE TRIGGER IF NOT EXISTS "LeadSearchUpdate" AFTER UPDATE OF "SearchText" ON "Leads" WHEN old."SearchText" IS NOT new."SearchText" BEGIN
          INSERT INTO "LeadSearch"("LeadSearch", rowid, "SearchText") VALUES ('delete', old."Id", old."SearchText");
          INSERT INTO "LeadSearch"(rowid, "SearchText") VALUES (new."Id", new."SearchText");
        END;
        """;

    public const string Rebuild = """INSERT INTO "LeadSearch"("LeadSearch") VALUES ('rebuild')""";

    /// <summary>Every token must be there; words by prefix, pairs of Chinese characters as they are.</summary>
    public static string Match(string query) =>
        string.Join(' ', SearchText.Query(query).Select(token =>
            SearchText.IsCjk(token.EnumerateRunes().First()) ? Single(token) : $"\"{token}\"*")) is { Length: > 0 } match ? match : "\"\"";

    /// <summary>One Chinese character alone is the beginning of some pair.</summary>
    private static string Single(string token) => token.EnumerateRunes().Count() == 1 ? $"\"{token}\"*" : $"\"{token}\"";
}
