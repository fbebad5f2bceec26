using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>The full-text tables over the search texts, each kept by triggers.</summary>
internal static class SqliteSearch
{
    /// <summary>Each full-text table, and the table that it searches.</summary>
    private static readonly IReadOnlyList<(string Search, string Table)> Tables =
    [
        ("LeadSearch", "Leads"), ("CustomerSearch", "Customers"), ("ContactSearch", "Contacts"), ("OpportunitySearch", "Opportunities"),
        ("ContractSearch", "Contracts"),
    ];

    public static string Create { get; } = string.Concat(Tables.Select(pair => CreateOf(pair.Search, pair.Table)));

    public static string Rebuild { get; } = string.Join(';', Tables.Select(pair => $"""INSERT INTO "{pair.Search}"("{pair.Search}") VALUES ('rebuild')"""));

    /// <summary>For each full-text table the statement that fails when it is not what its table says.</summary>
    public static IReadOnlyList<(string Search, string Sql)> Comparisons { get; } =
        [.. Tables.Select(pair => (pair.Search, $"""INSERT INTO "{pair.Search}"("{pair.Search}", rank) VALUES ('integrity-check', 1)"""))];

    /// <summary>Every token must be there; words by prefix, pairs of Chinese characters as they are.</summary>
    public static string Match(string query) =>
        string.Join(' ', SearchText.Query(query).Select(token =>
            SearchText.IsCjk(token.EnumerateRunes().First()) ? Single(token) : $"\"{token}\"*")) is { Length: > 0 } match ? match : "\"\"";

    /// <summary>One Chinese character alone is the beginning of some pair.</summary>
    private static string Single(string token) => token.EnumerateRunes().Count() == 1 ? $"\"{token}\"*" : $"\"{token}\"";

    private static string CreateOf(string search, string table) => $"""
        CREATE VIRTUAL TABLE IF NOT EXISTS "{search}" USING fts5("SearchText", content='{table}', content_rowid='Id', tokenize='unicode61 remove_diacritics 0');
        CREATE TRIGGER IF NOT EXISTS "{search}Insert" AFTER INSERT ON "{table}" BEGIN
          INSERT INTO "{search}"(rowid, "SearchText") VALUES (new."Id", new."SearchText");
        END;
        CREATE TRIGGER IF NOT EXISTS "{search}Delete" AFTER DELETE ON "{table}" BEGIN
          INSERT INTO "{search}"("{search}", rowid, "SearchText") VALUES ('delete', old."Id", old."SearchText");
        END;
        CREATE TRIGGER IF NOT EXISTS "{search}Update" AFTER UPDATE OF "SearchText" ON "{table}" WHEN old."SearchText" IS NOT new."SearchText" BEGIN
          INSERT INTO "{search}"("{search}", rowid, "SearchText") VALUES ('delete', old."Id", old."SearchText");
          INSERT INTO "{search}"(rowid, "SearchText") VALUES (new."Id", new."SearchText");
        END;
        """;
}
