using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Reads what was sent as the form that the action takes it for: each field by its own label, a row's by what the row is called.</summary>
/// <param name="action">Null where none is known.</param>
/// <param name="names">Of what is named by its number only; null where nobody looked them up.</param>
internal sealed class KeptReader(Words words, IModelMetadataProvider metadata, ControllerActionDescriptor? action, KeptNames? names)
{
    private readonly string _feature = action is null ? "Shared" : Feature.Of(action.ControllerTypeInfo);

    /// <summary>Which version of the record it is, nobody typed.</summary>
    public static bool IsVersion(string name) => Last(name) == "Version";

    public KeptField Read(string name, string value, IFormCollection form)
    {
        var field = FieldOf(name);
        var type = (field?.ElementMetadata ?? field)?.UnderlyingOrModelType;
        var called = type == typeof(long) ? names?.Of(Last(name), value) : null;
        // A number says which record it is, and an unticked box nothing; the row's own number is in its label.
        var isSaid = !IsVersion(name) && (type != typeof(long) || (called is not null && RowOf(name) is null)) && (type != typeof(bool) || value != "false");
        return new(name, isSaid ? LabelOf(name, field, form) : "", value, called ?? Shown(type, value));
    }

    private static string Last(string name) => name.Split('.')[^1];

    /// <summary>The row that a field stands in, as <c>Form.Lines[2]</c>; null outside of any.</summary>
    private static string? RowOf(string name) => name.LastIndexOf("].", StringComparison.Ordinal) is var end and > 0 ? name[..(end + 1)] : null;

    private string LabelOf(string name, ModelMetadata? field, IFormCollection form)
    {
        var label = (field?.ContainerType is { } container ? words.OrNull($"{Feature.Of(container)}.Field.{field.Name}") : null) ?? words.OrNull($"{_feature}.Field.{Last(name)}");
        return label is null ? "" : RowOf(name) is { } row && CalledOf(row, form) is { } called ? words["Shared.Error.KeptOfRow", called, label] : label;
    }

    private string? CalledOf(string row, IFormCollection form) => names is null ? null
        : form.Where(other => RowOf(other.Key) == row).Select(other => names.Of(Last(other.Key), other.Value)).FirstOrDefault(called => called is not null);

    private string Shown(Type? type, string value) => type switch
    {
        { IsEnum: true } when Enum.TryParse(type, value, out var choice) && choice is Enum known => words.Of(known),
        _ when type == typeof(bool) => words["Shared.Yes"],
        _ => value,
    };

    /// <summary>Null where the action takes no such field.</summary>
    private ModelMetadata? FieldOf(string name) => (
        from parameter in action?.Parameters ?? []
        let prefix = (parameter.BindingInfo?.BinderModelName ?? parameter.Name) + "."
        let within = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name
        select Walk(metadata.GetMetadataForType(parameter.ParameterType), within)).FirstOrDefault(field => field is not null);

    private static ModelMetadata? Walk(ModelMetadata form, string path)
    {
        var at = form;
        foreach (var step in path.Split('.'))
        {
            var field = at?.Properties[step.Split('[')[0]];
            at = step.EndsWith(']') ? field?.ElementMetadata : field;
        }

        return at;
    }
}
