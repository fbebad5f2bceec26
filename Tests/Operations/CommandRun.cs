using System.Diagnostics;
using System.Text;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

/// <summary>A verb of the built program, run as a script does: another process, another directory.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SiCrm.Web.dll");

    public static Task<CommandRun> OfAsync(TestDatabase database, params string[] words) =>
        OfAsync(database.Settings, Path.GetTempPath(), words);

    public static async Task<CommandRun> OfAsync(IEnumerable<KeyValuePair<string, string?>> settings, string directory, params string[] words)
    {
        var start = Start(settings, directory, words);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await errors);
    }

    public static ProcessStartInfo Start(IEnumerable<KeyValuePair<string, string?>> settings, string directory, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. words])
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LANG"] = "C";
        start.Environment["LC_ALL"] = "";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    /// <summary>What a verb prints when it succeeds.</summary>
    public string Succeeds()
    {
        Assert.Equal((0, ""), (ExitCode, Errors));
        return Output;
    }

    /// <summary>One line on standard error, and nothing that looks like a stack trace.</summary>
    public void FailsWithOneLine(int code)
    {
        Assert.Equal(code, ExitCode);
        Assert.Single(Errors.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
    }
}
