using System.Globalization;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Commands;

/// <summary>The language of the terminal (<c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c>) if it is one of ours, else the company's.</summary>
internal static class CommandLanguage
{
    public static void Use(CompanySettings settings) => Use(OfTerminal() ?? settings.Language);

    /// <summary>For what is said before the company is known.</summary>
    public static void UseTerminals() => Use(OfTerminal() ?? "en");

    private static void Use(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = culture;
    }

    private static string? OfTerminal()
    {
        string[] places = ["LC_ALL", "LC_MESSAGES", "LANG"];
        var locale = places.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN"
            : locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : null;
    }
}
