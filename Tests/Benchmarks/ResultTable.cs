using System.Globalization;
using System.Text;

namespace SiCrm.Benchmarks;

/// <summary>What was measured, as a table in Markdown: the sizes beside each other, and their ratio.</summary>
internal sealed class ResultTable(BenchmarkOptions options)
{
    private readonly List<(int Size, string Page, int Connections, Measure Measure)> _measures = [];
    private readonly List<(int Size, string What, double Value)> _notes = [];

    public void Add(int size, string page, int connections, Measure measure)
    {
        _measures.Add((size, page, connections, measure));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{size,8} {page,-42} {connections,2}: median {measure.Median:0.00} ms, p99 {measure.P99:0.00} ms{AtBest(measure)}, {measure.PerSecond:0} /s, {measure.Bytes} bytes"));
    }

    public void Note(int size, string what, double value)
    {
        _notes.Add((size, what, value));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,8} {what}: {value:0}"));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("| ").Append(options.Provider).Append(" | connections |");
        foreach (var size in options.Sizes)
        {
            text.Append(CultureInfo.InvariantCulture, $" {size:#,0}: median ms | p99 ms | at best pace | requests/s | bytes |");
        }

        text.AppendLine(" p99 ratio |").Append("|---|---|").Insert(text.Length, "---|", (options.Sizes.Count * 5) + 1).AppendLine();
        foreach (var row in _measures.GroupBy(measure => (measure.Page, measure.Connections)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Page} | {row.Key.Connections} |");
            foreach (var (_, _, _, measure) in row)
            {
                text.Append(CultureInfo.InvariantCulture, $" {measure.Median:0.0} | {measure.P99:0.0} | {measure.P99AtBest:0.0} | {measure.PerSecond:#,0} | {measure.Bytes:#,0} |");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $" {row.Last().Measure.P99 / row.First().Measure.P99:0.00} |");
        }

        foreach (var note in _notes.GroupBy(note => note.What))
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{note.Key}: {string.Join(" → ", note.Select(row => row.Value.ToString("#,0", CultureInfo.InvariantCulture)))}");
        }

        return text.AppendLine().ToString();
    }

    private static string AtBest(Measure measure) => measure.P99AtBest is { } best ? string.Create(CultureInfo.InvariantCulture, $" ({best:0.00} at best pace)") : "";
}
