namespace SiCrm.Domain.Access;

using static AccessAction;
using static RecordType;
using static Role;

public sealed partial class AccessMatrix
{
    private static IEnumerable<KeyValuePair<(Role Role, AccessRight Right), Scope>> Rows() =>
    [
        .. Grant(Sales, Lead, Scope.Own, Read, Write, Create, Export),
        .. Grant(SalesManager, Lead, Scope.Team, Read, Write, Create, Assign, Export, Import),
        .. Grant(LeadCoordinator, Lead, Scope.All, Read, Write, Create, Assign, Export, Import),
        .. Grant(Presales, Lead, Scope.Own, Read, Create),
        .. Grant(ServiceManager, Lead, Scope.Own, Read, Create),
        .. Grant(ServiceEngineer, Lead, Scope.Own, Read, Create),
        .. Grant(GeneralManager, Lead, Scope.All, Read, Create, Export),
        .. Grant(Administrator, Lead, Scope.All, Read, Write, Create, Assign, Export, Import),
        .. Both(Sales, Scope.Own, Read, Write, Create, Export),
        .. Both(SalesManager, Scope.Team, Read, Write, Create, Assign, Export, Import),
        .. Both(LeadCoordinator, Scope.All, Read, Create, Export, Import),
        .. Both(Finance, Scope.All, Read),
        .. Both(GeneralManager, Scope.All, Read, Export),
        .. Both(Administrator, Scope.All, Read, Write, Create, Assign, Export, Import),
        .. Grant(Sales, Opportunity, Scope.Own, Read, Write, Create, Export),
        .. Grant(SalesManager, Opportunity, Scope.Team, Read, Write, Create, Assign, Export),
        .. Grant(LeadCoordinator, Opportunity, Scope.All, Read, Create),
        .. Grant(Presales, Opportunity, Scope.Own, Read, Write),
        .. Grant(ProjectManager, Opportunity, Scope.Own, Read),
        .. Grant(Finance, Opportunity, Scope.All, Read),
        .. Grant(GeneralManager, Opportunity, Scope.All, Read, Export),
        .. Grant(Administrator, Opportunity, Scope.All, Read, Write, Create, Assign, Export),
        .. Grant(SalesManager, Opportunity, Scope.Team, Approve, Log),
        .. Grant(GeneralManager, Opportunity, Scope.All, Approve),
        .. Grant(Sales, Opportunity, Scope.Own, Log),
        .. Grant(Presales, Opportunity, Scope.Own, Log),
        .. Grant(Administrator, Opportunity, Scope.All, Log),
        .. Grant(Sales, Contract, Scope.Own, Read, Write, Create, Export),
        .. Grant(SalesManager, Contract, Scope.Team, Read, Write, Create, Export),
        .. Grant(ProjectManager, Contract, Scope.All, Read),
        .. Grant(Finance, Contract, Scope.All, Read, Export),
        .. Grant(GeneralManager, Contract, Scope.All, Read, Write, Export),
        .. Grant(Administrator, Contract, Scope.All, Read, Write, Create, Export),
        .. TakeOver(ServiceManager, ServiceEngineer),
        .. Grant(Sales, Milestone, Scope.Own, Write),
        .. Grant(SalesManager, Milestone, Scope.Team, Write),
        .. Grant(ProjectManager, Milestone, Scope.All, Write),
        .. Grant(Finance, Milestone, Scope.All, Write),
        .. Grant(Administrator, Milestone, Scope.All, Write),
        .. Grant(SalesManager, Target, Scope.All, Read),
        .. Grant(GeneralManager, Target, Scope.All, Read, Write),
        .. Grant(Administrator, Target, Scope.All, Read, Write),
        .. Grant(Sales, Appraisal, Scope.Own, Read, Export),
        .. Grant(Presales, Appraisal, Scope.Own, Read, Export),
        .. Grant(SalesManager, Appraisal, Scope.Team, Read, Export, Approve),
        .. Grant(GeneralManager, Appraisal, Scope.All, Read, Export, Approve),
        .. Grant(Administrator, Appraisal, Scope.All, Read, Export),
        .. Schemes(Sales, Presales, SalesManager, GeneralManager, Administrator),
        .. Grant(GeneralManager, AppraisalScheme, Scope.All, Write),
        .. Grant(Administrator, AppraisalScheme, Scope.All, Write),
        .. Grant(Finance, Receipt, Scope.All, Read, Write),
        .. Grant(GeneralManager, Receipt, Scope.All, Read),
        .. Grant(Administrator, Receipt, Scope.All, Read, Write),
        .. Catalogue(Sales, SalesManager, LeadCoordinator, Presales, ProjectManager, ServiceEngineer, ServiceManager, Finance, GeneralManager, Administrator),
        .. Grant(Finance, Product, Scope.All, Write),
        .. Grant(Administrator, Product, Scope.All, Write),
        .. Grant(Administrator, RecordType.Person, Scope.All, Write),
        .. Show(SensitiveField.Amount, Sales, SalesManager, LeadCoordinator, Presales, ProjectManager, Finance, GeneralManager, Administrator),
        .. Show(SensitiveField.PersonalPhone,
            Sales, SalesManager, LeadCoordinator, Presales, ProjectManager, ServiceEngineer, ServiceManager, GeneralManager, Administrator),
        .. Show(SensitiveField.Birthday, Sales, SalesManager, GeneralManager, Administrator),
        .. Show(SensitiveField.Margin, Sales, SalesManager, Presales, ProjectManager, Finance, GeneralManager, Administrator),
        .. Show(SensitiveField.PresalesCost, Sales, SalesManager, Presales, Finance, GeneralManager, Administrator),
    ];

    /// <summary>What is made new belongs to nobody yet, so to create is allowed or not.</summary>
    private static IEnumerable<KeyValuePair<(Role, AccessRight), Scope>> Grant(Role role, RecordType type, Scope scope, params AccessAction[] actions) =>
        actions.Select(action => KeyValuePair.Create((role, AccessRight.Of(type, action)), action == Create ? Scope.All : scope));

    /// <summary>Customers and their contacts.</summary>
    private static IEnumerable<KeyValuePair<(Role, AccessRight), Scope>> Both(Role role, Scope scope, params AccessAction[] actions) =>
        [.. Grant(role, Customer, scope, actions), .. Grant(role, RecordType.Contact, scope, actions)];

    /// <summary>Who sells or serves reads what there is to be sold.</summary>
    private static IEnumerable<KeyValuePair<(Role, AccessRight), Scope>> Catalogue(params Role[] roles) =>
        roles.SelectMany(role => Grant(role, Product, Scope.All, Read));

    /// <summary>A hand-over to service names nobody, so whoever serves reads what is handed over; what was paid for it is no business of his.</summary>
    private static IEnumerable<KeyValuePair<(Role, AccessRight), Scope>> TakeOver(params Role[] roles) =>
        roles.SelectMany(role => Grant(role, Contract, Scope.All, Read));

    /// <summary>Who is appraised reads what he is appraised by.</summary>
    private static IEnumerable<KeyValuePair<(Role, AccessRight), Scope>> Schemes(params Role[] roles) =>
        roles.SelectMany(role => Grant(role, AppraisalScheme, Scope.All, Read));

    private static IEnumerable<KeyValuePair<(Role, AccessRight), Scope>> Show(SensitiveField field, params Role[] roles) =>
        roles.Select(role => KeyValuePair.Create((role, AccessRight.Of(field)), Scope.All));
}
