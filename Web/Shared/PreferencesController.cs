using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared;

/// <summary>The language and appearance switch of the top bar, also for visitors; kept by browser, and with the account.</summary>
[Route("preferences")]
[AllowAnonymous]
public sealed class PreferencesController(CrmDbContext db, TimeProvider clock, SignIns signIns) : CrmController(db, clock)
{
    [HttpPost]
    public async Task<IActionResult> Update(string? language, string? theme, string? back)
    {
        language = Languages.All.FirstOrDefault(known => known.Name == language)?.Name;
        theme = Preferences.Themes.FirstOrDefault(known => known == theme);
        Preferences.Keep(HttpContext, language, theme);
        if (Viewer.PersonId is { } person)
        {
            await KeepAsync(person, language, theme);
        }

        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }

    private async Task KeepAsync(long person, string? language, string? theme)
    {
        var account = await Db.Users.SingleAsync(user => user.PersonId == person);
        account.Language = language ?? account.Language;
        account.Theme = theme ?? account.Theme;
        await Db.SaveChangesAsync();
        if (language is not null)
        {
            await signIns.RenewAsync(account, User);
        }
    }
}
