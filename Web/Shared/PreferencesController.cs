using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace SiCrm.Web.Shared;

/// <summary>The language and appearance switch of the top bar, also for visitors.</summary>
[Route("preferences")]
[AllowAnonymous]
[AutoValidateAntiforgeryToken]
public sealed class PreferencesController : Controller
{
    [HttpPost]
    public IActionResult Update(string? language, string? theme, string? back)
    {
        if (Languages.All.Any(known => known.Name == language))
        {
            Preferences.KeepLanguage(HttpContext, language ?? "en");
        }

        if (theme is not null && Preferences.Themes.Contains(theme))
        {
            Preferences.KeepTheme(HttpContext, theme);
        }

        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
