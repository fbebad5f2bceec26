namespace SiCrm.Domain.Access;

/// <summary>What a cell of the matrix decides for a role: how far an action on a record type reaches, or whether a sensitive field is seen.</summary>
public readonly record struct AccessRight
{
    public const int NameLength = 40;

    private const string See = "See";

    private AccessRight(RecordType? type, AccessAction? action, SensitiveField? field) => (Type, Action, Field) = (type, action, field);

    /// <summary>Null for a sensitive field, as <see cref="Action"/>.</summary>
    public RecordType? Type { get; }

    public AccessAction? Action { get; }

    public SensitiveField? Field { get; }

    /// <summary>Those that something asks for; others have no cell.</summary>
    public static IReadOnlyList<AccessRight> Enforced { get; } =
    [
        .. OfType(RecordType.Lead, AccessAction.Read, AccessAction.Write, AccessAction.Create, AccessAction.Assign, AccessAction.Export, AccessAction.Import),
        .. OfType(RecordType.Opportunity, AccessAction.Read, AccessAction.Write, AccessAction.Create, AccessAction.Assign, AccessAction.Export),
        .. OfType(RecordType.Opportunity, AccessAction.Approve, AccessAction.Log),
        .. OfType(RecordType.Customer, AccessAction.Read, AccessAction.Write, AccessAction.Create, AccessAction.Assign, AccessAction.Export, AccessAction.Import),
        .. OfType(RecordType.Contact, AccessAction.Read, AccessAction.Write, AccessAction.Export, AccessAction.Import),
        .. OfType(RecordType.Contract, AccessAction.Read, AccessAction.Write, AccessAction.Create, AccessAction.Export),
        .. OfType(RecordType.Milestone, AccessAction.Write),
        .. OfType(RecordType.Receipt, AccessAction.Read, AccessAction.Write),
        .. OfType(RecordType.Target, AccessAction.Read, AccessAction.Write),
        .. OfType(RecordType.Appraisal, AccessAction.Read, AccessAction.Export, AccessAction.Approve),
        .. OfType(RecordType.AppraisalScheme, AccessAction.Read, AccessAction.Write),
        .. OfType(RecordType.Product, AccessAction.Read, AccessAction.Write),
        .. OfType(RecordType.Person, AccessAction.Write),
        .. Enum.GetValues<SensitiveField>().Select(field => Of(field)),
    ];

    /// <summary>How far it can reach: what has no owner is allowed or not.</summary>
    public IReadOnlyList<Scope> Choices => this is { Field: not null } or { Type: RecordType.Person or RecordType.Product or RecordType.Receipt or RecordType.Target or RecordType.AppraisalScheme } or { Action: AccessAction.Create }
        ? [Scope.None, Scope.All] : Enum.GetValues<Scope>();

    public static AccessRight Of(RecordType type, AccessAction action) => new(type, action, null);

    public static AccessRight Of(SensitiveField field) => new(null, null, field);

    /// <summary>Null for what is no enforced right.</summary>
    public static AccessRight? Parse(string? name)
    {
        var found = Enforced.FirstOrDefault(right => right.ToString() == name);
        return found == default ? null : found;
    }

    public override string ToString() => Field is { } field ? $"{See}.{field}" : $"{Type}.{Action}";

    private static IEnumerable<AccessRight> OfType(RecordType type, params IEnumerable<AccessAction> actions) => actions.Select(action => Of(type, action));
}
