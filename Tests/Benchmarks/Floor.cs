using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SiCrm.Benchmarks;

/// <summary>
/// What no program on this machine can undercut: a bare Kestrel that answers with as many bytes as the list page, and one
/// that reads the same rows by plain ADO before it does. No sign-in, no rights, no layout.
/// </summary>
internal static class Floor
{
    public const string Address = "http://127.0.0.1:5182";

    private const string Rows = """
        SELECT "Id", "Number", "Company", "CompanyKey", "ContactName", "Status", "StatusSince", "CapturedAt", "Channel", "Campaign", "Industry", "OwnerId",
               "TeamId", "RegionId", "Amount", "ExpectedOn", "Score", "NextAction", "NextDueOn", "ReclaimDueAt", "Version"
        FROM "Leads" WHERE "ArchivedAt" IS NULL AND "Status" NOT IN ('Converted', 'Disqualified')
        ORDER BY "CapturedAt" DESC, "Id" DESC LIMIT 51
        """;

    /// <param name="args">The provider, its connection string, and the number of bytes.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var page = new byte[int.Parse(args[2], CultureInfo.InvariantCulture)];
        Array.Fill(page, (byte)'a');
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/bytes", () => Results.Bytes(page, "text/html"));
        app.MapGet("/rows", async () =>
        {
            await ReadAsync(args[0], args[1]);
            return Results.Bytes(page, "text/html");
        });
        await app.RunAsync(Address);
        return 0;
    }

    private static async Task ReadAsync(string provider, string connectionString)
    {
        await using DbConnection connection = provider == "Postgres" ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Rows;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
        }
    }
}
