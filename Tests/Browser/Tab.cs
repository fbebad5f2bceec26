using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SiCrm.Tests.Browser;

/// <summary>A window on the program; it remembers what the browser complained about.</summary>
public sealed class Tab : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Tab(IBrowserContext context, IPage page, Look look)
    {
        _context = context;
        Page = page;
        Look = look;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    private const float LongestMaking = 120_000;

    public IPage Page { get; }

    public Look Look { get; }

    /// <summary>Script errors, missing files and what the content policy blocked, since the last time.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        var taken = _complaints.ToArray();
        _complaints.Clear();
        return taken;
    }

    public async Task<IResponse?> GoAsync(string address)
    {
        var answer = await Page.GotoAsync(address);
        if (await Page.Locator("main #making").CountAsync() > 0)
        {
            // The page of a report that takes long asks for itself again and again until the report is there.
            await Page.Locator("main #making").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = LongestMaking });
            await Page.WaitForLoadStateAsync();
        }

        await KeepPictureAsync(address);
        return answer;
    }

    /// <summary>
    /// What axe finds that is serious or worse, by WCAG 2.2 A and AA and its best practices. It is run in the page itself: what the
    /// package offers opens a second page for every first one, which takes three times as long.
    /// </summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>("""
            () => axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations
              .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
              .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)))
            """);
    }

    /// <summary>Keys for which there are no words: the program writes them in brackets, <c>[Feature.Name]</c>.</summary>
    public async Task<IReadOnlyList<string>> WordlessAsync() =>
        await Page.EvaluateAsync<string[]>(@"() => [...new Set(document.documentElement.outerHTML.match(/\[[A-Z]\w+\.[\w-]+(?:\.[\w-]+)*\]/g) ?? [])]");

    /// <summary>By how much the page is wider than its window, and what sticks out; nothing when it fits.</summary>
    public async Task<IReadOnlyList<string>> OverhangAsync() =>
        await Page.EvaluateAsync<string[]>("""
            () => {
              const width = document.documentElement.clientWidth;
              const over = document.scrollingElement.scrollWidth - width;
              if (over <= 0) return [];
              const out = [...document.body.querySelectorAll('*')].filter(part => part.getBoundingClientRect().right > width + 0.5);
              return [`${over} px too wide: ${out.slice(-3).map(part => part.outerHTML.slice(0, 160)).join(' | ')}`];
            }
            """);

    /// <summary>
    /// What can be pressed but is smaller than a finger: 44 pixels each way. A link within a text is as high as the
    /// text, a box to tick is as large as its label, what is reached only by the keyboard needs no finger, and what is hidden from everybody
    /// is there for the Enter key alone.
    /// </summary>
    public async Task<IReadOnlyList<string>> SmallTargetsAsync() =>
        await Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
              .filter(target => target.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !target.closest('[aria-hidden=true]'))
              .filter(target => getComputedStyle(target).display !== 'inline')
              .map(target => [target, target.matches('[type=checkbox], [type=radio]') && target.labels[0]])
              .map(([target, label]) => [target.outerHTML.slice(0, 160), (label || target).getBoundingClientRect()])
              .filter(([, box]) => box.right > 0 && box.bottom > 0 && Math.min(box.width, box.height) < 43.5)
              .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)
            """);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary><c>SICRM_PICTURES</c> names a folder for pictures of everything that was visited.</summary>
    private async Task KeepPictureAsync(string address)
    {
        if (Environment.GetEnvironmentVariable("SICRM_PICTURES") is not { Length: > 0 } folder) return;
        var parts = address.Split('/', '?', '&', '=').Where(part => part.Length > 0);
        var name = string.Join('-', parts.DefaultIfEmpty("home"));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{Look}.png"), FullPage = true });
    }
}
