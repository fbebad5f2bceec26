using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Shared.Errors;

/// <summary>
/// What a form said when it was opened: it goes with it, so that of two versions is known who changed what. Whoever sends another one only changes what
/// is chosen already when he is asked.
/// </summary>
internal static class FormAsOpened
{
    public const string Name = "opened";

    private const int Longest = 200_000;
    private static readonly IReadOnlyDictionary<string, string> Unknown = new Dictionary<string, string>();

    public static string Pack(IModelMetadataProvider metadata, object form)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, FormFields.Said(metadata, form).Where(field => field.Value.Length > 0).ToDictionary());
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>By the names of the fields, without those that were empty; nothing where it can't be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? packed)
    {
        if (packed is not { Length: > 0 and <= Longest })
        {
            return Unknown;
        }

        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
            var plain = new byte[5 * Longest];
            var length = brotli.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return JsonSerializer.Deserialize<Dictionary<string, string>>(plain.AsSpan(0, length)) ?? Unknown;
        }
        catch (Exception unread) when (unread is FormatException or InvalidDataException or InvalidOperationException or JsonException)
        {
            return Unknown;
        }
    }
}
