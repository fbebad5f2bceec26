using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Forms;

/// <summary>
/// So much is taken from one address, and by one form, in ten minutes. Counted before anything is looked at and in a
/// transaction of its own, so that what is refused counts too.
/// </summary>
public static class FormGate
{
    public const int MostOfAddress = 20;
    public const int MostOfForm = 300;

    private const long SpanSeconds = 600;

    /// <summary>Null when it may be looked at; else when the next span begins.</summary>
    public static async Task<DateTime?> KnockAsync(this CrmDbContext db, long formId, string address, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var span = SpanOf(now);
        var isOpen = await db.WriteAsync(async () =>
            await CountAsync(db, $"form:{formId} {address}", span, cancel) <= MostOfAddress && await CountAsync(db, $"form:{formId}", span, cancel) <= MostOfForm, cancel);
        return isOpen ? null : DateTime.UnixEpoch.AddSeconds((span + 1) * SpanSeconds);
    }

    /// <summary>Nobody asks for the counts of spans that are over.</summary>
    public static Task<int> ForgetFormCountsAsync(this CrmDbContext db, DateTime before, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var span = SpanOf(before);
        return db.WriteAsync(() => db.Set<FormCount>().Where(count => count.Span < span).ExecuteDeleteAsync(cancel), cancel);
    }

    private static long SpanOf(DateTime at) => (long)(at - DateTime.UnixEpoch).TotalSeconds / SpanSeconds;

    private static async Task<long> CountAsync(CrmDbContext db, string subject, long span, CancellationToken cancel) =>
        (await db.Database.SqlQuery<long>(
            $"""INSERT INTO "FormCounts" ("Subject", "Span", "Count") VALUES ({subject}, {span}, 1) ON CONFLICT ("Subject") DO UPDATE SET "Count" = CASE WHEN "FormCounts"."Span" = {span} THEN "FormCounts"."Count" + 1 ELSE 1 END, "Span" = {span} RETURNING "Count" AS "Value" """)
            .ToListAsync(cancel))[0];
}
