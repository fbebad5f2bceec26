using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>One question to an owner.</summary>
public sealed record ConfirmationRow(
    long Id, long LeadId, string Number, string Company, LeadStatus Status, string? NextAction, DateOnly? NextDueOn, DateTime QuietSince,
    DateTime? ReclaimDueAt, DateOnly WeekOn);

/// <summary>The weekly questions that wait for the viewer's word.</summary>
public static class MyConfirmations
{
    /// <summary>Questions of this week and the one before: an answer that comes on Monday is late, not lost.</summary>
    public static Task<List<ConfirmationRow>> OpenConfirmationsAsync(
        this CrmDbContext db, Viewer viewer, DateOnly today, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (from row in db.OpenConfirmations(viewer, today)
                join lead in db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Write) on row.LeadId equals lead.Id
                where lead.OwnerId == row.OwnerId && (lead.Status == LeadStatus.Assigned || lead.Status == LeadStatus.Working)
                orderby row.QuietSince, row.Id
                select new ConfirmationRow(
                    row.Id, lead.Id, lead.Number, lead.Company, lead.Status, lead.NextAction, lead.NextDueOn, row.QuietSince, lead.ReclaimDueAt,
                    row.WeekOn)).Take(most).ToListAsync(cancel);
    }

    /// <summary>The question and its lead, to be answered; null when it is not the viewer's, or answered.</summary>
    public static async Task<(WeeklyConfirmation Asked, Lead Lead)?> ConfirmationForAnswerAsync(
        this CrmDbContext db, Viewer viewer, long id, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.OpenConfirmations(viewer, today).AsTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is { } asked
            && await db.Leads.VisibleTo(viewer, AccessAction.Write).ForChange()
                .SingleOrDefaultAsync(lead => lead.Id == asked.LeadId && lead.OwnerId == asked.OwnerId, cancel) is { } lead
            ? (asked, lead)
            : null;
    }

    private static IQueryable<WeeklyConfirmation> OpenConfirmations(this CrmDbContext db, Viewer viewer, DateOnly today)
    {
        var since = IsoWeek.Of(today).Previous.Monday;
        return db.WeeklyConfirmations.AsNoTracking().Where(row => row.OwnerId == viewer.PersonId && row.WeekOn >= since && row.Answer == null)
            .Where(row => !db.WeeklyConfirmations.Any(newer => newer.LeadId == row.LeadId && newer.WeekOn > row.WeekOn));
    }
}
