using System.Data.Common;
using System.Reflection;
using System.Runtime.InteropServices;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Finds the verb, runs it, and turns what went wrong into one clear line and an exit code.</summary>
internal sealed class CommandRunner(IEnumerable<Command> commands, DatabaseGate gate, Company company, Words T)
{
    public static bool IsHelp(string word) => word is "help" or "--help" or "-h" or "-?" or "--version";

    public async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        CommandLanguage.Use(company.Settings);
        if (IsHelp(args[0]))
        {
            Console.Out.WriteLine(args[0] == "--version" ? Version() : Overview());
            return ExitCode.Success;
        }

        if (commands.FirstOrDefault(command => command.Verb == args[0]) is { } command)
        {
            return await RunAsync(command, args.Skip(1).ToList());
        }

        Console.Error.WriteLine(T["Commands.UnknownVerb", args[0]]);
        Console.Error.WriteLine(Overview());
        return ExitCode.WrongUse;
    }

    private async Task<int> RunAsync(Command command, List<string> words)
    {
        if (words.Any(word => word is "--help" or "-h"))
        {
            Console.Out.WriteLine(UsageOf(command, words));
            return ExitCode.Success;
        }

        using var stop = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var args = new Arguments(words, command.Options, command.Flags);
            await gate.OpenAsync(command.Needs, stop.Token);
            CommandLanguage.Use(company.Settings);
            return await command.RunAsync(args, stop.Token);
        }
        catch (WrongUse wrong)
        {
            Console.Error.WriteLine(string.Join('\n', new[] { T[wrong.Key, [.. wrong.Args]] }.Concat(wrong.ShowsUsage ? [UsageOf(command, words)] : [])));
            return ExitCode.WrongUse;
        }
        catch (Exception problem) when (Explain(problem) is { } line)
        {
            Console.Error.WriteLine(line);
            return ExitCode.Failure;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>A script wants one line, never a stack trace, whatever it was.</summary>
    private string Explain(Exception problem) => problem switch
    {
        CommandFailed failed => T[failed.Key, [.. failed.Args]],
        RuleBroken broken => T.Of(broken.Refusal),
        NewerSchemaException newer => T["Commands.NewerSchema", newer.Migration],
        BackupException backup => T[backup.Key, [.. backup.Args]],
        DatabaseTakenException taken => T["Commands.DatabaseTaken", taken.Place, taken.Process],
        TimeoutException => T["Commands.DatabaseBusy"],
        OperationCanceledException => T["Commands.Interrupted"],
        FileNotFoundException { FileName: { } file } => T["Commands.FileNotFound", file],
        DirectoryNotFoundException when problem.Message.Split('\'') is [_, var path, ..] => T["Commands.FileNotFound", path],
        DirectoryNotFoundException or UnauthorizedAccessException or IOException => problem.Message,
        DbException => T["Commands.DatabaseFailed", OneLine(problem)],
        _ when problem.InnerException is { } inner => Explain(inner),
        _ => T["Commands.Failed", OneLine(problem)],
    };

    private static string OneLine(Exception problem) => problem.Message.ReplaceLineEndings(" ");

    private string Overview() => string.Join('\n', commands.Select(command => UsageOf(command, [])).Prepend(T["Commands.Overview"]));

    /// <summary>Of a verb with many forms only those of what was asked for, where that is one of them.</summary>
    private string UsageOf(Command command, IReadOnlyList<string> words)
    {
        var forms = command.Syntax.Split('\n').ToLookup(form => words.Count > 0 && form.Split(' ')[0].Split('|').Contains(words[0]));
        return string.Join('\n', (forms[true].Any() ? forms[true] : forms[false]).Select(form => T["Commands.Usage", $"{command.Verb} {form}".TrimEnd()]));
    }

    private static string Version() =>
        typeof(CommandRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
