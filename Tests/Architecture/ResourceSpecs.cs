using System.Reflection;
using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

/// <summary>Both languages are complete, and every text that the program asks for exists.</summary>
public partial class ResourceSpecs
{
    static readonly IReadOnlyList<Resources> All = Resources.All();

    static readonly HashSet<string> Keys = [.. All.SelectMany(pair => pair.English).Select(text => text.Key)];

    [Fact]
    public void Both_languages_have_the_same_keys() =>
        Rule.Holds(
            from pair in All
            let english = pair.English.Select(text => text.Key).ToHashSet()
            let chinese = pair.Chinese.Select(text => text.Key).ToHashSet()
            from key in english.Except(chinese).Select(key => $"{key} has no Chinese text")
                .Concat(chinese.Except(english).Select(key => $"{key} has no English text"))
            select $"{pair.File}: {key}");

    [Fact]
    public void Every_chinese_file_has_its_english_one() =>
        Rule.Holds(Resources.ChineseFiles().Where(file =>
            !File.Exists(SourceTree.Path(file.Replace(".zh-CN.resx", ".resx", StringComparison.Ordinal)))));

    [Fact]
    public void No_key_stands_twice_and_no_text_is_empty() =>
        Rule.Holds(
            from pair in All
            from texts in new[] { pair.English, pair.Chinese }
            from text in texts
            where string.IsNullOrWhiteSpace(text.Value) || texts.Count(other => other.Key == text.Key) > 1
            select $"{pair.File}: {text.Key}");

    [Fact]
    public void A_translation_has_the_places_of_the_original() =>
        Rule.Holds(
            from pair in All
            from text in pair.Pairs()
            where !Places(text.English).SetEquals(Places(text.Chinese))
            select $"{pair.File}: {text.Key}: {text.English} / {text.Chinese}");

    [Fact]
    public void A_chinese_text_is_chinese() =>
        Rule.Holds(
            from pair in All
            from text in pair.Pairs()
            where !Chinese().IsMatch(text.Chinese) && Sentence().IsMatch(Examples().Replace(text.English, ""))
            select $"{pair.File}: {text.Key}: {text.Chinese}");

    [Fact]
    public void A_chinese_text_has_chinese_punctuation() =>
        Rule.Holds(
            from pair in All
            from text in pair.Chinese
            where WesternPunctuation().IsMatch(text.Value)
            select $"{pair.File}: {text.Key}: {text.Value}");

    [Fact]
    public void Every_text_that_the_program_asks_for_exists()
    {
        var features = Keys.Select(key => key.Split('.')[0]).ToHashSet();

        Rule.Holds(
            from text in IlReader.TextsIn(Assembly.Load("SiCrm.Web")).Distinct()
            where Key().IsMatch(text) && features.Contains(text.Split('.')[0]) && !Keys.Contains(text)
            select text);
    }

    [Fact]
    public void A_choice_of_which_one_value_has_a_text_has_one_for_each_value() =>
        Rule.Holds(
            from choice in OurTypes.All().Where(type => type.IsEnum)
            let prefix = $"{choice.Namespace!.Split('.')[^1]}.{choice.Name}."
            where Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal))
            from value in Enum.GetNames(choice)
            where !Keys.Contains(prefix + value)
            select prefix + value);

    /// <summary>A feature without a folder in the web project has no reader yet.</summary>
    [Fact]
    public void Every_refusal_says_in_both_languages_why()
    {
        var refusals = (
            from type in OurTypes.All()
            where !type.IsNested && HasPages(type.Namespace!.Split('.').ElementAtOrDefault(2))
            from calls in IlReader.CallsIn(type)
            from call in calls
            where call is { Type: "Refusal", Name: ".ctor", Texts.Count: > 0 }
            select call.Texts.Last(text => Code().IsMatch(text))).Distinct().ToList();

        Assert.NotEmpty(refusals);
        Rule.Holds(refusals.Select(code => $"Refusals.{code}").Where(key => !Keys.Contains(key)));
    }

    static bool HasPages(string? feature) => feature is not null && Directory.Exists(SourceTree.Path($"Web/{feature}"));

    static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(place => place.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"[\u4e00-\u9fff]", RegexOptions.NonBacktracking)]
    private static partial Regex Chinese();

    /// <summary>A word of common language, not a name or an abbreviation.</summary>
    [GeneratedRegex(@"\b[a-z]{3,}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();

    /// <summary>Addresses and file names read the same everywhere.</summary>
    [GeneratedRegex(@"\S+(?:@|://|\.\w)\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Examples();

    [GeneratedRegex(
        @"[\u4e00-\u9fff”」][,;!?:]|[,;!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|$)",
        RegexOptions.NonBacktracking)]
    private static partial Regex WesternPunctuation();

    [GeneratedRegex(@"^[A-Z]\w*(?:\.\w+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex(@"^[A-Z]\w+$", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
