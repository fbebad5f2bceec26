using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Continuity;

/// <summary>Somebody sees or takes more in an hour than the company's settings allow.</summary>
public sealed record MassAlarm(long PersonId, string Name, MassKind Kind, long Count, DateTime HourAt);

/// <summary>Writes the counts of this node beside those of the others, and tells managers and administrators when they are too high.</summary>
public static class MassAlarms
{
    /// <returns>The alarms that were raised, whether or not they were told before.</returns>
    public static Task<IReadOnlyList<MassAlarm>> CountMassAsync(
        this CrmDbContext db, IReadOnlyList<MassAddition> additions, Stamp stamp, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        var alarms = new List<MassAlarm>();
        foreach (var addition in additions)
        {
            var total = await db.AddCountAsync(addition, cancel);
            if (total > LimitOf(addition.Kind, db.Company.Settings))
            {
                alarms.Add(await db.RaiseAsync(addition, total, stamp, cancel));
            }
        }

        return (IReadOnlyList<MassAlarm>)alarms;
    }, cancel);

    public static long LimitOf(MassKind kind, CompanySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return kind == MassKind.Views ? settings.MassViews : settings.MassExportRows;
    }

    private static async Task<long> AddCountAsync(this CrmDbContext db, MassAddition addition, CancellationToken cancel)
    {
        var (person, kind, hour, count) = (addition.PersonId, addition.Kind.ToString(), addition.Hour, addition.Count);
        return (await db.Database.SqlQuery<long>(
            $"""INSERT INTO "MassCounts" ("PersonId", "Kind", "Hour", "Count") VALUES ({person}, {kind}, {hour}, {count}) ON CONFLICT ("PersonId", "Kind", "Hour") DO UPDATE SET "Count" = "MassCounts"."Count" + {count} RETURNING "Count" AS "Value" """)
            .ToListAsync(cancel))[0];
    }

    /// <summary>The one place where an alarm comes to be; each of those who answer for it is told once an hour.</summary>
    private static async Task<MassAlarm> RaiseAsync(this CrmDbContext db, MassAddition addition, long total, Stamp stamp, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().SingleAsync(row => row.Id == addition.PersonId, cancel);
        var alarm = new MassAlarm(person.Id, person.Name, addition.Kind, total, DateTime.UnixEpoch.AddHours(addition.Hour));
        var told = await db.People.Where(row => row.Id == person.ManagerId || row.RoleRows.Any(role => role.Role == Role.Administrator))
            .Where(row => row.ActiveFrom <= stamp.Today && (row.ActiveUntil == null || row.ActiveUntil >= stamp.Today)).Select(row => row.Id).ToListAsync(cancel);
        await db.InsertInBulkAsync(await db.NotYetToldAsync([.. told.Select(id => Notice(alarm, id, db.Company.Time, stamp))], cancel), cancel);
        return alarm;
    }

    private static Notification Notice(MassAlarm alarm, long personId, CompanyTime time, Stamp stamp) => new(
        personId, alarm.Kind == MassKind.Views ? NotificationKind.MassViews : NotificationKind.MassExport, nameof(Person), alarm.PersonId,
        string.Create(CultureInfo.InvariantCulture, $"{alarm.Kind}:{alarm.PersonId}:{alarm.HourAt:yyyyMMddHH}"), stamp.At,
        alarm.Name, alarm.Count.ToString(CultureInfo.InvariantCulture), time.Local(alarm.HourAt).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
}
