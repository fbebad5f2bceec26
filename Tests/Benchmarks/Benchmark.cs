using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SiCrm.Benchmarks;

/// <summary>Fills, starts, signs in, drives the pages, and prints one table for all sizes.</summary>
internal static class Benchmark
{
    private const string Password = "correct horse battery 42";

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var table = new ResultTable(options);
        foreach (var size in options.Sizes)
        {
            await using var site = new Website(options.Provider, size, options.Folder);
            Note(await site.FillAsync() is { } said ? $"{options.Provider} seed scale: {said}" : $"{options.Provider}: {size} leads are there");
            await MeasureAsync(site, size, table, options);
        }

        Console.WriteLine(table);
        return 0;
    }

    private static async Task MeasureAsync(Website site, int size, ResultTable table, BenchmarkOptions options)
    {
        await site.RunAsync("user", "reset", "coordinator@demo.example", "--password", Password);
        await site.RunAsync("user", "reset", "east1.rep1@demo.example", "--password", Password);
        table.Note(size, "first page after start, ms", (await site.OpenAsync()).TotalMilliseconds);
        using var desk = await SignedIn.AsAsync(site.Address, "coordinator@demo.example", Password);
        using var rep = await SignedIn.AsAsync(site.Address, "east1.rep1@demo.example", Password);
        var pages = await Pages.OfAsync(desk, rep);
        foreach (var page in pages.Where(page => page.Name.Contains(options.Pages, StringComparison.Ordinal)))
        {
            await Measure.WarmUpAsync(n => page.Visitor.FetchAsync(page.Path(n)));
            foreach (var connections in BenchmarkOptions.Connections)
            {
                table.Add(size, page.Name, connections,
                    await Measure.OfAsync(connections, options.Time, n => page.Visitor.FetchAsync(page.Path(n))));
            }
        }

        await TransitionsAsync(desk, options.Time);
        table.Add(size, "saving a transition", 1, await TransitionsAsync(desk, options.Time));
        var (now, peak) = site.Memory();
        table.Note(size, "server memory after all, MB", now);
        table.Note(size, "server memory at most, MB", peak);
        await FloorAsync(site, size, await desk.FetchAsync("/leads"), table, options);
    }

    /// <summary>Disqualifies and reopens one lead again and again; only the save is timed, not the form before it.</summary>
    private static async Task<Measure> TransitionsAsync(SignedIn desk, TimeSpan time)
    {
        var lead = Pages.Ids(await desk.ReadAsync("/leads?status=Reclaimed"))[0];
        var (times, begun) = (new List<double>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(begun) < time || times.Count % 2 == 1)
        {
            var path = $"/leads/{lead}/{(times.Count % 2 == 0 ? "disqualification" : "reopening")}";
            var fields = SignedIn.FieldsOf(await desk.ReadAsync(path), path);
            (fields["Why"], fields["Reason"]) = ("NoNeed", "They called again");
            var sent = Stopwatch.GetTimestamp();
            await desk.PostAsync(path, fields);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return Measure.Of([.. times.Order()], times.Sum() / 1000, 0);
    }

    private static async Task FloorAsync(Website site, int size, int bytes, ResultTable table, BenchmarkOptions options)
    {
        var connection = site.IsPostgres ? site.Connection : new SqliteConnectionStringBuilder { DataSource = site.File }.ToString();
        using var floor = Process.Start(Environment.ProcessPath ?? "dotnet",
            [.. Environment.GetCommandLineArgs().Take(1).Where(_ => Environment.ProcessPath?.EndsWith("dotnet", StringComparison.Ordinal) == true),
                "floor", options.Provider, connection, bytes.ToString(CultureInfo.InvariantCulture)]);
        using var client = new HttpClient { BaseAddress = new Uri(Floor.Address) };
        await Task.Delay(1_000);
        foreach (var (name, path) in new[] { ("floor: as many bytes", "/bytes"), ("floor: the list's rows by ADO", "/rows") })
        {
            foreach (var connections in BenchmarkOptions.Connections)
            {
                table.Add(size, name, connections, await Measure.OfAsync(
                    connections, options.Time, async _ => (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length));
            }
        }

        floor.Kill();
        await floor.WaitForExitAsync();
    }

    private static void Note(string line) => Console.Error.WriteLine(line);
}
