using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SiCrm.Tests.Browser;

/// <summary>A window on the program; it remembers what the browser complained about.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Tab(IBrowserContext context, IPage page, Look look)
    {
        _context = context;
        Page = page;
        Look = look;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public Look Look { get; }

    /// <summary>Script errors, missing files and what the content security policy blocked.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task<IResponse?> GoAsync(string address)
    {
        var answer = await Page.GotoAsync(address);
        await KeepPictureAsync(address);
        return answer;
    }

    /// <summary>What axe finds that is serious or worse, by WCAG 2.2 A and AA and its best practices.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var found = await Page.RunAxe();
        return
        [
            .. from rule in found.Violations
               where rule.Impact is "serious" or "critical"
               from node in rule.Nodes
               select $"{Page.Url} {Look} {rule.Id}: {node.Html}",
        ];
    }

    /// <summary>How many pixels the page is wider than its window.</summary>
    public Task<int> OverhangAsync() =>
        Page.EvaluateAsync<int>("Math.max(0, document.scrollingElement.scrollWidth - document.documentElement.clientWidth)");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary><c>SICRM_PICTURES</c> names a folder that wants to have a picture of everything that was visited.</summary>
    private async Task KeepPictureAsync(string address)
    {
        if (Environment.GetEnvironmentVariable("SICRM_PICTURES") is not { Length: > 0 } folder) return;
        var name = string.Join('-', address.Split('/', '?', '&', '=').Where(part => part.Length > 0).DefaultIfEmpty("home"));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{Look}.png"), FullPage = true });
    }
}
