using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Settings;

[Route("settings")]
[Authorize(Policies.Administer)]
public sealed class SettingsController(CrmDbContext db, TimeProvider clock, FactorDuty duty, Auditor audit, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> Edit() => await PageAsync(SettingsForm.Of(Db.Company.Settings, await duty.RolesAsync()), new CalendarDayForm());

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
            await NoteAsync(form);
            await duty.SetAsync(form.SecondFactorRoles);
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
            return await PageAsync(SettingsForm.Of(Db.Company.Settings, await duty.RolesAsync()), form);
        }

        await Db.WriteAsync(async () =>
        {
            await Db.CalendarDays.Where(known => known.Day == day).ExecuteDeleteAsync();
            audit.Note(AuditKind.SettingsChanged, details: AuditDetails.Of(new AuditChange("Day", null, $"{Show.Day(day)} {words.Of(form.Kind)}")));
            Db.CalendarDays.Add(new CalendarDay(day, form.Kind == CalendarDayKind.Holiday));
            await Db.SaveChangesAsync();
        });
        await Db.ReadCompanyAsync();
        return LocalRedirect("/settings#days");
    }

    [HttpPost("days/{day}/removal")]
    public async Task<IActionResult> DestroyDay(DateOnly day)
    {
        await Db.WriteAsync(async () =>
        {
            await Db.CalendarDays.Where(known => known.Day == day).ExecuteDeleteAsync();
            await audit.WriteAsync(AuditKind.SettingsChanged, details: AuditDetails.Of(new AuditChange("Day", Show.Day(day), null)));
        });
        await Db.ReadCompanyAsync();
        return LocalRedirect("/settings#days");
    }

    /// <summary>What is different from before, as one line of the log.</summary>
    private async Task NoteAsync(SettingsForm form)
    {
        var before = SettingsForm.Of(Db.Company.Settings, await duty.RolesAsync());
        var changes = AuditDetails.Of(CompanySettings.Keys.Append(FactorDuty.SettingKey)
            .Select(key => new AuditChange(key, before.ValueOf(key), form.ValueOf(key))));
        if (changes is not null)
        {
            audit.Note(AuditKind.SettingsChanged, details: changes);
            await Db.SaveChangesAsync();
        }
    }

    private async Task<IActionResult> PageAsync(SettingsForm form, CalendarDayForm day) => View("Settings", new SettingsPage(
        form, day, await Db.CalendarDays.AsNoTracking().Where(known => known.Day >= Today.AddDays(-400)).OrderBy(known => known.Day).Take(400).ToListAsync()));
}
