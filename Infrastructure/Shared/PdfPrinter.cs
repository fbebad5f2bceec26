using System.Diagnostics;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// Makes a PDF of a page by a Chromium that is on the machine; where there is none, nothing offers it. The page comes as one
/// piece and forbids by its own policy that anything is run: the browser reaches no network, and is ended when it takes too long.
/// </summary>
/// <param name="configured">Where it is; null: looked for in the path; empty: none is wanted.</param>
public sealed class PdfPrinter(string? configured) : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lazy<string?> _browser = new(() => configured is null ? InPath() : File.Exists(configured) ? configured : null);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public bool IsThere => _browser.Value is not null;

    /// <summary>Null where it can't be made in time.</summary>
    public async Task<byte[]?> PrintAsync(string html, CancellationToken cancel)
    {
        if (_browser.Value is not { } browser)
        {
            return null;
        }

        await _turn.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("sicrm-pdf-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, html, cancel);
            return await RunAsync(browser, folder.FullName, page, cancel);
        }
        finally
        {
            _turn.Release();
            TryDelete(folder);
        }
    }

    public void Dispose() => _turn.Dispose();

    private static async Task<byte[]?> RunAsync(string browser, string folder, string page, CancellationToken cancel)
    {
        var pdf = Path.Combine(folder, "page.pdf");
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder,
        };
        foreach (var argument in Arguments(folder, pdf).Append(new Uri(page).AbsoluteUri))
        {
            start.ArgumentList.Add(argument);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start);
        if (process is null)
        {
            return null;
        }

        try
        {
            await Task.WhenAll(process.StandardError.ReadToEndAsync(patience.Token), process.StandardOutput.ReadToEndAsync(patience.Token), process.WaitForExitAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            return null;
        }

        return process.ExitCode == 0 && File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancel) : null;
    }

    /// <summary>Chromium's own walls stay up, but for the one account that it does not start with them.</summary>
    private static IEnumerable<string> Arguments(string folder, string pdf) =>
    [
        "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={pdf}",
        .. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : [],
    ];

    private static string? InPath() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        let file = Path.Combine(folder, name)
        where File.Exists(file)
        select file).FirstOrDefault();

    /// <summary>The browser may still hold its profile for a moment; what is left lies in the machine's temporary folder.</summary>
    private static void TryDelete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            return;
        }
        catch (UnauthorizedAccessException)
        {
            return;
        }
    }
}
