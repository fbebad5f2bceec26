using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Settings;

[Route("settings")]
[Authorize(Policies.Administer)]
public sealed class SettingsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public Task<IActionResult> Edit() => PageAsync(SettingsForm.Of(Db.Company.Settings), new CalendarDayForm());

    [HttpPost]
    public async Task<IActionResult> Update([Bind(Prefix = "Form")] SettingsForm form)
    {
        foreach (var key in CompanySettings.Keys.Where(key => Db.Company.Settings.With(key, form.ValueOf(key)) is null))
        {
            ModelState.AddModelError($"Form.{key}", words[$"Access.Settings.Wrong.{key}"]);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(form, new CalendarDayForm());
        }

        await Db.WriteAsync(async () =>
        {
            foreach (var key in CompanySettings.Keys)
            {
                await Db.SetAsync(key, form.ValueOf(key));
            }
        });
        Say(words["Access.Settings.Saved"]);
        return LocalRedirect("/settings");
    }

    [HttpPost("days")]
    public async Task<IActionResult> CreateDay([Bind(Prefix = "DayForm")] CalendarDayForm form)
    {
        if (!ModelState.IsValid || form.Day is not { } day)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(SettingsForm.Of(Db.Company.Settings), form);
        }

        await Db.WriteAsync(async () =>
        {
            await Db.CalendarDays.Where(known => known.Day == day).ExecuteDeleteAsync();
            Db.CalendarDays.Add(new CalendarDay(day, form.Kind == CalendarDayKind.Holiday));
            await Db.SaveChangesAsync();
        });
        await Db.ReadCompanyAsync();
        return LocalRedirect("/settings#days");
    }

    [HttpPost("days/{day}/removal")]
    public async Task<IActionResult> DestroyDay(DateOnly day)
    {
        await Db.WriteAsync(() => Db.CalendarDays.Where(known => known.Day == day).ExecuteDeleteAsync());
        await Db.ReadCompanyAsync();
        return LocalRedirect("/settings#days");
    }

    private async Task<IActionResult> PageAsync(SettingsForm form, CalendarDayForm day) => View("Settings", new SettingsPage(
        form, day, await Db.CalendarDays.AsNoTracking().Where(known => known.Day >= Today.AddDays(-400)).OrderBy(known => known.Day).Take(400).ToListAsync()));
}
