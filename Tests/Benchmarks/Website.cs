using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SiCrm.Benchmarks;

/// <summary>The web program in Release and Production over one database: its verbs, and the server as a process of its own.</summary>
/// <param name="sells">With what became of the leads.</param>
internal sealed class Website(string provider, int leads, string folder, bool sells = false) : IAsyncDisposable
{
    /// <summary>As <c>dotnet publish Web -c Release -r …</c> leaves it, which is how it is run at work.</summary>
    private static readonly string Program = Path.Combine(Root(), $"Web/bin/Release/net10.0/{RuntimeInformation.RuntimeIdentifier}/publish/SiCrm.Web.dll");

    private Process? _server;

    /// <summary>The embedded database's file.</summary>
    public string File { get; } = Path.Combine(folder, $"{(sells ? "sales" : "leads")}-{leads}.db");

    public string Connection { get; } = ConnectionTo(DatabaseOf(leads, sells));

    public Uri Address { get; } = new("http://127.0.0.1:5181");

    public bool IsPostgres => provider == "Postgres";

    /// <summary>Fills the database if it is not there yet; answers with what the verb said.</summary>
    public async Task<string?> FillAsync()
    {
        Directory.CreateDirectory(folder);
        if (IsPostgres ? await ExistsAsync() : System.IO.File.Exists(File))
        {
            return null;
        }

        return await RunAsync(["seed", "scale", "--leads", leads.ToString(CultureInfo.InvariantCulture), .. sells ? ["--sales"] : Array.Empty<string>()]);
    }

    public async Task<string> RunAsync(params string[] verb)
    {
        using var process = Start([Program, .. verb], keepOutput: true);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{string.Join(' ', verb)}: exit code {process.ExitCode}");
    }

    /// <summary>Answers with the time from the start to the first page.</summary>
    public async Task<TimeSpan> OpenAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        _server = Start([Program, "--urls", Address.ToString()], keepOutput: false);
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return Stopwatch.GetElapsedTime(begun);
            }
            catch (HttpRequestException refused) when (refused.StatusCode is null && !_server.HasExited)
            {
                await Task.Delay(10);
            }
        }
    }

    /// <summary>Resident memory now and at most, in MB.</summary>
    public (long Now, long Peak) Memory()
    {
        var status = System.IO.File.ReadAllLines($"/proc/{_server?.Id}/status");
        return (Of("VmRSS:"), Of("VmHWM:"));

        long Of(string name) => long.Parse(
            status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Dies without a word, as by a power cut; what it was just doing is cut off anywhere.</summary>
    public async Task KillAsync()
    {
        _server?.Kill();
        await (_server?.WaitForExitAsync() ?? Task.CompletedTask);
    }

    /// <summary>Starts a verb and kills it after that time, unless it was quicker.</summary>
    /// <returns>False when it had ended by itself.</returns>
    public async Task<bool> RunAndKillAsync(TimeSpan after, params string[] verb)
    {
        using var process = Start([Program, .. verb], keepOutput: true);
        try
        {
            await process.WaitForExitAsync(new CancellationTokenSource(after).Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return true;
        }
    }

    /// <summary>Asks the database itself, past the program.</summary>
    public async Task<IReadOnlyList<(string Key, string Value)>> ReadAsync(string sql)
    {
        await using DbConnection connection = IsPostgres ? new NpgsqlConnection(Connection) : new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetValue(0).ToString() ?? "", reader.GetValue(1).ToString() ?? ""));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            using (Process.Start("kill", ["-TERM", _server.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await _server.WaitForExitAsync();
            }
        }

        _server?.Dispose();
    }

    private static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("SICRM_TEST_POSTGRES") ?? "") { Database = database }.ToString();

    private static string DatabaseOf(int leads, bool sells) => $"sicrm_benchmark_{(sells ? "sales_" : "")}{leads}";

    private async Task<bool> ExistsAsync()
    {
        await using var server = new NpgsqlConnection(ConnectionTo("postgres"));
        await server.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", server);
        command.Parameters.Add(new NpgsqlParameter { Value = DatabaseOf(leads, sells) });
        return (long)(await command.ExecuteScalarAsync() ?? 0L) > 0;
    }

    private Process Start(IEnumerable<string> arguments, bool keepOutput)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = keepOutput, WorkingDirectory = folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Database__Provider"] = provider;
        start.Environment["Database__Path"] = File;
        start.Environment["ConnectionStrings__Postgres"] = Connection;
        start.Environment["PublicUrl"] = "https://localhost";
        start.Environment["Proxies__0"] = "127.0.0.1";
        start.Environment["Jobs__Run"] = "false";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "SiCrm.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it inside the repository.");
        }

        return folder;
    }
}
