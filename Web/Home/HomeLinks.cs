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
        Forms = new("/lead-forms", "world", "Forms.Title", Policies.RunDesk),
        People = new("/people", "users", "Access.People", Policies.Administer),
        Matrix = new("/access", "shield-lock", "Access.Matrix", Policies.Administer),
        Settings = new("/settings", "settings", "Access.Settings", Policies.Administer),
        Jobs = new("/operations/jobs", "clock", "Operations.Jobs.Title", Policies.Administer),
        Backups = new("/operations/backups", "device-floppy", "Operations.Backups.Title", Policies.Administer);

    public static IReadOnlyList<NavigationEntry> For(Role? role) => role switch
    {
        Role.LeadCoordinator => [Leads, Stale, Allocations, Rules, Policy, Forms],
        Role.SalesManager => [Leads, Calendar, Workload, Stale, Allocations, Care, Neglect, KeyContacts, Continuity],
        Role.GeneralManager => [Leads, Workload, Neglect, KeyContacts, Continuity],
        Role.Sales => [Leads, Calendar, Confirmations, Taken, Care, Neglect],
        Role.Administrator => [People, Matrix, Settings, Jobs, Backups, Leads, Rules, Policy, Forms],
        _ => [Leads, Calendar],
    };
}
