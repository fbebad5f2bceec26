using System.Collections;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Lays two versions of one form side by side, rows of a list too: those that are kept already by what they are known by, others by their place.</summary>
/// <param name="opened">What the form said that is sent, when it was opened; nothing where that is not known (see <see cref="FormAsOpened"/>).</param>
/// <param name="shown">How a value reads that is only an id; null: as it is written.</param>
internal sealed class ConflictReader(
    Words words, IModelMetadataProvider metadata, ModelStateDictionary state, IReadOnlyDictionary<string, string> opened, Func<string, string, string?>? shown)
{
    private const string Version = "Version";

    /// <summary>What a row that is kept already is known by.</summary>
    private static readonly string?[] Keys = ["LineId", "Key"];

    public ConflictPage Read<TForm>(string path, string what, TForm mine, TForm theirs)
        where TForm : class
    {
        var fields = FormFields.Of(metadata, typeof(TForm)).Where(field => field.PropertyName != Version)
            .SelectMany(field => FormFields.RowOf(field) is { } row ? Rows(field, row, mine, theirs) : [Field(field, "", null, mine, theirs)]).ToList();
        var version = typeof(TForm).GetProperty(Version)?.GetValue(theirs);
        return new ConflictPage(path, what, [.. fields.Where(field => field.Mine != field.Theirs)],
        [
            new ConflictField(Version, "", FormFields.Written(version), "", FormFields.Written(version), "") { IsSaid = false },
            .. fields.Where(field => field.Mine == field.Theirs),
        ])
        {
            Opened = FormAsOpened.Pack(metadata, theirs),
        };
    }

    private IEnumerable<ConflictField> Rows(ModelMetadata list, Type row, object mine, object theirs)
    {
        var fields = FormFields.Of(metadata, row).ToList();
        var key = fields.Find(field => Keys.Contains(field.PropertyName));
        var empty = new ConflictRow(Activator.CreateInstance(row) ?? mine, null, null);
        return ConflictRow.Pair(Typed(list, mine, fields, key, isMine: true), Typed(list, theirs, fields, key, isMine: false)).SelectMany((pair, at) => fields.Select(field =>
        {
            var (my, his) = (pair.Mine ?? empty, pair.Theirs ?? empty);
            var told = Field(field, $"{list.PropertyName}[{at}].", my.At is { } typedAt ? $"{list.PropertyName}[{typedAt}]." : null, my.Form, his.Form);
            var isTheirs = pair.Mine is null ? !WasOpened(list, fields, pair.Theirs) : told.IsTheirs;
            // Which row it is, nobody chooses.
            return field == key ? told with { Mine = his.Key ?? my.Key ?? told.Mine, Theirs = his.Key ?? my.Key ?? told.Mine, IsSaid = false }
                : told with { Label = words["Shared.Conflict.Row", list.GetDisplayName(), at + 1, told.Label], IsTheirs = isTheirs };
        }));
    }

    /// <summary>The row stood there as it is, so it is not new: it was taken away.</summary>
    private bool WasOpened(ModelMetadata list, List<ModelMetadata> fields, ConflictRow? theirs) => opened.Count > 0 && theirs is not null
        && fields.TrueForAll(field => opened.GetValueOrDefault($"{list.PropertyName}[{theirs.At}].{field.PropertyName}", "") == FormFields.Written(field.PropertyGetter?.Invoke(theirs.Form)));

    /// <summary>Rows in which something is typed, be it something that could not be read.</summary>
    private List<ConflictRow> Typed(ModelMetadata list, object form, List<ModelMetadata> fields, ModelMetadata? key, bool isMine) =>
        [.. FormFields.Rows(list, form)
            .Select((row, at) => new ConflictRow(row, at, FormFields.Written(key?.PropertyGetter?.Invoke(row)) is { Length: > 0 } known and not "0" ? known : null))
            .Where(one => fields.Exists(field => FormFields.Written(field.PropertyGetter?.Invoke(one.Form)) is not ("" or "false" or "0")
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
        var (mineText, theirText) = (typed ?? FormFields.Written(mineValue), FormFields.Written(theirValue));
        return new ConflictField(name, field.GetDisplayName(), mineText, typed ?? Shown(name, mineValue), theirText, Shown(name, theirValue))
        {
            IsTheirs = opened.Count > 0 && typed is null && mineText == opened.GetValueOrDefault(sent, ""),
            IsSaid = (Nullable.GetUnderlyingType(field.ModelType) ?? field.ModelType) != typeof(long) || shown?.Invoke(name, mineText) is not null,
        };
    }

    private string Shown(string name, object? value)
    {
        var written = FormFields.Written(value);
        return written.Length == 0 ? Show.Nothing : shown?.Invoke(name, written) ?? value switch
        {
            Enum choice => words.Of(choice),
            bool yes => words[yes ? "Shared.Yes" : "Shared.No"],
            IEnumerable several and not string => string.Join(words["Shared.ListSeparator"], several.OfType<Enum>().Select(words.Of)),
            _ => written,
        };
    }
}
