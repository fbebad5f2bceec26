using System.Text.RegularExpressions;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>A report's file has what its page shows, and the page what is in the file (product text, section 10).</summary>
public sealed partial class FilesAsShownSpecs
{
    [Theory]
    [EveryDatabase("en", "Norm days")]
    [EveryDatabase("zh-CN", "标准天数")]
    public async Task The_norm_of_a_stage_is_on_the_page_and_in_the_file(DatabaseKind kind, string language, string norm)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var page = await visitor.GetAsync("/reports/stage-funnel");
        var file = await RowsAsync(visitor, "/reports/stage-funnel/export.csv");

        Assert.Contains(norm, page.Find("table.figures thead").TextContent, StringComparison.Ordinal);
        var place = Array.IndexOf(file[0], norm);
        Assert.Equal(
            page.Document.QuerySelectorAll("table.figures:not(.table-narrow) tbody tr td:last-child").Select(cell => cell.TextContent.Trim().Replace("–", "", StringComparison.Ordinal)),
            file.Skip(1).Select(row => row[place]));
    }

    [Theory]
    [EveryDatabase("en", "List", "Of the day", "Backlog")]
    [EveryDatabase("zh-CN", "名单", "当日", "往日待认定")]
    public async Task The_daily_file_has_the_leads_that_still_wait_and_tells_them_from_those_of_the_day(DatabaseKind kind, string language, string part, string day, string backlog)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(change: facts => facts with { Company = "Waiting since yesterday" });
        world.Clock.Pass(TimeSpan.FromDays(1));
        await world.LeadAsync(change: facts => facts with { Company = "New today" });
        var visitor = world.Visit(WorldPeople.Coordinator, language);

        var page = await visitor.GetAsync("/reports/lead-daily?date=2026-11-19");
        var file = await RowsAsync(visitor, "/reports/lead-daily/export.csv?date=2026-11-19");

        Assert.Equal(page.Document.QuerySelectorAll("main .table:not(.figures):not(.table-narrow) tbody td.company > bdi").Select(cell => cell.TextContent), file.Skip(1).Select(row => row[4]));
        Assert.Equal([part, day, backlog], file.Select(row => row[^1]));
        Assert.Equal(["leads", "waiting"], page.Document.QuerySelectorAll("main [role=region]:has(> .table:not(.figures))").Select(region => region.GetAttribute("aria-labelledby")));
    }

    [Theory]
    [EveryDatabase("en", "Last activity")]
    [EveryDatabase("zh-CN", "最近往来")]
    public async Task The_last_touch_of_a_key_project_is_among_all_columns(DatabaseKind kind, string language, string column)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Touched", verbs: (opportunity, stamp) =>
        {
            opportunity.Edit(opportunity.Facts with { IsStrategic = true }, stamp);
            opportunity.Worked(new DateTime(2026, 11, 16, 4, 0, 0, DateTimeKind.Utc));
        });
        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/key-projects?all=true");

        var place = page.Document.QuerySelectorAll("main table thead th").Index().First(head => head.Item.TextContent == column).Index;
        Assert.Contains("2026-11-16", page.Find($"main table tbody tr td:nth-child({place + 1})").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll("#means + dl dt"), name => name.TextContent == column);
    }

    [Theory]
    [EveryDatabase("en", "Person", "Person")]
    [EveryDatabase("en", "Team", "Team")]
    [EveryDatabase("zh-CN", "Team", "团队")]
    [EveryDatabase("zh-CN", "Region", "大区")]
    public async Task The_appraisal_s_file_is_headed_by_whose_rows_it_has(DatabaseKind kind, string language, string by, string head)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var page = await visitor.GetAsync($"/reports/performance?period=2026-Q2&by={by}");
        var file = await RowsAsync(visitor, $"/reports/performance/export.csv?period=2026-Q2&by={by}");

        Assert.Equal((head, head), (page.Find("table.figures th").TextContent, file[0][0].TrimStart('\uFEFF')));
    }

    private static async Task<IReadOnlyList<string[]>> RowsAsync(Visitor visitor, string address) =>
        [.. (await visitor.GetAsync(address)).Text.Trim().Split("\r\n").Select(line => Comma().Split(line))];

    /// <summary>Not within quotes.</summary>
    [GeneratedRegex(""",(?=(?:[^"]*"[^"]*")*[^"]*$)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comma();
}
