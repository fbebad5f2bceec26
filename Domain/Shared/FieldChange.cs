using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>What one thing was and is, written into the history with the change itself; amounts in minor units, days as 2026-11-18.</summary>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    private const int Longest = 200;

    /// <summary>What is not the same any more; both sides say the same fields in the same order.</summary>
    public static IReadOnlyList<FieldChange> Between(IEnumerable<(string Field, object? Said)> before, IEnumerable<(string Field, object? Said)> after) =>
        [.. from pair in before.Zip(after)
            let change = new FieldChange(pair.First.Field, Text(pair.First.Said), Text(pair.Second.Said))
            where change.Before != change.After
            select change];

    private static string? Text(object? said) => said switch
    {
        Money money => money.Minor.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string text => text.Length <= Longest ? text : $"{PlainText.Cut(text, Longest - 1)}…",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => said?.ToString(),
    };
}
