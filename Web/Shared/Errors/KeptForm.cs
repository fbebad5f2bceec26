using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

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
    public bool IsOfVersion => Fields.Any(kept => KeptReader.IsVersion(kept.Name));

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
            var reader = new KeptReader(
                http.RequestServices.GetRequiredService<Words>(), http.RequestServices.GetRequiredService<IModelMetadataProvider>(),
                http.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>(), http.Features.Get<KeptNames>());
            return new KeptForm(http.Request.Path + http.Request.QueryString,
                [.. form.Where(field => !IsSecret(field.Key)).SelectMany(field => field.Value.Select(value => reader.Read(field.Key, value ?? "", form)))]);
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
