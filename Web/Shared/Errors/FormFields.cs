using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Errors;

/// <summary>The fields of a form, those of its rows too, and how their values are sent.</summary>
internal static class FormFields
{
    public static IEnumerable<ModelMetadata> Of(IModelMetadataProvider metadata, Type form) =>
        metadata.GetMetadataForType(form).Properties.Where(field => field is { PropertyGetter: not null, IsReadOnly: false });

    /// <summary>The type of the rows of a list of forms; null for any other field.</summary>
    public static Type? RowOf(ModelMetadata field) => field.ElementType is { IsClass: true } row && row != typeof(string) ? row : null;

    public static IEnumerable<object> Rows(ModelMetadata list, object form) => ((IEnumerable?)list.PropertyGetter?.Invoke(form) ?? Array.Empty<object>()).Cast<object>();

    /// <summary>Every field that says something, by the name that it is sent under.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Said(IModelMetadataProvider metadata, object form) =>
        Of(metadata, form.GetType()).SelectMany(field => RowOf(field) is not { } type ? [Said(field, form, "")]
            : Rows(field, form).SelectMany((row, at) => Of(metadata, type).Select(one => Said(one, row, $"{field.PropertyName}[{at}]."))));

    private static KeyValuePair<string, string> Said(ModelMetadata field, object form, string place) =>
        KeyValuePair.Create(place + field.PropertyName, Written(field.PropertyGetter?.Invoke(form)));

    public static string Written(object? value) => value switch
    {
        null => "",
        Money money => Show.Money(money),
        DateOnly day => Show.Day(day),
        bool yes => yes ? "true" : "false",
        // As it comes back from the page, whichever way its lines end.
        string text => text.ReplaceLineEndings("\n"),
        IEnumerable several => string.Join(',', several.Cast<object>()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
