using Microsoft.Playwright;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>
/// One browser for all tests of a run, started by the first that needs it. Where Chromium is not installed its tests
/// are skipped, visibly; where everything is required (<c>SICRM_REQUIRE_ALL=1</c>) they fail instead.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
    ];

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Chromium() => _browser = new(LaunchAsync);

    /// <summary>Where the browser lies; <c>SICRM_CHROMIUM</c> names another place.</summary>
    public static string? Program { get; } =
        new[] { Environment.GetEnvironmentVariable("SICRM_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser" }
            .FirstOrDefault(File.Exists);

    public static void SkipWithout()
    {
        if (!EveryDatabaseAttribute.RequireAll) Assert.SkipWhen(Program is null, "Chromium is not installed");
    }

    public Task<IBrowser> BrowserAsync() => _browser.Value;

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated) await (await _browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program ?? throw new InvalidOperationException("Chromium is required, but not installed."),
            Args = Arguments,
        });
    }
}
