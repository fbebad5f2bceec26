using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Schedules;

/// <summary>Mails the reports that are due, each with what its recipient may see at that moment; who lost access gets none, and its owner is told.</summary>
public sealed class ReportMailing(IServiceScopeFactory scopes, ReportMaker maker, PublicAddress site, Words words, TimeProvider clock, ILogger<ReportMailing> log)
{
    /// <summary>In the company's time zone.</summary>
    public static readonly TimeOnly At = new(6, 30);

    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(3);

    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    /// <summary>Every morning, before people come.</summary>
    public static Job Job(IServiceProvider services) => new("report-schedules", JobRhythm.Nightly(At.Hour, At.Minute), async (_, cancel) =>
        await services.GetRequiredService<ReportMailing>().SendDueAsync(cancel));

    /// <returns>How many were mailed.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancel = default)
    {
        List<long> ids;
        await using (var scope = scopes.CreateAsyncScope())
        {
            ids = await scope.ServiceProvider.GetRequiredService<CrmDbContext>().ReportSchedules.AsNoTracking()
                .Where(schedule => schedule.PausedAt == null).OrderBy(schedule => schedule.Id).Select(schedule => schedule.Id).ToListAsync(cancel);
        }

        var sent = 0;
        foreach (var id in ids)
        {
            sent += await SendAsync(id, cancel) ? 1 : 0;
        }

        return sent;
    }

    private async Task<bool> SendAsync(long id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, outbox) = (scope.ServiceProvider.GetRequiredService<CrmDbContext>(), scope.ServiceProvider.GetRequiredService<Outbox>());
        var stamp = Stamp.Of(null, Now, db.Company.Time);
        if (await db.ReportSchedules.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } schedule || !schedule.IsDue(stamp.Today))
        {
            return false;
        }

        var person = await db.People.AsNoTracking().SingleAsync(row => row.Id == schedule.RecipientId, cancel);
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == schedule.RecipientId, cancel);
        var query = QueryOn(schedule, stamp.Today, db.Company.Settings);
        var (outcome, file) = account is not { Email.Length: > 0 } || !person.IsActive(stamp.Today) ? (ScheduleOutcome.NoAccess, null)
            : await MakeAsync(account, schedule, query, cancel);
        schedule.Done(outcome, stamp);
        if (outcome == ScheduleOutcome.Sent && file is not null && account?.Email is { Length: > 0 } to)
        {
            Post(outbox, to, person, account.Language ?? db.Company.Settings.Language, schedule, query, file, db.Company.Time);
        }
        else if (ReportCatalogue.Find(schedule.Key) is not null)
        {
            Tell(db, schedule, person, stamp);
        }

        await db.SaveChangesAsync(cancel);
        return outcome == ScheduleOutcome.Sent;
    }

    /// <summary>The filters that it was scheduled with, and the days that it is about when it is mailed.</summary>
    private static string QueryOn(ReportSchedule schedule, DateOnly today, CompanySettings settings)
    {
        var days = ReportCatalogue.Find(schedule.Key)?.Days.On(schedule.Period, today, settings.FiscalYearStart) ?? [];
        var query = QueryHelpers.AddQueryString("", days.Select(day => KeyValuePair.Create(day.Key, (string?)day.Value))).TrimStart('?');
        return schedule.Query.Length == 0 || query.Length == 0 ? schedule.Query + query : $"{schedule.Query}&{query}";
    }

    private static ExportFormat FormatOf(ReportSchedule schedule) => schedule.File == ScheduleFile.Xlsx ? ExportFormat.Xlsx : ExportFormat.Csv;

    private async Task<(ScheduleOutcome Outcome, byte[]? File)> MakeAsync(Account account, ReportSchedule schedule, string query, CancellationToken cancel)
    {
        try
        {
            using (InLanguage.Of(account.Language ?? "en"))
            {
                var file = await maker.MakeAsync(account, $"/reports/{schedule.Key}/export{TableExport.EndingOf(FormatOf(schedule))}", query, cancel);
                return (file is null ? ScheduleOutcome.NoAccess : ScheduleOutcome.Sent, file);
            }
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(trouble, "Report {Key} of schedule {Schedule} could not be made", schedule.Key, schedule.Id);
            return (ScheduleOutcome.Failed, null);
        }
    }

    private void Post(Outbox outbox, string to, Person person, string language, ReportSchedule schedule, string query, byte[] file, CompanyTime time)
    {
        using (InLanguage.Of(language))
        {
            var title = words[ReportCatalogue.Find(schedule.Key)?.Title ?? "Reports.Title"];
            var link = site.IsKnown ? site.Of($"/reports/{schedule.Key}{(query.Length == 0 ? "" : "?" + query)}") : null;
            var of = schedule.Period == SchedulePeriod.Usual ? Show.Day(time.DayOf(Now)) : $"{words.Of(schedule.Period)} {Show.Day(time.DayOf(Now))}";
            outbox.Add(to, $"{title} {of}", new MailLetter(
                CultureInfo.CurrentUICulture.Name, words["Account.Mail.Greeting", person.Name], [words["Reports.Schedule.Mail", title, Show.Instant(Now, time)]],
                link is null ? null : title, link, words["Account.Mail.Closing"])
            {
                File = new MailFile($"{schedule.Key} {Show.Day(time.DayOf(Now))}{TableExport.EndingOf(FormatOf(schedule))}", TableExport.TypeOf(FormatOf(schedule)).Split(';')[0], file),
            }, Now, Now + GoodFor);
        }
    }

    /// <summary>The owner is told, once for each time that it was not mailed.</summary>
    private static void Tell(CrmDbContext db, ReportSchedule schedule, Person recipient, Stamp stamp) => db.Notifications.Add(new Notification(
        schedule.OwnerId, NotificationKind.ReportNotSent, nameof(ReportSchedule), schedule.Id,
        string.Create(CultureInfo.InvariantCulture, $"{NotificationKind.ReportNotSent}:{schedule.Id}:{stamp.Today:yyyyMMdd}"), stamp.At, schedule.Key, recipient.Name));
}
