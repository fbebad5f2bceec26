using System.Globalization;

namespace SiCrm.Benchmarks;

/// <summary>
/// <c>--provider Sqlite|Postgres</c> (PostgreSQL at <c>SICRM_TEST_POSTGRES</c>), <c>--sizes 10000,1000000</c>, <c>--seconds 5</c> for each
/// page and number of connections, <c>--pages "list, first"</c> only those pages whose name has it, <c>--folder</c> where the databases are kept
/// and found again; <c>--sales</c> with what became of the leads, and the pages of that, instead of those of the leads. <c>kill --times 50</c> kills instead of measuring.
/// </summary>
internal sealed record BenchmarkOptions(string Provider, IReadOnlyList<int> Sizes, TimeSpan Time, string Folder, int Times, string Pages, bool Sales)
{
    public static readonly IReadOnlyList<int> Connections = [1, 16];

    public static BenchmarkOptions Parse(IReadOnlyList<string> args)
    {
        return new(
            Option("provider", "Sqlite"),
            [.. Option("sizes", "10000,1000000").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))],
            TimeSpan.FromSeconds(double.Parse(Option("seconds", "5"), CultureInfo.InvariantCulture)),
            Option("folder", Path.Combine(Path.GetTempPath(), "sicrm-benchmark")),
            int.Parse(Option("times", "50"), CultureInfo.InvariantCulture),
            Option("pages", ""),
            args.Contains("--sales"));

        string Option(string name, string otherwise) => args.SkipWhile(arg => arg != $"--{name}").Skip(1).FirstOrDefault() ?? otherwise;
    }

    public Kills Kills => new(Provider, Times, Path.Combine(Folder, "kills"));
}
