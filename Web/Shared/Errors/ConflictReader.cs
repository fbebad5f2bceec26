using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Lays two versions of one form side by side, rows of a list too: those that are kept already by what they are known by, others by their place.</summary>
/// <param name="shown">How a value reads that is only an id; null: as it is written.</param>
internal sealed class ConflictReader(Words words, IModelMetadataProvider metadata, ModelStateDictionary state, Func<string, string, string?>? shown)
{
    private const string Version = "Version";

    /// <summary>What a row that is kept already is known by.</summary>
    private static readonly string?[] Keys = ["LineId", "Key"];

    public ConflictPage Read<TForm>(string path, string what, TForm mine, TForm theirs)
        where TForm : class
    {
        var fields = Writable(typeof(TForm)).Where(field => field.PropertyName != Version)
            .SelectMany(field => RowOf(field) is { } row ? Rows(field, row, mine, theirs) : [Field(field, "", null, mine, theirs)]).ToList();
        var version = typeof(TForm).GetProperty(Version)?.GetValue(theirs);
        return new ConflictPage(path, what, [.. fields.Where(field => field.Mine != field.Theirs)],
        [
            new ConflictField(Version, "", Written(version), "", Written(version), "") { IsSaid = false },
            .. fields.Where(field => field.Mine == field.Theirs),
        ]);
    }

    private IEnumerable<ModelMetadata> Writable(Type form) =>
        metadata.GetMetadataForType(form).Properties.Where(field => field is { PropertyGetter: not null, IsReadOnly: false });

    /// <summary>The type of the rows of a list of forms; null for any other field.</summary>
    private static Type? RowOf(ModelMetadata field) => field.ElementType is { IsClass: true } row && row != typeof(string) ? row : null;

    private IEnumerable<ConflictField> Rows(ModelMetadata list, Type row, object mine, object theirs)
    {
        var fields = Writable(row).ToList();
        var key = fields.Find(field => Keys.Contains(field.PropertyName));
        var empty = new ConflictRow(Activator.CreateInstance(row) ?? mine, null, null);
        return ConflictRow.Pair(Typed(list, mine, fields, key, isMine: true), Typed(list, theirs, fields, key, isMine: false)).SelectMany((pair, at) => fields.Select(field =>
        {
            var (my, his) = (pair.Mine ?? empty, pair.Theirs ?? empty);
            var told = Field(field, $"{list.PropertyName}[{at}].", my.At is { } typedAt ? $"{list.PropertyName}[{typedAt}]." : null, my.Form, his.Form);
            // Which row it is, nobody chooses.
            return field == key ? told with { Mine = his.Key ?? my.Key ?? told.Mine, Theirs = his.Key ?? my.Key ?? told.Mine, IsSaid = false }
                : told with { Label = words["Shared.Conflict.Row", list.GetDisplayName(), at + 1, told.Label] };
        }));
    }

    /// <summary>Rows in which something is typed, be it something that could not be read.</summary>
    private List<ConflictRow> Typed(ModelMetadata list, object form, List<ModelMetadata> fields, ModelMetadata? key, bool isMine) =>
        [.. ((IEnumerable?)list.PropertyGetter?.Invoke(form) ?? Array.Empty<object>()).Cast<object>()
            .Select((row, at) => new ConflictRow(row, at, Written(key?.PropertyGetter?.Invoke(row)) is { Length: > 0 } known and not "0" ? known : null))
            .Where(one => fields.Exists(field => Written(field.PropertyGetter?.Invoke(one.Form)) is not ("" or "false" or "0")
                || (isMine && Unread($"{list.PropertyName}[{one.At}].{field.PropertyName}") is { Length: > 0 })))];

    /// <summary>What could not be read stays as it was typed; null for what could.</summary>
    private string? Unread(string sent) => state.GetFieldValidationState(sent) == ModelValidationState.Invalid ? state[sent]?.AttemptedValue : null;

    /// <param name="place">The row in the form that is sent again; nothing for a field of the form itself.</param>
    /// <param name="typedAt">The row in the form that was sent; null where it is none of it.</param>
    private ConflictField Field(ModelMetadata field, string place, string? typedAt, object mine, object theirs)
    {
        var (name, sent) = (place + field.PropertyName, (typedAt ?? place) + field.PropertyName);
        var (mineValue, theirValue) = (field.PropertyGetter?.Invoke(mine), field.PropertyGetter?.Invoke(theirs));
        var typed = Unread(sent);
        var (mineText, theirText) = (typed ?? Written(mineValue), Written(theirValue));
        return new ConflictField(name, field.GetDisplayName(), mineText, typed ?? Shown(name, mineValue), theirText, Shown(name, theirValue))
        {
            IsSaid = (Nullable.GetUnderlyingType(field.ModelType) ?? field.ModelType) != typeof(long) || shown?.Invoke(name, mineText) is not null,
        };
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
        // As it comes back from the page, whichever way its lines end.
        string text => text.ReplaceLineEndings("\n"),
        IEnumerable several => string.Join(',', several.Cast<object>()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
