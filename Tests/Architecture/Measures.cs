namespace SiCrm.Tests.Architecture;

/// <summary>The figures that the style asks for: file and method length, long lines, duplicated lines.</summary>
public static class Measures
{
    const int Window = 6;
    const int Columns = 120;

    public static int LineCount(string file) => File.ReadLines(SourceTree.Path(file)).Count();

    public static IEnumerable<string> Tell()
    {
        foreach (var (name, files) in Groups())
        {
            var lengths = files.Select(LineCount).Order().ToList();
            if (lengths.Count == 0) continue;
            yield return $"measure: {name}: {files.Count} files, median {At(lengths, 0.5)}, p90 {At(lengths, 0.9)}, "
                + $"longest {lengths[^1]} lines";
        }
        var code = SourceTree.Code(SourceTree.Product).ToList();
        yield return MethodMeasure([.. code.SelectMany(Methods.In).OrderBy(method => method.Lines)]);
        yield return $"measure: duplicated lines in the product {DuplicateShare(code):P1}";
        yield return $"measure: lines over {Columns} columns {code.Sum(Wide)}";
    }

    static IEnumerable<(string Name, List<string> Files)> Groups() =>
    [
        .. SourceTree.Product.Append("Tests").Select(part => (part, SourceTree.Code([part]).ToList())),
        ("views", SourceTree.Views().ToList()),
    ];

    static string MethodMeasure(IReadOnlyList<Method> methods)
    {
        if (methods.Count == 0) return "measure: no methods yet";
        var lengths = methods.Select(method => method.Lines).ToList();
        var longest = methods[^1];
        return $"measure: {methods.Count} methods, mean {lengths.Average():0.0}, p90 {At(lengths, 0.9)} lines, "
            + $"longest {longest.Lines} at {longest.File}:{longest.Line}";
    }

    static int At(IReadOnlyList<int> sorted, double share) => sorted[(int)Math.Round((sorted.Count - 1) * share)];

    static int Wide(string file) => File.ReadLines(SourceTree.Path(file)).Count(line => line.Length > Columns);

    /// <summary>The share of meaningful lines that lie in a run of six which stands somewhere else as well.</summary>
    static double DuplicateShare(IEnumerable<string> files)
    {
        var lines = files.SelectMany(file => File.ReadLines(SourceTree.Path(file)).Select(line => line.Trim())
            .Where(line => line.Length > 2 && !line.StartsWith("using ", StringComparison.Ordinal))).ToArray();
        var twice = Enumerable.Range(0, Math.Max(0, lines.Length - Window + 1))
            .GroupBy(start => string.Join('\n', lines.Skip(start).Take(Window)))
            .Where(run => run.Count() > 1)
            .SelectMany(run => run.SelectMany(start => Enumerable.Range(start, Window)));
        return lines.Length == 0 ? 0 : twice.Distinct().Count() / (double)lines.Length;
    }
}
