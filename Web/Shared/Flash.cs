using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace SiCrm.Web.Shared;

/// <summary>What the next page says was done, with a way to undo it where there is one.</summary>
/// <param name="UndoPath">Where a form posts to undo; null when that is not possible.</param>
public sealed record Flash(string Text, string? UndoPath = null, bool IsWarning = false)
{
    private const string Key = "Flash";

    public static void Keep(ITempDataDictionary temp, Flash flash) => temp[Key] = JsonSerializer.Serialize(flash);

    public static Flash? Take(ITempDataDictionary temp) =>
        temp[Key] is string json ? JsonSerializer.Deserialize<Flash>(json) : null;
}
