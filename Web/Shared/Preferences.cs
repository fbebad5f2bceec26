using Microsoft.AspNetCore.Localization;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Shared;

/// <summary>Language and appearance as the browser keeps them; for who is signed in the account keeps them too.</summary>
public static class Preferences
{
    public const string ThemeCookie = "theme";
    public const string System = "system";

    public static readonly IReadOnlyList<string> Themes = ["light", "dark", System];

    public static string ThemeOf(HttpContext http) =>
        http.Request.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : System;

    /// <summary>Null leaves what is there.</summary>
    public static void Keep(HttpContext http, string? language, string? theme)
    {
        if (language is not null)
        {
            var culture = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language));
            http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, culture, Lasting(http));
        }

        if (theme is not null)
        {
            http.Response.Cookies.Append(ThemeCookie, theme, Lasting(http));
        }
    }

    /// <summary>
    /// Where to go on after a switch: the page itself, and after a form was refused the page that it stands on. That is read from where the form
    /// was sent from (see <see cref="NearestPage"/>).
    /// </summary>
    public static string BackOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var own = http.Request.Path + http.Request.QueryString;
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return own;
        }

        return ErrorPage.BackOf(http.Request) ?? NearestPage.Of(http, own) ?? "/";
    }

    private static CookieOptions Lasting(HttpContext http) => new()
    {
        HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true,
    };
}
