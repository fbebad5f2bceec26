using Microsoft.AspNetCore.Mvc.Controllers;

namespace SiCrm.Web.Shared.Errors;

/// <param name="Label">Nothing where a person does not read it.</param>
/// <param name="Shown">The value as people read it.</param>
public sealed record KeptField(string Name, string Label, string Value, string Shown);

/// <summary>What was typed, where the page that it was typed on can't be shown again.</summary>
/// <param name="Path">Where it was sent.</param>
public sealed record KeptForm(string Path, IReadOnlyList<KeptField> Fields)
{
    /// <summary>The fields that a person sees.</summary>
    public IEnumerable<KeptField> Typed => Fields.Where(typed => typed.Value.Length > 0 && typed.Label.Length > 0);

    /// <summary>It says which version of the record it changes: sent again it would be of that one still.</summary>
    public bool IsOfVersion => Fields.Any(kept => kept.Name.Split('.')[^1] == "Version");

    /// <summary>Null when nothing was sent, or what was sent can't be read. Passwords and tokens are not kept.</summary>
    public static async Task<KeptForm?> OfAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await http.Request.ReadFormAsync();
            var action = http.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>();
            var feature = action is null ? "Shared" : Feature.Of(action.ControllerTypeInfo);
            var words = http.RequestServices.GetRequiredService<Words>();
            return new KeptForm(http.Request.Path + http.Request.QueryString,
                [.. form.Where(field => !IsSecret(field.Key)).SelectMany(field => field.Value.Select(value => Of(field.Key, value ?? "", feature, TypeOf(action, field.Key), words)))]);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static KeptField Of(string name, string value, string feature, Type? type, Words words)
    {
        var label = type == typeof(long) ? null : words.OrNull($"{feature}.Field.{name.Split('.')[^1]}");
        return new(name, label ?? "", value, type is { IsEnum: true } && Enum.TryParse(type, value, out var choice) && choice is Enum known ? words.Of(known) : value);
    }

    /// <summary>Of the field in the form that the action takes: a number that is which record it is, a choice by its word; null where none is known.</summary>
    private static Type? TypeOf(ControllerActionDescriptor? action, string name)
    {
        var type = action?.Parameters.SelectMany(parameter => parameter.ParameterType.GetProperties()).FirstOrDefault(property => property.Name == name.Split('.')[^1])?.PropertyType;
        return type is { IsGenericType: true } ? type.GetGenericArguments()[0] : type;
    }

    private static bool IsSecret(string name) =>
        name.StartsWith("__", StringComparison.Ordinal) || name.Contains("password", StringComparison.OrdinalIgnoreCase)
        || name.Contains("token", StringComparison.OrdinalIgnoreCase);
}
