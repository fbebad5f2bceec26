using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Schedules;

public sealed class ScheduleFilterSpecs
{
    [Theory, EveryDatabase]
    public async Task What_narrows_a_schedule_is_said_in_words_before_and_after_it_is_kept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (boss, owner) = (world.Visit(WorldPeople.GeneralManager, "zh-CN"), await world.PersonAsync(WorldPeople.Manager));
        var narrowed = Uri.EscapeDataString($"/reports/sales-by-time?step=quarter&owner={owner.Id}&from=2026-01-01&all=true&noRegion=false");
        var form = await boss.GetAsync($"/reports/schedules/new?of={narrowed}");

        await boss.SendAsync(form, "form[action='/reports/schedules']");

        string[] told = ["步长：季度", $"负责人：{owner.Name}", "全部列", "noRegion=false"];
        Assert.Equal(told, form.Document.QuerySelectorAll("form .in-words strong").Select(filter => filter.TextContent));
        Assert.Equal(told, (await boss.GetAsync("/reports/schedules")).Document.QuerySelectorAll("main td small.quiet").Select(filter => filter.TextContent));
    }
}
