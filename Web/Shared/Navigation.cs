using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared;

/// <param name="Path">Where the page is; the entry is current for every address below it.</param>
/// <param name="Icon">A symbol of the icon sprite.</param>
/// <param name="Word">The key of its text.</param>
/// <param name="Policy">Who sees it.</param>
public sealed record NavigationEntry(string Path, string Icon, string Word, string Policy);

/// <summary>Entries that belong to one kind of work.</summary>
/// <param name="Word">The key of its heading; null for what stands above all.</param>
public sealed record NavigationSection(string? Word, IReadOnlyList<NavigationEntry> Entries);

/// <summary>What can be reached from everywhere, in the order of the work. A line stands here only when its page exists.</summary>
public static class Navigation
{
    public static readonly IReadOnlyList<NavigationSection> Sections =
    [
        new(null,
        [
            new("/", "home", "Shared.Nav.Home", Policies.SignedIn),
            new("/calendar", "calendar", "Plans.Calendar", Policies.SignedIn),
            new("/approvals", "clipboard-check", "Gates.Approvals", Policies.Decide),
        ]),
        new("Leads.Title",
        [
            new("/my/leads", "phone", "Leads.Mine.Title", Policies.WriteLeads),
            new("/leads", "target", "Leads.Title", Policies.ReadLeads),
            new("/desk/triage", "inbox", "Desk.Triage.Title", Policies.RunDesk),
            new("/desk/stale", "hourglass", "Desk.Stale.Title", Policies.AssignLeads),
            new("/desk/reclaim", "rotate-clockwise", "Desk.Reclaim.Title", Policies.RunDesk),
            new("/desk/appeals", "message", "Desk.Appeals.Title", Policies.RunDesk),
            new("/desk/rules", "arrows-shuffle", "Desk.Rules.Title", Policies.RunDesk),
            new("/lead-forms", "world", "Forms.Title", Policies.RunDesk),
        ]),
        new("Customers.Title",
        [
            new("/customers", "building", "Customers.Title", Policies.ReadCustomers),
            new("/contacts", "address-book", "Contacts.Title", Policies.ReadContacts),
            new("/care", "heart-handshake", "Care.Title", Policies.WriteCustomers),
            new("/customers/duplicates", "arrows-shuffle", "Duplicates.Title", Policies.WriteCustomers),
            new("/hand-overs", "arrows-exchange", "HandOvers.Title", Policies.AssignCustomers),
            new("/covers", "calendar", "Covers.Title", Policies.SignedIn),
        ]),
        new("Opportunities.Title",
        [
            new("/opportunities", "briefcase", "Opportunities.Title", Policies.ReadOpportunities),
            new("/presales", "clock", "Gates.Mine", Policies.LogOpportunities),
        ]),
        new("Contracts.Title",
        [
            new("/contracts", "file-text", "Contracts.Title", Policies.ReadContracts),
            new("/contracts/overdue", "alert-triangle", "Contracts.Overdue", Policies.ReadContracts),
            new("/receipts", "cash", "Contracts.Receipts", Policies.ReadReceipts),
            new("/products", "package", "Catalogue.Title", Policies.ReadProducts),
        ]),
        new("Reports.Title",
        [
            new("/reports", "report-analytics", "Reports.Title", Policies.ReadReports),
            new("/appraisal/me", "award", "Appraisal.Title", Policies.ReadAppraisals),
            new("/appraisal/scheme", "adjustments", "Appraisal.Scheme", Policies.WriteAppraisalSchemes),
            new("/targets", "flag", "Reports.Targets", Policies.ReadTargets),
        ]),
        new("Access.Settings",
        [
            new("/imports", "database-import", "Imports.Title", Policies.Import),
            new("/people", "users", "Access.People", Policies.Administer),
            new("/access", "shield-lock", "Access.Matrix", Policies.Administer),
            new("/opportunities/stages", "arrows-sort", "Opportunities.Stages.Title", Policies.Administer),
            new("/customers/categories", "tags", "Customers.Scheme.Title", Policies.Administer),
            new("/plan-templates", "list-check", "Plans.Templates", Policies.Administer),
            new("/audit", "history", "Account.Audit", Policies.Administer),
            new("/settings", "settings", "Access.Settings", Policies.Administer),
            new("/operations/jobs", "clock", "Operations.Jobs.Title", Policies.Administer),
            new("/operations/mails", "mail", "Operations.Mails.Title", Policies.Administer),
            new("/operations/backups", "device-floppy", "Operations.Backups.Title", Policies.Administer),
        ]),
    ];

    public static readonly IReadOnlyList<NavigationEntry> Work = [.. Sections.SelectMany(section => section.Entries)];

    /// <summary>The menu behind the plus sign.</summary>
    public static readonly IReadOnlyList<NavigationEntry> QuickAdd =
    [
        new("/leads/new", "target", "Leads.New", Policies.CreateLeads),
        new("/customers/new", "building", "Customers.New", Policies.CreateCustomers),
        new("/opportunities/new", "briefcase", "Opportunities.New", Policies.CreateOpportunities),
    ];

    /// <summary>The entries that the person may see.</summary>
    public static async Task<IReadOnlyList<NavigationEntry>> ForAsync(
        this IReadOnlyList<NavigationEntry> entries, ClaimsPrincipal user, IAuthorizationService authorization)
    {
        var seen = new List<NavigationEntry>();
        foreach (var entry in entries)
        {
            if ((await authorization.AuthorizeAsync(user, entry.Policy)).Succeeded)
            {
                seen.Add(entry);
            }
        }

        return seen;
    }

    /// <summary>The entry whose path begins the address; the longest one wins.</summary>
    public static NavigationEntry? CurrentAt(this IEnumerable<NavigationEntry> entries, PathString address) => entries
        .Where(entry => entry.Path == "/" ? address == "/" : address.StartsWithSegments(entry.Path))
        .MaxBy(entry => entry.Path.Length);
}
