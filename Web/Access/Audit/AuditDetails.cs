using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Audit;

/// <summary>One field: what it was and what it became, as the log keeps it.</summary>
public readonly record struct AuditChange(string Field, string? Before, string? After);

/// <summary>Writes what changed, and reads it in the reader's words.</summary>
internal static class AuditDetails
{
    /// <summary>Only what is different; null when nothing is.</summary>
    public static string? Of(params IEnumerable<AuditChange> changes) =>
        string.Join('\n', changes.Where(change => Plain(change.Before) != Plain(change.After))
            .Select(change => $"{change.Field}\t{Plain(change.Before)}\t{Plain(change.After)}")) is { Length: > 0 } text ? text : null;

    public static IReadOnlyList<AuditChange> Read(string? details) =>
    [
        .. (details ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .Where(parts => parts.Length == 3).Select(parts => new AuditChange(parts[0], parts[1], parts[2])),
    ];

    /// <summary>For example <c>Roles: Sales → Sales, Administrator</c>; what was nothing before is told alone.</summary>
    public static string Told(this Words words, string? details, OrganisationFacts names) => string.Join(words["Account.Audit.Between"],
        from change in Read(details)
        let field = FieldOf(words, change.Field)
        let after = ValueOf(words, names, change.Field, change.After)
        select string.IsNullOrEmpty(change.Before) ? words["Account.Audit.Fact", field, after]
            : words["Account.Audit.Change", field, ValueOf(words, names, change.Field, change.Before), after]);

    private static string FieldOf(Words words, string field) => words.OrNull($"Account.Audit.Field.{field}") ?? words.OrNull($"Access.Field.{field}") ?? CellOf(words, field) ?? field;

    /// <summary>A cell of the matrix.</summary>
    private static string? CellOf(Words words, string cell) => AccessEdit.Parse(cell, nameof(Scope.None)) is not { } edit ? null
        : edit.Right is { Type: { } type, Action: { } action } ? $"{words.Of(edit.Role)}: {words.Of(type)}, {words.Of(action)}"
        : edit.Right.Field is { } field ? $"{words.Of(edit.Role)}: {words.Of(field)}" : null;

    private static string ValueOf(Words words, OrganisationFacts names, string field, string? value) => value switch
    {
        null or "" => Show.Nothing,
        _ when field.Contains('.', StringComparison.Ordinal) && Enum.TryParse<Scope>(value, out var scope) => words.Of(scope),
        _ when NameOf(names, field, value) is { } name => name,
        _ when field is "Roles" or "SecondFactorRoles" => string.Join(words["Shared.ListSeparator"], value.Split(',').Select(role =>
            Enum.TryParse<Role>(role, out var known) ? words.Of(known) : role)),
        _ => words.OrNull($"Account.Audit.Value.{value}") ?? value,
    };

    /// <summary>Of a number that stands for a team, a region or a person.</summary>
    private static string? NameOf(OrganisationFacts names, string field, string value) =>
        !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? null : field switch
        {
            "TeamId" => names.Team(id),
            "RegionId" => names.Region(id),
            "ManagerId" => names.Person(id),
            _ => null,
        };

    private static string Plain(string? value) => PlainText.Line(value) ?? "";
}
