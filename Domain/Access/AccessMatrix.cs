using System.Collections.Frozen;

namespace SiCrm.Domain.Access;

/// <summary>Role × right → scope: the one table that decides access (product text, section 2). A sensitive field is seen or not: all or none.</summary>
public sealed partial class AccessMatrix(IEnumerable<KeyValuePair<(Role Role, AccessRight Right), Scope>> cells)
{
    private readonly FrozenDictionary<(Role Role, AccessRight Right), Scope> _cells = cells.ToFrozenDictionary();

    /// <summary>What a new company starts with.</summary>
    public static AccessMatrix Default { get; } = new(Rows());

    /// <summary>Of somebody whose rights are not known: nothing.</summary>
    public static AccessMatrix Nothing { get; } = new([]);

    /// <summary>The program's own, which no administrator can narrow.</summary>
    public static AccessMatrix Everything { get; } = new(
        from role in Enum.GetValues<Role>()
        from right in AllRights()
        select KeyValuePair.Create((role, right), Scope.All));

    public Scope ScopeOf(Role role, AccessRight right) => _cells.GetValueOrDefault((role, right));

    public Scope ScopeOf(Role role, RecordType type, AccessAction action) => ScopeOf(role, AccessRight.Of(type, action));

    /// <summary>The widest of the roles' scopes.</summary>
    public Scope ScopeOf(IEnumerable<Role> roles, AccessRight right) =>
        roles.Select(role => ScopeOf(role, right)).DefaultIfEmpty(Scope.None).Max();

    public Scope ScopeOf(IEnumerable<Role> roles, RecordType type, AccessAction action) => ScopeOf(roles, AccessRight.Of(type, action));

    public bool Sees(IEnumerable<Role> roles, SensitiveField field) => ScopeOf(roles, AccessRight.Of(field)) == Scope.All;

    /// <summary>The roles that the right is given to at all.</summary>
    public IReadOnlyList<Role> RolesWith(AccessRight right) => [.. Enum.GetValues<Role>().Where(role => ScopeOf(role, right) != Scope.None)];

    /// <summary>The same with these cells instead.</summary>
    public AccessMatrix With(IEnumerable<AccessEdit> edits)
    {
        var changed = _cells.ToDictionary();
        foreach (var edit in edits)
        {
            changed[(edit.Role, edit.Right)] = edit.Scope;
        }

        return new(changed);
    }

    private static IEnumerable<AccessRight> AllRights() =>
        Enum.GetValues<RecordType>().SelectMany(type => Enum.GetValues<AccessAction>().Select(action => AccessRight.Of(type, action)))
            .Concat(Enum.GetValues<SensitiveField>().Select(field => AccessRight.Of(field)));
}

/// <summary>A cell as somebody wants it.</summary>
public readonly record struct AccessEdit(Role Role, AccessRight Right, Scope Scope)
{
    /// <summary>The cell's name, for example <c>Sales.Lead.Read</c>.</summary>
    public string Cell => $"{Role}.{Right}";

    /// <summary>Null for a role, a right or a scope that there is not.</summary>
    public static AccessEdit? Parse(string cell, string? scope)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Split('.', 2) is [var role, var right] && Known<Role>(role) is { } who && AccessRight.Parse(right) is { } what
            && Known<Scope>(scope) is { } reach && what.Choices.Contains(reach)
            ? new AccessEdit(who, what, reach) : null;
    }

    private static T? Known<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && value.ToString() == name ? value : null;
}
