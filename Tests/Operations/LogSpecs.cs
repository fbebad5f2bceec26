using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

/// <summary>The lines of the program as an operator runs it: another process, in Production.</summary>
public sealed partial class LogSpecs
{
    [Fact]
    public async Task Every_request_is_one_line_of_JSON_with_its_id_and_nothing_that_is_secret()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var program = await ServedAsync(database);
        await program.GetAsync("/sign-in?back=%2Fleads%3Fq%3Dsecretcompany");
        await program.GetAsync("/nowhere/one%0Atwo");
        await program.GetAsync("/calendar/feed/secretfeed.ics");
        using (var form = new FormUrlEncodedContent([new("Form.Email", "sam.sales@example.com"), new("Form.Password", "my secret words")]))
        {
            await program.Http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        }

        var lines = await program.StopAsync();

        var requests = lines.Where(line => line.Category.EndsWith("RequestLog", StringComparison.Ordinal)).ToList();
        Assert.Equal([("GET", "/sign-in", "200"), ("GET", "/nowhere/one\ntwo", "302"), ("GET", "/calendar/feed/…", "404"), ("POST", "/sign-in", "400")],
            requests.Select(line => (line.State("Method"), line.State("Path"), line.State("Status"))));
        Assert.All(requests, line => Assert.Matches("^[0-9A-Z]{13}:[0-9A-F]{8}$", line.RequestId));
        Assert.Equal(4, requests.Select(line => line.RequestId).Distinct().Count());
        var all = string.Join('\n', lines.Select(line => line.Text));
        foreach (var secret in new[] { "my secret words", "sam.sales", "secretcompany", "secretfeed" })
        {
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<Served> ServedAsync(TestDatabase database)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = $"http://{probe.LocalEndpoint}";
        probe.Stop();
        var start = CommandRun.Start([.. database.Settings, new("ASPNETCORE_URLS", address), new("Proxies:0", "127.0.0.1")], Path.GetTempPath());
        var served = new Served(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."), new Uri(address));
        await served.ReadyAsync();
        return served;
    }

    private sealed class Served : IDisposable
    {
        private readonly Process _process;
        private readonly Task<string> _output;

        public Served(Process process, Uri address)
        {
            (_process, _output) = (process, process.StandardOutput.ReadToEndAsync());
            Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
            Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            _ = process.StandardError.ReadToEndAsync();
        }

        public HttpClient Http { get; }

        public async Task ReadyAsync()
        {
            for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(30) && !_process.HasExited; await Task.Delay(100))
            {
                try
                {
                    await GetAsync("/health/live");
                    return;
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }
            }

            throw new InvalidOperationException("The program did not answer.");
        }

        public async Task GetAsync(string path) => (await Http.GetAsync(new Uri(path, UriKind.Relative))).Dispose();

        public async Task<IReadOnlyList<Line>> StopAsync()
        {
            using (var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await stop.WaitForExitAsync();
            }

            await _process.WaitForExitAsync();
            return [.. (await _output).Split('\n').Where(line => line.StartsWith('{')).Select(line => new Line(line))];
        }

        public void Dispose()
        {
            Http.Dispose();
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }

    private sealed record Line(string Text)
    {
        private readonly JsonElement _json = JsonDocument.Parse(Text).RootElement;

        public string Category => _json.GetProperty(nameof(Category)).GetString() ?? "";

        public string RequestId => RequestIdText().Match(_json.GetProperty("Scopes").ToString()).Groups[1].Value;

        public string State(string name) => _json.GetProperty("State").GetProperty(name).ToString();
    }

    [GeneratedRegex("\"RequestId\":\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex RequestIdText();
}
