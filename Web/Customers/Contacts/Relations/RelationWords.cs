using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Customers;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>Roles, attitudes and gaps as they read.</summary>
public static class RelationWords
{
    private static readonly int[] Attitudes = [2, 1, 0, -1, -2];

    /// <summary>One sentence for one gap.</summary>
    public static string Sentence(this Words words, RelationGap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        var key = gap.Kind switch
        {
            RelationGapKind.RoleMissing => "Relations.Gap.RoleMissing",
            RelationGapKind.AttitudeUnknown => "Relations.Gap.AttitudeUnknown",
            RelationGapKind.Against => $"Relations.Gap.Against.{Count(gap.Days)}",
            RelationGapKind.NeverTouched => "Relations.Gap.NeverTouched",
            RelationGapKind.Silent => "Relations.Gap.Silent",
            RelationGapKind.NoManager => gap.Days is null ? "Relations.Gap.NoManager.Never" : "Relations.Gap.NoManager.Many",
            RelationGapKind.NoHolder => "Relations.Gap.NoHolder",
            _ => throw new ArgumentOutOfRangeException(nameof(gap), gap.Kind, null),
        };
        return words[key, words.InSentence(gap.Role), gap.Person?.Name, gap.Days];
    }

    public static string Attitude(this Words words, int? attitude) => words[$"Relations.Attitude.{Code(attitude)}"];

    /// <summary>−2 to +2, or a question mark.</summary>
    public static string Sign(int? attitude) => attitude switch
    {
        null => "?",
        < 0 => string.Create(CultureInfo.InvariantCulture, $"−{-attitude}"),
        > 0 => string.Create(CultureInfo.InvariantCulture, $"+{attitude}"),
        _ => "0",
    };

    /// <summary>The name of its colour and pattern.</summary>
    public static string Code(int? attitude) => attitude switch { -2 => "M2", -1 => "M1", 0 => "Zero", 1 => "P1", 2 => "P2", _ => "Unknown" };

    public static IEnumerable<SelectListItem> AttitudeChoices(this Words words) =>
        Attitudes.Select(value => new SelectListItem($"{Sign(value)} {words.Attitude(value)}", value.ToString(CultureInfo.InvariantCulture)));

    public static IEnumerable<SelectListItem> InfluenceChoices(this Words words) =>
        Enumerable.Range(1, 5).Select(value => new SelectListItem(words["Relations.OfFive", value], value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What a screen reader says of a box.</summary>
    public static string Describe(this Words words, RelationPerson person, string? holder)
    {
        ArgumentNullException.ThrowIfNull(person);
        return words["Relations.Describe", person.Name, person.Role is { } role ? words.Of(role) : words["Relations.NoRole"], words.Attitude(person.Attitude),
            person.Influence, holder ?? words["Relations.Nobody"]];
    }

    private static string InSentence(this Words words, BuyingRole role) => words[$"Relations.Role.{role}"];

    private static string Count(int? days) => days switch { null => "Never", 0 => "Today", 1 => "One", _ => "Many" };
}
