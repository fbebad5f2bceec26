namespace SiCrm.Web.Access.Me;

/// <summary>What a browser calls itself, in the words by which people know it.</summary>
internal static class BrowserName
{
    /// <summary>The more particular first: each claims to be those after it.</summary>
    private static readonly (string Sign, string Name)[] Programs =
    [
        ("MicroMessenger/", "WeChat"), ("DingTalk", "DingTalk"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("QQBrowser", "QQ"), ("Firefox/", "Firefox"),
        ("HeadlessChrome", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>Null for what is not known.</summary>
    public static (string? Program, string? System) Of(string? browser) => (Find(Programs, browser), Find(Systems, browser));

    private static string? Find((string Sign, string Name)[] known, string? browser) =>
        known.FirstOrDefault(pair => browser?.Contains(pair.Sign, StringComparison.Ordinal) == true).Name;
}
