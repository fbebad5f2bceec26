namespace SiCrm.Domain.Access;

using static AccessAction;
using static RecordType;
using static Role;

/// <summary>Role × record type × action → scope: the one table that decides access (product text, section 2).</summary>
public sealed class AccessMatrix(IReadOnlyDictionary<(Role, RecordType, AccessAction), Scope> cells)
{
    /// <summary>What a new company starts with.</summary>
    public static readonly AccessMatrix Default = new(Rows().ToDictionary(
        row => (row.Role, row.Type, row.Action), row => row.Scope));

    public Scope ScopeOf(Role role, RecordType type, AccessAction action) =>
        cells.GetValueOrDefault((role, type, action));

    public Scope ScopeOf(IEnumerable<Role> roles, RecordType type, AccessAction action) =>
        roles.Select(role => ScopeOf(role, type, action)).DefaultIfEmpty(Scope.None).Max();

    private static IEnumerable<(Role Role, RecordType Type, AccessAction Action, Scope Scope)> Rows() =>
    [
        .. Grant(Sales, Lead, Scope.Own, Read, Write, Create, Export),
        .. Grant(SalesManager, Lead, Scope.Team, Read, Write, Create, Assign, Export, Import),
        .. Grant(LeadCoordinator, Lead, Scope.All, Read, Write, Create, Assign, Export, Import),
        .. Grant(Presales, Lead, Scope.Own, Read, Create),
        .. Grant(ServiceManager, Lead, Scope.Own, Read, Create),
        .. Grant(ServiceEngineer, Lead, Scope.Own, Read, Create),
        .. Grant(GeneralManager, Lead, Scope.All, Read, Create, Export),
        .. Grant(Administrator, Lead, Scope.All, Read, Write, Create, Assign, Export, Import),
        .. Grant(Sales, Customer, Scope.Own, Read, Write, Create, Export),
        .. Grant(SalesManager, Customer, Scope.Team, Read, Write, Create, Assign, Export, Import),
        .. Grant(LeadCoordinator, Customer, Scope.All, Read, Create, Export, Import),
        .. Grant(GeneralManager, Customer, Scope.All, Read, Export),
        .. Grant(Administrator, Customer, Scope.All, Read, Write, Create, Assign, Export, Import),
        .. Grant(Sales, Opportunity, Scope.Own, Read, Write, Create),
        .. Grant(SalesManager, Opportunity, Scope.Team, Read, Write, Create, Assign),
        .. Grant(LeadCoordinator, Opportunity, Scope.All, Read, Create),
        .. Grant(GeneralManager, Opportunity, Scope.All, Read),
        .. Grant(Administrator, Opportunity, Scope.All, Read, Write, Create, Assign),
    ];

    private static IEnumerable<(Role, RecordType, AccessAction, Scope)> Grant(
        Role role, RecordType type, Scope scope, params AccessAction[] actions) =>
        actions.Select(action => (role, type, action, scope));
}
