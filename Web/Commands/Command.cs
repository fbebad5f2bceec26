namespace SiCrm.Web.Commands;

/// <summary>One verb of the command line: the same rules and database as the pages, asking nothing.</summary>
public abstract class Command
{
    /// <summary>The first word, for example <c>backup</c>.</summary>
    public abstract string Verb { get; }

    /// <summary>What follows the verb, as the usage shows it, one form a line: <c>get|set KEY [VALUE]</c>.</summary>
    public abstract string Syntax { get; }

    /// <summary>Options that take a value, without dashes.</summary>
    public virtual IReadOnlyList<string> Options => [];

    /// <summary>Options that stand alone, without dashes.</summary>
    public virtual IReadOnlyList<string> Flags => [];

    public virtual DatabaseNeed Needs => DatabaseNeed.Ready;

    /// <summary>Answers with an <see cref="ExitCode"/>; results go to standard output, complaints to standard error.</summary>
    /// <exception cref="WrongUse">The arguments don't fit the syntax.</exception>
    public abstract Task<int> RunAsync(Arguments args, CancellationToken cancel);
}

/// <summary>What a verb expects of the database before it runs.</summary>
public enum DatabaseNeed
{
    /// <summary>The verb looks for itself.</summary>
    None,

    /// <summary>It is there, with this program's schema.</summary>
    Existing,

    /// <summary>As <see cref="Existing"/>, but one that is new is migrated first.</summary>
    Ready,
}
