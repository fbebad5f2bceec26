using Microsoft.AspNetCore.Mvc.Controllers;

namespace SiCrm.Web.Shared.Errors;

public sealed record KeptField(string Name, string Label, string Value);

/// <summary>What was typed, where the page that it was typed on can't be shown again.</summary>
/// <param name="Path">Where it was sent.</param>
public sealed record KeptForm(string Path, IReadOnlyList<KeptField> Fields)
{
    /// <summary>The fields that a person sees.</summary>
    public IEnumerable<KeptField> Typed => Fields.Where(typed => typed.Value.Length > 0 && typed.Label.Length > 0);

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
                [.. form.Where(field => !IsSecret(field.Key)).SelectMany(field => field.Value.Select(value => new KeptField(
                    field.Key, words.OrNull($"{feature}.Field.{field.Key.Split('.')[^1]}") ?? "", value ?? "")))]);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static bool IsSecret(string name) =>
        name.StartsWith("__", StringComparison.Ordinal) || name.Contains("password", StringComparison.OrdinalIgnoreCase)
        || name.Contains("token", StringComparison.OrdinalIgnoreCase);
}
