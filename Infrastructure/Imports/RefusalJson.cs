using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports;

/// <summary>Keeps refusals and cells with an import's notes, so that they can be told later in anybody's language.</summary>
public static class RefusalJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, Type> Enums =
        new[] { typeof(ImportField), typeof(DuplicateBy), typeof(LeadStatus) }.ToDictionary(type => type.Name);

    public static string OfCells(IReadOnlyList<string> cells) => JsonSerializer.Serialize(cells, Plain);

    public static IReadOnlyList<string> Cells(string json) =>
        json.Length == 0 ? [] : JsonSerializer.Deserialize<List<string>>(json, Plain) ?? [];

    public static string Of(IEnumerable<Refusal> refusals) =>
        JsonSerializer.Serialize(refusals.Select(refusal => new Stored(refusal.Code, [.. refusal.Args.Select(Write)])), Plain);

    public static IReadOnlyList<Refusal> Read(string json) =>
        [.. (JsonSerializer.Deserialize<List<Stored>>(json, Plain) ?? []).Select(stored => new Refusal(stored.Code, [.. stored.Args.Select(Read)]))];

    private static Argument Write(object? value) => value is Enum choice
        ? new(choice.GetType().Name, choice.ToString())
        : new(null, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static object Read(Argument argument) =>
        argument.Type is { } name && Enums.TryGetValue(name, out var type) && Enum.TryParse(type, argument.Value, out var choice)
            ? choice
            : argument.Value;

    private sealed record Stored(string Code, List<Argument> Args);

    private sealed record Argument(string? Type, string Value);
}
