using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>The columns of a quote's lines, as the export heads them; a heading in either language is understood.</summary>
internal static class QuotePasteNames
{
    public static string Of(Words words, PasteColumn column) => words[$"Quotes.PasteColumn.{column}"];

    /// <summary>What our own sheet says beside the columns, in either language.</summary>
    public static IReadOnlySet<string> Sums(Words words) =>
        (from language in Languages.All from sum in SumKeys select PlainText.Folded(words.Find(sum, language))).ToHashSet();

    public static readonly IReadOnlyList<string> SumKeys = ["Quotes.Line.ExTax", "Quotes.Line.Tax", "Quotes.Line.InTax"];

    public static IReadOnlyDictionary<string, PasteColumn> All(Words words)
    {
        var names = new Dictionary<string, PasteColumn>();
        foreach (var language in Languages.All)
        {
            foreach (var column in Enum.GetValues<PasteColumn>())
            {
                var name = words.Find($"Quotes.PasteColumn.{column}", language) ?? "";
                names.TryAdd(PlainText.Folded(name), column);
                names.TryAdd(PlainText.Folded(name.Replace("%", "", StringComparison.Ordinal).Trim()), column);
            }
        }

        return names;
    }
}
