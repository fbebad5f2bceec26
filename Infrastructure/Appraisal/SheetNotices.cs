using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>What is told of sheets, in the transaction of what it is about.</summary>
public static class SheetNotices
{
    /// <summary>Whose sheet it is learns that it is closed: from then on he may appeal.</summary>
    internal static void TellClosed(this CrmDbContext db, AppraisalSheet sheet, string person, FiscalSpan period, Stamp stamp) =>
        db.Tell(NotificationKind.SheetClosed, sheet.PersonId, sheet, $"{period}", person, period, stamp, null);

    /// <summary>Who closed the sheet, and the person's manager: one of them decides.</summary>
    public static async Task TellAppealAsync(
        this CrmDbContext db, AppraisalSheet sheet, AppraisalAppeal appeal, string person, FiscalSpan period, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(appeal);
        var manager = await db.People.Where(row => row.Id == sheet.PersonId).Select(row => row.ManagerId).SingleAsync(cancel);
        foreach (var decider in new[] { sheet.ClosedById, manager }.OfType<long>().Distinct().Where(one => one != sheet.PersonId))
        {
            db.Tell(NotificationKind.SheetAppealed, decider, sheet, FactOf(appeal, period), person, period, stamp, appeal.Reason);
        }
    }

    /// <summary>By which those who were asked to decide on an appeal were told of it.</summary>
    internal static string KeyOfAppeal(this AppraisalSheet sheet, AppraisalAppeal appeal, FiscalSpan period) => Key(NotificationKind.SheetAppealed, sheet, FactOf(appeal, period));

    public static void TellDecision(this CrmDbContext db, AppraisalSheet sheet, AppraisalAppeal appeal, string person, FiscalSpan period, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(appeal);
        var kind = appeal.State == AppealState.Accepted ? NotificationKind.SheetAppealAccepted : NotificationKind.SheetAppealRefused;
        db.Tell(kind, sheet.PersonId, sheet, FactOf(appeal, period), person, period, stamp, appeal.Words);
    }

    private static void Tell(
        this CrmDbContext db, NotificationKind kind, long to, AppraisalSheet sheet, string fact, string person, FiscalSpan period, Stamp stamp, string? words) =>
        db.Notifications.Add(new Notification(
            to, kind, nameof(AppraisalSheet), sheet.PersonId, Key(kind, sheet, fact), stamp.At,
            PlainText.Cut(person, 100), period.ToString(), PlainText.Cut(words ?? "", 300)));

    private static string FactOf(AppraisalAppeal appeal, FiscalSpan period) => string.Create(CultureInfo.InvariantCulture, $"{period}:{appeal.Number}");

    private static string Key(NotificationKind kind, AppraisalSheet sheet, string fact) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{sheet.PersonId}:{fact}");
}
