using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Lays two versions of one form side by side.</summary>
/// <param name="shown">How a value reads that is only an id; null: as it is written.</param>
internal sealed class ConflictReader(Words words, IModelMetadataProvider metadata, ModelStateDictionary state, Func<string, string, string?>? shown)
{
    private const string Version = "Version";

    public ConflictPage Read<TForm>(string path, string what, TForm mine, TForm theirs)
        where TForm : class
    {
        var fields = metadata.GetMetadataForType(typeof(TForm)).Properties
            .Where(field => field is { PropertyGetter: not null, IsReadOnly: false } && field.PropertyName != Version)
            .Select(field => Field(field, mine, theirs)).ToList();
        var version = typeof(TForm).GetProperty(Version)?.GetValue(theirs);
        return new ConflictPage(path, what, [.. fields.Where(field => field.Mine != field.Theirs)],
        [
            new(Version, Written(version)),
            .. fields.Where(field => field.Mine == field.Theirs).Select(field => new KeyValuePair<string, string>(field.Name, field.Mine)),
        ]);
    }

    private ConflictField Field(ModelMetadata field, object mine, object theirs)
    {
        var name = field.PropertyName ?? "";
        var (mineValue, theirValue) = (field.PropertyGetter?.Invoke(mine), field.PropertyGetter?.Invoke(theirs));
        // What could not be read stays as it was typed.
        var typed = state.GetFieldValidationState(name) == ModelValidationState.Invalid ? state[name]?.AttemptedValue : null;
        var (mineText, theirText) = (typed ?? Written(mineValue), Written(theirValue));
        return new ConflictField(name, field.GetDisplayName(), mineText, typed ?? Shown(name, mineValue), theirText, Shown(name, theirValue));
    }

    private string Shown(string name, object? value)
    {
        var written = Written(value);
        return written.Length == 0 ? Show.Nothing : shown?.Invoke(name, written) ?? value switch
        {
            Enum choice => words.Of(choice),
            bool yes => words[yes ? "Shared.Yes" : "Shared.No"],
            IEnumerable several and not string => string.Join(words["Shared.ListSeparator"], several.OfType<Enum>().Select(words.Of)),
            _ => written,
        };
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        Money money => Show.Money(money),
        DateOnly day => Show.Day(day),
        bool yes => yes ? "true" : "false",
        string text => text,
        IEnumerable several => string.Join(',', several.Cast<object>()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
