using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>One report of the catalogue.</summary>
public sealed record ReportEntry(string Key, string Icon, string Title, string Text);

/// <summary>The catalogue. A line stands here only when its report exists.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("reports")]
public sealed class ReportsController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    private static readonly IReadOnlyList<ReportEntry> Entries =
    [
        new("lead-daily", "calendar-event", "Reports.Daily", "Reports.Daily.Text"),
        new("lead-promotion", "calendar-week", "Reports.Promotion", "Reports.Promotion.Text"),
        new("neglect", "eye-off", "Reports.Neglect", "Reports.Neglect.Text"),
        new("key-contacts", "star", "Reports.KeyContacts", "Reports.KeyContacts.Text"),
        new("continuity", "shield-check", "Reports.Continuity", "Reports.Continuity.Text"),
        new("presales-cost", "scale", "Reports.PresalesCost", "Reports.PresalesCost.Text"),
    ];

    [HttpGet("")]
    public IActionResult Index() => View(Entries);
}
