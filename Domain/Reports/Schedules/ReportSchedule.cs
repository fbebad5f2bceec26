using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Schedules;

public enum ScheduleRhythm
{
    Daily,

    /// <summary>On Mondays.</summary>
    Weekly,

    /// <summary>On the first of the month.</summary>
    Monthly,
}

/// <summary>Which kind of file is mailed.</summary>
public enum ScheduleFile
{
    Csv,
    Xlsx,
}

public enum ScheduleOutcome
{
    Sent,

    /// <summary>The recipient may not see the report, or does not work here any more.</summary>
    NoAccess,

    /// <summary>It could not be made, or is too big for a mail.</summary>
    Failed,
}

/// <summary>定期发送: a report with its filters that is mailed to somebody again and again, with what he may see at that moment.</summary>
public sealed class ReportSchedule
{
    public const int KeyLength = 40;
    public const int QueryLength = 1000;
    public const int MostOfOne = 100;

    /// <summary>From one first of the month to the next but one.</summary>
    private const int MostDaysApart = 62;

    /// <param name="key">The report's, as in its address.</param>
    /// <param name="query">Its filters, as in its address after the question mark, without the days.</param>
    public ReportSchedule(
        string key, string query, SchedulePeriod period, ScheduleFile file, ScheduleRhythm rhythm, long ownerId, long recipientId, Stamp stamp)
    {
        (key.Length > KeyLength || query.Length > QueryLength ? new Refusal("ScheduleTooLong") : null).ThrowIfRefused();
        (Period, File) = (period, file);
        (Key, Query, Rhythm, OwnerId, RecipientId, CreatedAt, CreatedOn) = (key, query, rhythm, ownerId, recipientId, stamp.At, stamp.Today);
    }

    private ReportSchedule() => Key = Query = "";

    public long Id { get; private set; }

    public string Key { get; private set; }

    public string Query { get; private set; }

    public SchedulePeriod Period { get; private set; }

    public ScheduleFile File { get; private set; }

    public ScheduleRhythm Rhythm { get; private set; }

    public long OwnerId { get; private set; }

    public long RecipientId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateOnly CreatedOn { get; private set; }

    public DateTime? PausedAt { get; private set; }

    /// <summary>The last day that it was made for.</summary>
    public DateOnly? LastOn { get; private set; }

    public DateTime? LastAt { get; private set; }

    public ScheduleOutcome? LastOutcome { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether something is to be mailed: what was missed while the program rested is made up for once.</summary>
    public bool IsDue(DateOnly today) => PausedAt is null && DayAt(today) is var day && (LastOn is { } last ? last < day : CreatedOn < day || (CreatedOn == day && day == today));

    /// <summary>The first day from the given one on that it is mailed; null while it is paused.</summary>
    public DateOnly? NextOn(DateOnly from) =>
        Enumerable.Range(0, MostDaysApart).Select(from.AddDays).Where(IsDue).Select(day => (DateOnly?)day).FirstOrDefault();

    /// <summary>When, of which time, as what and to whom; what was mailed already today is not mailed again.</summary>
    public void Change(ScheduleRhythm rhythm, SchedulePeriod period, ScheduleFile file, long recipientId)
    {
        (Rhythm, Period, File, RecipientId) = (rhythm, period, file, recipientId);
        Version++;
    }

    public void Pause(Stamp stamp)
    {
        PausedAt ??= stamp.At;
        Version++;
    }

    /// <summary>What was left out in the pause is not made up for.</summary>
    public void Resume(Stamp stamp)
    {
        (PausedAt, LastOn) = (null, PausedAt is null ? LastOn : DayAt(stamp.Today));
        Version++;
    }

    public void Done(ScheduleOutcome outcome, Stamp stamp)
    {
        (LastOutcome, LastOn, LastAt) = (outcome, DayAt(stamp.Today), stamp.At);
        Version++;
    }

    /// <summary>The last day of its rhythm that is not after the given one.</summary>
    public DateOnly DayAt(DateOnly today) => Rhythm switch
    {
        ScheduleRhythm.Weekly => IsoWeek.Of(today).Monday,
        ScheduleRhythm.Monthly => new DateOnly(today.Year, today.Month, 1),
        _ => today,
    };
}
