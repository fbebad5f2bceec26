using SiCrm.Domain.Access;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>提供的工作帮助: the lists and reports that a role works with. A line stands here only when its page exists.</summary>
public static class HomeLinks
{
    private static readonly NavigationEntry
        Leads = new("/leads", "list", "Home.Link.Leads", Policies.ReadLeads),
        Stale = new("/desk/stale", "hourglass", "Desk.Stale.Title", Policies.AssignLeads),
        Allocations = new("/desk/allocations", "arrows-exchange", "Desk.Allocations.Title", Policies.AssignLeads),
        Rules = new("/desk/rules", "arrows-shuffle", "Desk.Rules.Title", Policies.RunDesk),
        Policy = new("/desk/reclaim-policy", "adjustments", "Desk.Policy.Title", Policies.RunDesk),
        Confirmations = new("/my/confirmations", "help-circle", "Desk.Confirmations.Title", Policies.WriteLeads),
        Taken = new("/my/appeals", "hand-stop", "Desk.MyAppeals.Title", Policies.WriteLeads),
        Care = new("/care", "heart-handshake", "Care.Title", Policies.WriteCustomers),
        Neglect = new("/reports/neglect", "eye-off", "Reports.Neglect", Policies.ReadCustomers),
        KeyContacts = new("/reports/key-contacts", "star", "Reports.KeyContacts", Policies.ReadCustomers),
        Continuity = new("/reports/continuity", "shield-check", "Reports.Continuity", Policies.ReadCustomers),
        Calendar = new("/calendar", "calendar", "Plans.Calendar", Policies.SignedIn),
        Workload = new("/reports/workload", "clock", "Reports.Workload", Policies.ReadOpportunities),
        Promotion = new("/reports/opportunity-promotion", "briefcase", "Pipeline.Promotion", Policies.ReadOpportunities),
        Forecast = new("/reports/sales-forecast", "target", "Pipeline.Forecast", Policies.ReadOpportunities),
        KeyProjects = new("/reports/key-projects", "flag", "Pipeline.KeyProjects", Policies.ReadOpportunities),
        Funnel = new("/reports/stage-funnel", "filter", "Pipeline.Funnel", Policies.ReadOpportunities),
        SalesByTime = new("/reports/sales-by-time", "chart-line", "Reports.Sales.sales-by-time", Policies.ReadContracts),
        RegionalSales = new("/reports/regional-sales", "map-pin", "Reports.Sales.regional-sales", Policies.ReadContracts),
        ProductSales = new("/reports/product-sales", "package", "Reports.Sales.product-sales", Policies.ReadContracts),
        Execution = new("/reports/contract-execution", "clipboard-check", "Reports.Sales.contract-execution", Policies.ReadContracts),
        Contracts = new("/contracts", "file-text", "Contracts.Title", Policies.ReadContracts),
        Overdue = new("/contracts/overdue", "alert-triangle", "Contracts.Overdue", Policies.ReadContracts),
        Receipts = new("/receipts", "cash", "Contracts.Receipts", Policies.ReadReceipts),
        Sheet = new("/appraisal/me", "award", "Appraisal.Title", Policies.ReadAppraisals),
        Appraisal = new("/reports/performance", "award", "Appraisal.Report", Policies.ReadAppraisals),
        Presales = new("/presales", "clock", "Gates.Mine", Policies.LogOpportunities),
        Imports = new("/imports", "database-import", "Imports.Title", Policies.Import),
        Audit = new("/audit", "history", "Account.Audit", Policies.Administer),
        Forms = new("/lead-forms", "world", "Forms.Title", Policies.RunDesk),
        People = new("/people", "users", "Access.People", Policies.Administer),
        Matrix = new("/access", "shield-lock", "Access.Matrix", Policies.Administer),
        Settings = new("/settings", "settings", "Access.Settings", Policies.Administer),
        Jobs = new("/operations/jobs", "clock", "Operations.Jobs.Title", Policies.Administer),
        Backups = new("/operations/backups", "device-floppy", "Operations.Backups.Title", Policies.Administer);

    public static IReadOnlyList<NavigationEntry> For(Role? role) => role switch
    {
        Role.LeadCoordinator => [Leads, Stale, Allocations, Rules, Policy, Forms],
        Role.SalesManager => [Leads, Calendar, Promotion, Forecast, KeyProjects, Funnel, Workload, Appraisal, Stale, Allocations, Care, Neglect, KeyContacts, Continuity],
        Role.GeneralManager => [SalesByTime, RegionalSales, ProductSales, Forecast, KeyContacts, KeyProjects, Promotion, Execution, Appraisal, Workload, Neglect, Continuity],
        Role.Sales => [Sheet, Leads, Calendar, Confirmations, Taken, Care, Neglect, Promotion, Forecast],
        Role.Presales => [Presales, Calendar, Leads, Sheet],
        Role.ProjectManager => [Contracts, Execution, Calendar, Sheet],
        Role.Finance => [Contracts, Overdue, Receipts, Execution],
        Role.Administrator => [People, Matrix, Settings, Jobs, Backups, Imports, Audit, Leads, Rules, Policy, Forms],
        _ => [Leads, Calendar],
    };
}
