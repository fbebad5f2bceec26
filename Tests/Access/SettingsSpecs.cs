using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class SettingsSpecs
{
    [Theory, EveryDatabase]
    public async Task Settings_are_kept_and_count_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);

        var saved = await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']",
            ("Form.TimeZone", "Europe/Amsterdam"), ("Form.Currency", "EUR"), ("Form.FiscalYearStart", "4"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        var page = await admin.GetAsync("/settings");
        Assert.Equal("EUR", page.Find("[name='Form.Currency']").GetAttribute("value"));
        await using var db = world.Open();
        Assert.Equal("Europe/Amsterdam", (await db.Settings.SingleAsync(setting => setting.Key == "TimeZone")).Value);
    }

    [Theory]
    [InlineData("Form.TimeZone", "Europe/Atlantis")]
    [InlineData("Form.Currency", "eu")]
    [InlineData("Form.FiscalYearStart", "13")]
    [InlineData("Form.FiscalPeriod", "Fortnight")]
    [InlineData("Form.Language", "fr")]
    public async Task A_value_that_is_none_is_refused_beside_its_field_and_nothing_is_kept(string field, string value)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var admin = world.Visit(WorldPeople.Administrator);

        var refused = await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']", (field, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Document.QuerySelector($"#{field.Replace('.', '_')}-error"));
        await using var db = world.Open();
        Assert.False(await db.Settings.AnyAsync(setting => setting.Key == field.Substring(5)));
    }

    [Theory, EveryDatabase]
    public async Task A_holiday_is_typed_as_people_speak_and_taken_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);

        await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings/days']", ("DayForm.Day", "下周三"));

        var page = await admin.GetAsync("/settings");
        Assert.Equal("2026-11-25", page.Find(".day-list time").GetAttribute("datetime"));
        await admin.SendAsync(page, ".day-list form");
        Assert.Null((await admin.GetAsync("/settings")).Document.QuerySelector(".day-list time"));
    }
}
