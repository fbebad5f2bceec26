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
            await using var site = new Website(options.Provider, size, options.Folder, options.Sales);
            Note(await site.FillAsync() is { } said ? $"{options.Provider} seed scale: {said}" : $"{options.Provider}: {size} leads are there");
            await (options.Sales ? MeasureSalesAsync(site, size, table, options) : MeasureAsync(site, size, table, options));
        }

        Console.WriteLine(table);
        return 0;
    }

    private static async Task MeasureAsync(Website site, int size, ResultTable table, BenchmarkOptions options)
    {
        await site.RunAsync("user", "reset", "coordinator@demo.example", "--password", Password);
        foreach (var seat in (string[])["manager", "rep1", "rep2"])
        {
            await site.RunAsync("user", "reset", $"east1.{seat}@demo.example", "--password", Password);
        }

        table.Note(size, "first page after start, ms", (await site.OpenAsync()).TotalMilliseconds);
        using var desk = await SignedIn.AsAsync(site.Address, "coordinator@demo.example", Password);
        using var rep = await SignedIn.AsAsync(site.Address, "east1.rep1@demo.example", Password);
        using var manager = await SignedIn.AsAsync(site.Address, "east1.manager@demo.example", Password);
        using var friend = await SignedIn.AsAsync(site.Address, "east1.rep2@demo.example", Password);
        await ShareAsync(desk, await Pages.SomeAsync(rep), "east1.rep2@demo.example");
        await MeasurePagesAsync(await Pages.OfAsync(desk, manager, rep, friend), BenchmarkOptions.Connections, size, table, options);
        var lead = Pages.Ids(await desk.ReadAsync("/leads?status=Reclaimed"))[0];
        await SavingAsync(desk, options.Time, n => TransitionAsync(desk, lead, n));
        table.Add(size, "saving a transition", 1, await SavingAsync(desk, options.Time, n => TransitionAsync(desk, lead, n)));
        NoteMemory(site, size, table);
        await FloorAsync(site, size, await desk.FetchAsync("/leads"), table, options);
    }

    private static async Task MeasureSalesAsync(Website site, int size, ResultTable table, BenchmarkOptions options)
    {
        string[] seats = ["gm", "east1.manager", "east1.rep1", .. Pages.Seats];
        foreach (var seat in seats)
        {
            await site.RunAsync("user", "reset", $"{seat}@demo.example", "--password", Password);
        }

        await site.OpenAsync();
        using var all = await SignedIn.AsAsync(site.Address, "gm@demo.example", Password);
        using var manager = await SignedIn.AsAsync(site.Address, "east1.manager@demo.example", Password);
        using var rep = await SignedIn.AsAsync(site.Address, "east1.rep1@demo.example", Password);
        foreach (var seat in Pages.Seats)
        {
            using var visitor = await SignedIn.AsAsync(site.Address, $"{seat}@demo.example", Password);
            await MeasurePagesAsync([new($"home, {seat}", visitor, "/")], [1], size, table, options);
        }

        await MeasurePagesAsync(await Pages.SoldAsync(all, manager, rep), [1], size, table, options);
        var opportunity = Pages.Ids(await all.ReadAsync("/opportunities?stage=4&team=1"), "opportunities")[0];
        await SavingAsync(manager, options.Time, n => MoveAsync(manager, opportunity, n));
        table.Add(size, "saving a move", 1, await SavingAsync(manager, options.Time, n => MoveAsync(manager, opportunity, n)));
        NoteMemory(site, size, table);
        // The machine's pace of the hour, which figures of another hour are divided by.
        await FloorAsync(site, size, await all.FetchAsync("/leads"), table, options);
    }

    private static async Task MeasurePagesAsync(
        IReadOnlyList<BenchmarkPage> pages, IReadOnlyList<int> connections, int size, ResultTable table, BenchmarkOptions options)
    {
        foreach (var page in pages.Where(page => page.Name.Contains(options.Pages, StringComparison.Ordinal)))
        {
            await Measure.WarmUpAsync(n => page.Visitor.FetchAsync(page.Path(n)));
            foreach (var count in connections)
            {
                table.Add(size, page.Name, count, await Measure.OfAsync(count, options.Time, n => page.Visitor.FetchAsync(page.Path(n))));
            }
        }
    }

    private static void NoteMemory(Website site, int size, ResultTable table)
    {
        var (now, peak) = site.Memory();
        table.Note(size, "server memory after all, MB", now);
        table.Note(size, "server memory at most, MB", peak);
    }

    /// <summary>Opens leads to a colleague who does not see them otherwise; some are open to him since the last time.</summary>
    private static async Task ShareAsync(SignedIn desk, IReadOnlyList<string> leads, string to)
    {
        foreach (var path in leads.Select(lead => $"/leads/{lead}/shares"))
        {
            var page = await desk.ReadAsync(path);
            if (!page.Contains("/end", StringComparison.Ordinal))
            {
                var fields = SignedIn.FieldsOf(page, path);
                (fields["Form.Colleague"], fields["Form.ShareAs"], fields["Form.Level"]) = (to, "Share", "Read");
                await desk.PostAsync(path, fields);
            }
        }
    }

    /// <summary>Disqualifies one lead, or reopens it again.</summary>
    private static async Task<(string Path, Dictionary<string, string> Fields)> TransitionAsync(SignedIn desk, string lead, int n)
    {
        var path = $"/leads/{lead}/{(n % 2 == 0 ? "disqualification" : "reopening")}";
        var fields = SignedIn.FieldsOf(await desk.ReadAsync(path), path);
        (fields["Why"], fields["Reason"]) = ("NoNeed", "They called again");
        return (path, fields);
    }

    /// <summary>Moves one opportunity from Proposal to Bidding, or back again.</summary>
    private static async Task<(string Path, Dictionary<string, string> Fields)> MoveAsync(SignedIn manager, string opportunity, int n)
    {
        var path = $"/opportunities/{opportunity}/stage-moves";
        var fields = SignedIn.FieldsOf(await manager.ReadAsync(path + "/new"), path);
        (fields["To"], fields["Reason"]) = (n % 2 == 0 ? "5" : "4", "They asked for it");
        return (path, fields);
    }

    /// <summary>An even number of saves, so that all is as it was; only the save is timed, not the form before it.</summary>
    private static async Task<Measure> SavingAsync(SignedIn visitor, TimeSpan time, Func<int, Task<(string Path, Dictionary<string, string> Fields)>> next)
    {
        var (times, begun) = (new List<double>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(begun) < time || times.Count % 2 == 1)
        {
            var (path, fields) = await next(times.Count);
            var sent = Stopwatch.GetTimestamp();
            await visitor.PostAsync(path, fields);
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
