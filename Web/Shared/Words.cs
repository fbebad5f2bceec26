using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Opportunities;

namespace SiCrm.Web.Shared;

/// <summary>
/// Every text that a person reads, in his language. A key is <c>Feature.Name</c>: the feature names the folder whose
/// <c>Words.resx</c> holds it. A missing key shows as <c>[key]</c>, which a test refuses.
/// </summary>
public sealed class Words
{
    private readonly ConcurrentDictionary<string, ResourceManager> _features = new();

    /// <summary>A page asks for hundreds of texts; the keys are those that the program writes, so they are few.</summary>
    private readonly ConcurrentDictionary<(CultureInfo, string), string?> _found = new();

    public string this[string key] => Find(key, CultureInfo.CurrentUICulture) ?? $"[{key}]";

    public string this[string key, params object?[] args] =>
        string.Format(CultureInfo.CurrentCulture, this[key], args.Select(Argument).ToArray());

    /// <summary>The text of so many of something, for one of it by a key of its own: English says <c>1 day</c>.</summary>
    public string Counted(string key, long count, params object?[] more) => this[count == 1 ? $"{key}.One" : key, [Show.Number(count), .. more]];

    /// <summary>The same, with the key of each value made once.</summary>
    public string Of<T>(T value)
        where T : struct, Enum => this[ChoiceKeys<T>.Of(value)];

    /// <summary>The text of a value of an enumeration: <c>Feature.Type.Value</c>.</summary>
    public string Of(string feature, Enum value) => this[$"{feature}.{value.GetType().Name}.{value}"];

    /// <summary>The same, where the enumeration's namespace names the feature.</summary>
    public string Of(Enum value) => Of(Feature.Of(value.GetType()), value);

    public string Of(Refusal refusal) => this[$"Refusals.{refusal.Code}", [.. refusal.Args]];

    /// <summary>Null when there is no such key.</summary>
    public string? OrNull(string key) => Find(key, CultureInfo.CurrentUICulture);

    /// <summary>Null when the language has no such key.</summary>
    public string? Find(string key, CultureInfo culture) => _found.GetOrAdd((culture, key), static (asked, words) => words.Read(asked.Item2, asked.Item1), this);

    private string? Read(string key, CultureInfo culture)
    {
        var feature = key.Split('.')[0];
        var texts = _features.GetOrAdd(feature, name => new ResourceManager($"SiCrm.Web.{Folder(name)}.{name}Words", typeof(Words).Assembly));
        try
        {
            return texts.GetString(key, culture);
        }
        catch (MissingManifestResourceException)
        {
            // No such feature: the key shows, which a test refuses and a reader survives.
            return null;
        }
    }

    /// <summary>Texts of no single feature lie with the shared ones, those of a part of a feature in its folder.</summary>
    private static string Folder(string feature) => feature switch
    {
        "Refusals" => "Shared",
        "Account" => "Access",
        "Desk" => "Leads.Desk",
        "Forms" => "Leads.Forms",
        "Duplicates" => "Customers.Duplicates",
        "Merges" => "Customers.Merges",
        "HandOvers" => "Access.HandOvers",
        "Covers" => "Access.Covers",
        "Contacts" => "Customers.Contacts",
        "Relations" => "Customers.Contacts.Relations",
        "Care" => "Customers.Care",
        "Gates" => "Opportunities.Gates",
        "Quotes" => "Opportunities.Quotes",
        "Catalogue" => "Contracts.Catalogue",
        "Pipeline" => "Reports.Pipeline",
        _ => feature,
    };

    private static class ChoiceKeys<T>
        where T : struct, Enum
    {
        private static readonly ConcurrentDictionary<T, string> Keys = new();

        public static string Of(T value) => Keys.GetOrAdd(value, choice => $"{Feature.Of(typeof(T))}.{typeof(T).Name}.{choice}");
    }

    private object? Argument(object? value) => value switch
    {
        Enum choice => Of(choice),
        Stage stage => stage.Called(),
        Product product => product.LocalName(),
        MilestoneName milestone => this.Milestone(milestone.Text),
        Refusal refusal => Of(refusal),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Money money => Show.Money(money),
        _ => value,
    };
}
