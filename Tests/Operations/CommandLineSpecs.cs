using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

public sealed class CommandLineSpecs
{
    [Theory, EveryDatabase]
    public async Task Settings_are_set_and_read(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, withWorld: false);
        (await CommandRun.OfAsync(database, "settings", "set", "TimeZone", "Europe/Berlin")).Succeeds();
        Assert.Equal("Europe/Berlin\n", (await CommandRun.OfAsync(database, "settings", "get", "timezone")).Succeeds());
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("settings")]
    [InlineData("settings", "get", "Colour")]
    [InlineData("settings", "set", "TimeZone", "Middle/Earth")]
    [InlineData("settings", "set", "Currency")]
    [InlineData("migrate", "now")]
    [InlineData("check", "--all")]
    [InlineData("user", "add", "a@b.example", "A")]
    [InlineData("user", "add", "a@b.example", "A", "--role", "King")]
    public async Task Wrong_use_shows_the_usage_and_ends_with_2(params string[] words)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, withWorld: false);
        var run = await CommandRun.OfAsync(database, words);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("usage:", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_new_database_is_made_where_the_current_directory_says()
    {
        using var folder = new TempFolder();
        var run = await CommandRun.OfAsync([new("Database:Path", "fresh/new.db")], folder.Path, "settings", "get", "Currency");
        Assert.Equal((0, "CNY\n", ""), (run.ExitCode, run.Output, run.Errors));
        Assert.True(File.Exists(folder.File("fresh/new.db")));
    }

    [Fact]
    public async Task What_only_looks_does_not_make_a_database()
    {
        using var folder = new TempFolder();
        (await CommandRun.OfAsync([new("Database:Path", "typo.db")], folder.Path, "check")).FailsWithOneLine(1);
        Assert.False(File.Exists(folder.File("typo.db")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("a.db"), new string('x', 5000));
        (await CommandRun.OfAsync([new("Database:Path", "a.db")], folder.Path, "settings", "get")).FailsWithOneLine(1);
    }

    [Theory]
    [InlineData("sales-by-time", "--to")]
    [InlineData("contract-execution", "--to")]
    [InlineData("stage-funnel", "--until")]
    [InlineData("presales-cost", "--until")]
    public async Task A_report_whose_period_ends_before_it_starts_is_wrong_use(string report, string until)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var run = await CommandRun.OfAsync(database, "report", report, "--from", "2026-12-31", until, "2026-01-01");
        run.FailsWithOneLine(2);
        Assert.StartsWith("The period ends before it starts: from 2026-12-31 to 2026-01-01.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lead-promotion", "--week", "abc")]
    [InlineData("opportunity-promotion", "--week", "2017-W60")]
    [InlineData("workload", "--weeks", "99")]
    [InlineData("sales-by-time", "--from", "0001-01-01")]
    [InlineData("stage-funnel", "--until", "2026-02-30")]
    [InlineData("sales-forecast", "--as-of", "2899-01-01")]
    [InlineData("performance", "--period", "2026-Q9")]
    [InlineData("regional-sales", "--by", "foo")]
    [InlineData("regional-sales", "--split", "foo")]
    [InlineData("sales-by-time", "--split", "Industry")]
    [InlineData("regional-sales", "--region", "Nowhere")]
    [InlineData("key-projects", "--week", "2026-W01")]
    public async Task A_time_that_no_report_can_be_about_is_wrong_use(string report, string option, string value)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var run = await CommandRun.OfAsync(database, "report", report, option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Errors);
    }

    [Theory]
    [EveryDatabase("--region", "East")]
    [EveryDatabase("--team", "East 1")]
    [EveryDatabase("--split", "industry")]
    public async Task A_report_of_sales_is_narrowed_and_split_by_name(DatabaseKind kind, string option, string value)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await CommandRun.OfAsync(database, "user", "add", "nina@example.com", "Nina New", "--role", "Sales,SalesManager", "--team", "East 1");
        Assert.Equal("region,contracts", (await CommandRun.OfAsync(database, "report", "regional-sales", option, value)).Succeeds()[..16]);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_is_added_and_gets_a_new_password(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var added = await CommandRun.OfAsync(database, "user", "add", "nina@example.com", "Nina New", "--role", "Sales,SalesManager", "--team", "East 1");
        Assert.Equal(0, added.ExitCode);
        Assert.Matches("^Password: [a-z0-9]{20}\n$", added.Succeeds());
        Assert.Contains("nina@example.com\tNina New\tSales,SalesManager\n", (await CommandRun.OfAsync(database, "user", "list")).Succeeds(), StringComparison.Ordinal);
        var reset = await CommandRun.OfAsync(database, "user", "reset", "nina@example.com");
        Assert.Matches("^Password: [a-z0-9]{20}\n$", reset.Succeeds());
        Assert.NotEqual(added.Output, reset.Output);
        (await CommandRun.OfAsync(database, "user", "reset", "nobody@example.com")).FailsWithOneLine(1);
        (await CommandRun.OfAsync(database, "user", "add", "nina@example.com", "Nina Twice", "--role", "Sales")).FailsWithOneLine(1);
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_terminal()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, withWorld: false);
        var run = await CommandRun.OfAsync([.. database.Settings, new("LANG", "zh_CN.UTF-8")], Path.GetTempPath(), "migrate");
        Assert.Equal("已应用的迁移：0\n", run.Output);
    }
}
