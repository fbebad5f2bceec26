using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SiCrm.Benchmarks;

/// <summary>
/// Kills the program in the middle of its work, again and again: four people who save at the same time, and imports. Whatever
/// was acknowledged must be there once, a cut-off import must go on to the last row, and <c>check</c> must find nothing.
/// </summary>
internal sealed class Kills(string provider, int times, string folder)
{
    private const string Password = "correct horse battery 42";
    private const int Rows = 20_000;

    private readonly Random _chance = new(20_26_11);
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly List<double> _ready = [];
    private int _interrupted;

    public async Task<int> RunAsync()
    {
        await using var site = new Website(provider, 1_000, folder);
        await site.FillAsync();
        await site.RunAsync("user", "reset", "coordinator@demo.example", "--password", Password);
        await site.OpenAsync();
        var people = new List<SignedIn>();
        for (var i = 0; i < 4; i++)
        {
            people.Add(await SignedIn.AsAsync(site.Address, "coordinator@demo.example", Password));
        }

        for (var round = 1; round <= times; round++)
        {
            await (round % 2 == 0 ? ImportAsync(site, round) : SaveAsync(site, people, round));
            await site.RunAsync("check");
            Console.WriteLine($"{provider} kill {round}: {_acknowledged.Count} acknowledged saves are there, {_interrupted} imports were cut off, check is clean");
        }

        people.ForEach(person => person.Dispose());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{provider}: {times} kills, {_acknowledged.Count} acknowledged saves, none lost or doubled; {_interrupted} imports of {Rows} rows cut off and gone on with; ready again after {_ready.Max():0.0} s at most"));
        return 0;
    }

    private async Task SaveAsync(Website site, IReadOnlyList<SignedIn> people, int round)
    {
        if (round > 1)
        {
            _ready.Add((await site.OpenAsync()).TotalSeconds);
        }

        var work = people.Select((person, i) => WorkAsync(person, $"r{round}p{i}")).ToList();
        await Task.Delay(_chance.Next(500, 5_000));
        await site.KillAsync();
        await Task.WhenAll(work);
        var there = (await site.ReadAsync("SELECT \"Company\", \"Status\" FROM \"Leads\" WHERE \"Company\" LIKE 'Kill %'")).ToLookup(row => row.Key, row => row.Value);
        var wrong = _acknowledged.Where(saved => !there[saved.Key].SequenceEqual([saved.Value]) && !WasOneFurther(saved.Value, [.. there[saved.Key]])).ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidOperationException($"Lost or doubled: {string.Join(", ", wrong.Select(saved => $"{saved.Key} {saved.Value} is {string.Join('+', there[saved.Key])}"))}");
        }
    }

    /// <summary>The next save may have been kept while the answer to it was cut off.</summary>
    private static bool WasOneFurther(string acknowledged, IReadOnlyList<string> there) => acknowledged == "New" && there is ["Disqualified"];

    /// <summary>Captures a lead and disqualifies it, and remembers what was acknowledged, until nobody answers.</summary>
    private async Task WorkAsync(SignedIn person, string name)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var company = $"Kill {name}n{i}";
                var lead = await SendAsync(person, "/leads/new", "/leads", ("Company", company), ("Channel", "Phone"));
                _acknowledged[company] = "New";
                await SendAsync(person, $"{lead}/disqualification", $"{lead}/disqualification", ("Why", "NoNeed"));
                _acknowledged[company] = "Disqualified";
            }
        }
        catch (HttpRequestException)
        {
            // It was killed.
        }
    }

    private static async Task<string> SendAsync(SignedIn person, string form, string action, params (string Name, string Value)[] typed)
    {
        var fields = SignedIn.FieldsOf(await person.ReadAsync(form), action);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        return await person.PostAsync(action, fields);
    }

    private async Task ImportAsync(Website site, int round)
    {
        await site.KillAsync();
        var file = Path.Combine(folder, $"leads-{round}.csv");
        var text = new StringBuilder("number,company,phone,email,campaign\n");
        for (var i = 0; i < Rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"K{round}-{i},Import {round}-{i} Ltd,021-5{round:000}{i:00000},a@i{round}-{i}.example,import-{round}\n");
        }

        await File.WriteAllTextAsync(file, text.ToString());
        for (var tries = 0; tries < 3 && await site.RunAndKillAsync(TimeSpan.FromMilliseconds(_chance.Next(1_000, 5_000)), "import", "leads", file); tries++)
        {
            _interrupted++;
        }

        await site.RunAsync("import", "leads", file);
        var counted = (await site.ReadAsync($"SELECT count(*), count(DISTINCT \"Number\") FROM \"Leads\" WHERE \"Campaign\" = 'import-{round}'"))[0];
        if (counted != (Rows.ToString(CultureInfo.InvariantCulture), Rows.ToString(CultureInfo.InvariantCulture)))
        {
            throw new InvalidOperationException($"Import {round}: {counted.Key} rows, {counted.Value} numbers, of {Rows}");
        }

        File.Delete(file);
    }
}
