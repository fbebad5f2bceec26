using System.Net;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>What changes how people are measured says why, and that stays.</summary>
public sealed class SchemeReasonSpecs
{
    [Theory]
    [EveryDatabase("en", "Say why")]
    [EveryDatabase("zh-CN", "请填写原因")]
    public async Task A_scheme_that_begins_before_today_says_why_at_its_reason_and_keeps_it(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var boss = world.Visit(WorldPeople.GeneralManager, language);
        var page = await boss.GetAsync("/appraisal/scheme");

        var refused = await boss.SendAsync(page, "main form", ("Form.ValidFrom", "2026-11-01"));
        var saved = await boss.SendAsync(refused, "main form", ("Form.Reason", "Agreed in October"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (refused.Status, saved.Status));
        Assert.Contains(said, refused.Find("#Form_Reason-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("Agreed in October", (await boss.GetAsync("/appraisal/scheme")).Find("section[aria-labelledby=versions]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "nothing is to be signed")]
    [EveryDatabase("zh-CN", "目标为 0")]
    public async Task A_target_of_nothing_says_why_and_keeps_it(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var boss = world.Visit(WorldPeople.GeneralManager, language);
        var page = await boss.GetAsync("/targets?on=2026-10-01");

        var refused = await boss.SendAsync(page, "main form", ("Form.Whose", "Company"), ("Form.Amount", "0"));
        var saved = await boss.SendAsync(page, "main form", ("Form.Whose", "Company"), ("Form.Amount", "0"), ("Form.Reason", "Wound up"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (refused.Status, saved.Status));
        Assert.Contains(said, refused.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Contains("Wound up", (await boss.GetAsync("/targets?on=2026-10-01")).Find("main tbody").TextContent, StringComparison.Ordinal);
    }
}
