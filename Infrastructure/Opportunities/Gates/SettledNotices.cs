using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>
/// A word that asks for a decision has been read, by all who were asked, once the decision is made or nobody waits for it any more: in the
/// transaction of the change itself, whoever makes it.
/// </summary>
internal static class SettledNotices
{
    public static async Task SettleNoticesAsync(this CrmDbContext db, CancellationToken cancel)
    {
        foreach (var entry in Changed<Contract>(db).Where(entry => Ends(entry, row => row.SigningAskedAt)))
        {
            await ReadAsync(
                db.Notifications.Where(row => row.Kind == NotificationKind.SigningAsked), nameof(Contract), entry.Entity.Id,
                entry.Entity.History.Where(row => row.Id == 0).Select(row => (DateTime?)row.At).Max(), cancel);
        }

        foreach (var entry in Changed<Quote>(db).Where(entry => Was(entry, row => row.Status) == QuoteStatus.Waiting && entry.Entity.Status != QuoteStatus.Waiting))
        {
            var fact = string.Create(CultureInfo.InvariantCulture, $"{GateNotices.OfQuote}{entry.Entity.Id}.");
            await ReadAsync(
                Asked(db).Where(row => row.Key.Contains(fact)), nameof(Opportunity), entry.Entity.OpportunityId,
                entry.Entity.History.Where(row => row.Id == 0).Select(row => (DateTime?)row.At).Max(), cancel);
        }

        // One application of an opportunity waits at a time, so that whatever is neither of a quote nor of a qualification is of this one.
        foreach (var entry in Changed<Initiation>(db).Where(entry => entry.Property(row => row.State).IsModified && Was(entry, row => row.State) is InitiationState.Applied or InitiationState.Held))
        {
            await ReadAsync(
                Asked(db).Where(row => !row.Key.Contains(GateNotices.OfQuote)), nameof(Opportunity), entry.Entity.OpportunityId,
                entry.Entity.Decisions.Where(row => row.Id == 0).Select(row => (DateTime?)row.At).Max(), cancel);
        }

        foreach (var entry in Changed<Qualification>(db).Where(entry => !entry.Entity.WaitsForManager && Was(entry, row => row.PassedAt) is null && Was(entry, row => row.RefusedAt) is null))
        {
            await ReadAsync(
                Asked(db).Where(row => row.Key.EndsWith(GateNotices.OfQualification)), nameof(Opportunity), entry.Entity.OpportunityId,
                entry.Entity.PassedAt ?? entry.Entity.RefusedAt, cancel);
        }

        // Of an opportunity that is over nobody decides at a gate; what was quoted for it still waits.
        foreach (var entry in Changed<Opportunity>(db).Where(entry => entry.Entity.ClosedAt is not null && Was(entry, row => row.ClosedAt) is null))
        {
            await ReadAsync(
                Asked(db).Where(row => !row.Key.Contains(GateNotices.OfQuote) || row.Key.EndsWith(GateNotices.OfQualification)), nameof(Opportunity), entry.Entity.Id, entry.Entity.ClosedAt, cancel);
        }

        foreach (var entry in Changed<AppraisalAppeal>(db).Where(entry => entry.Entity.State != AppealState.Open && Was(entry, row => row.State) == AppealState.Open))
        {
            var appeal = entry.Entity;
            var sheet = await db.AppraisalSheets.SingleAsync(row => row.Id == appeal.SheetId, cancel);
            var key = sheet.KeyOfAppeal(appeal, new FiscalSpan(sheet.PeriodOn, sheet.Months, db.Company.Settings.FiscalYearStart));
            await ReadAsync(
                db.Notifications.Where(row => row.Kind == NotificationKind.SheetAppealed && row.Key == key), nameof(AppraisalSheet), sheet.PersonId, appeal.DecidedAt, cancel);
        }
    }

    private static IQueryable<Notification> Asked(CrmDbContext db) => db.Notifications.Where(row => row.Kind == NotificationKind.ApprovalAsked);

    private static Task ReadAsync(IQueryable<Notification> notices, string subject, long id, DateTime? at, CancellationToken cancel) => at is null ? Task.CompletedTask
        : notices.Unread().Where(row => row.Subject == subject && row.SubjectId == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.ReadAt, at), cancel);

    private static List<EntityEntry<T>> Changed<T>(CrmDbContext db) where T : class =>
        [.. db.ChangeTracker.Entries<T>().Where(entry => entry.State == EntityState.Modified)];

    private static TValue Was<T, TValue>(EntityEntry<T> entry, Expression<Func<T, TValue>> property) where T : class => entry.Property(property).OriginalValue;

    private static bool Ends(EntityEntry<Contract> entry, Expression<Func<Contract, DateTime?>> property) =>
        entry.Property(property) is { OriginalValue: not null, CurrentValue: null };
}
