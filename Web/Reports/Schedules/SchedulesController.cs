using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Schedules;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Schedules;

public sealed class ScheduleForm
{
    /// <summary>The report's address with its filters.</summary>
    [StringLength(ReportSchedule.QueryLength)]
    public string? Of { get; set; }

    public ScheduleRhythm Rhythm { get; set; } = ScheduleRhythm.Weekly;

    /// <summary>Null: what people mean most of the report.</summary>
    public SchedulePeriod? Period { get; set; }

    public ScheduleFile File { get; set; } = ScheduleFile.Xlsx;

    /// <summary>Each of them has a schedule of his own: it can be paused, and says what became of it, for him alone.</summary>
    public IReadOnlyList<long> Recipients { get; set; } = new List<long>();

    /// <summary>Of a schedule that is changed: as it was when the form was opened.</summary>
    public int Version { get; set; }
}

public sealed record SchedulePage(ScheduleForm Form, ReportEntry Report, string Query, IReadOnlyList<Colleague> People, ScheduleReach Reach, long? Me)
{
    /// <summary>What the report will be narrowed by, in words.</summary>
    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>The days that the address is fixed to, which a schedule does not keep; null where it names none.</summary>
    public string? Fixed { get; init; }

    /// <summary>The schedule that is changed; null for a new one.</summary>
    public long? Id { get; init; }

    public required DateOnly Today { get; init; }

    public required int FiscalStart { get; init; }

    public string Action => Id is { } id ? string.Create(CultureInfo.InvariantCulture, $"/reports/schedules/{id}") : "/reports/schedules";

    /// <summary>The days that the period would be about today; null for what the report shows by itself.</summary>
    public string? DaysOf(SchedulePeriod period)
    {
        var days = Report.Days.On(period, Today, FiscalStart).Select(day => day.Value).Distinct().ToList();
        return days.Count == 0 ? null : string.Join(" – ", days);
    }
}

public sealed record SchedulesPage(IReadOnlyList<ReportSchedule> Schedules, OrganisationFacts Names, ScheduleReach Reach, long? Me, DateOnly Today)
{
    public required ScheduleFilters Filters { get; init; }

    public required CompanyTime Time { get; init; }

    public required DateTime Now { get; init; }

    /// <summary>The day and the hour when it is mailed next, in the company's time zone; null where nothing is.</summary>
    public string? Next(ReportSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var from = TimeOnly.FromDateTime(Time.Local(Now)) < ReportMailing.At ? Today : Today.AddDays(1);
        return Silence(schedule) is null && schedule.NextOn(from) is { } day ? $"{Show.DayWithWeekday(day)} {ReportMailing.At.ToString("HH:mm", CultureInfo.InvariantCulture)}" : null;
    }

    /// <summary>Why nothing is sent, by its word; null where the recipient works here and may read it.</summary>
    public string? Silence(ReportSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return !Names.People.TryGetValue(schedule.RecipientId, out var person) || !person.IsActive(Today) ? "Reports.Schedule.Gone"
            : ReportCatalogue.Find(schedule.Key) is not { } report || Reach.Reads(report, person) ? null
            : Reach.OnlyOpens(report, person) ? "Reports.Schedule.MayNotExport" : "Reports.Schedule.MayNotRead";
    }
}

/// <summary>定期发送: reports that are mailed again and again; each recipient gets what he may see himself.</summary>
[Authorize(Policy = Policies.ReadReports)]
[Route("reports/schedules")]
public sealed class SchedulesController(CrmDbContext db, TimeProvider clock, Organisation organisation, ReportNames known, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var schedules = await Db.ReportSchedules.AsNoTracking().VisibleTo(Viewer).OrderBy(schedule => schedule.Id).Take(4 * ReportSchedule.MostOfOne).ToListAsync(cancel);
        return View("Schedules", new SchedulesPage(
            schedules, names, new ScheduleReach(names, Viewer.Matrix, words), Viewer.PersonId, Today)
        { Filters = await ScheduleFilters.ReadAsync(Db, Viewer, names, words, schedules.Select(schedule => schedule.Query), cancel), Time = CompanyTime, Now = Now });
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(string? of, CancellationToken cancel) =>
        await PageAsync(new ScheduleForm { Of = of, Recipients = [Viewer.PersonId ?? 0] }, cancel) is { } page ? View("Schedule", page) : LocalRedirect("/reports/schedules");

    /// <summary>When, of which time, as what and to whom; only who keeps it changes it.</summary>
    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) => await OwnAsync(id, cancel) is { } schedule && await PageAsync(
        new ScheduleForm { Of = AddressOf(schedule), Rhythm = schedule.Rhythm, Period = schedule.Period, File = schedule.File, Recipients = [schedule.RecipientId], Version = schedule.Version }, cancel) is { } page
        ? View("Schedule", page with { Id = id }) : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, [Bind(Prefix = "Form")] ScheduleForm form, CancellationToken cancel)
    {
        if (await OwnAsync(id, cancel) is not { } schedule)
        {
            return NotFound();
        }

        form.Of = AddressOf(schedule);
        if (await PageAsync(form, cancel) is not { } page)
        {
            return NotFound();
        }

        try
        {
            if (!ModelState.IsValid || !await TryAsync(() => ChangeAsync(schedule, page, cancel)))
            {
                return Unprocessable("Schedule", page with { Id = id });
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, page, cancel);
        }

        Say(words["Reports.Schedule.Changed", words[page.Report.Title]]);
        return LocalRedirect("/reports/schedules");
    }

    [HttpPost("")]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] ScheduleForm form, CancellationToken cancel)
    {
        if (await PageAsync(form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => KeepAsync(page, cancel)))
        {
            return Unprocessable("Schedule", page);
        }

        Say(words["Reports.Schedule.Kept", words[page.Report.Title]]);
        return LocalRedirect("/reports/schedules");
    }

    [HttpPost("{id:long}/pause")]
    public Task<IActionResult> Pause(long id) => ChangeAsync(id, "Reports.Schedule.Paused", schedule => schedule.Pause(ByViewer));

    [HttpPost("{id:long}/resumption")]
    public Task<IActionResult> Resume(long id) => ChangeAsync(id, "Reports.Schedule.Resumed", schedule => schedule.Resume(ByViewer));

    [HttpPost("{id:long}/removal")]
    public Task<IActionResult> Remove(long id) => ChangeAsync(id, "Reports.Schedule.Removed", schedule => Db.ReportSchedules.Remove(schedule));

    private async Task<IActionResult> ChangeAsync(long id, string said, Action<ReportSchedule> change)
    {
        if (await Db.ReportSchedules.VisibleTo(Viewer).SingleOrDefaultAsync(schedule => schedule.Id == id) is not { } schedule)
        {
            return NotFound();
        }

        change(schedule);
        await Db.SaveChangesAsync();
        Say(words[said, words[ReportCatalogue.Find(schedule.Key)?.Title ?? "Reports.Title"]]);
        return LocalRedirect("/reports/schedules");
    }

    /// <summary>What was typed, with what the other one made of it: saved once more, it stands.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync(long id, SchedulePage page, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        if (await OwnAsync(id, cancel) is not { } theirs)
        {
            return NotFound();
        }

        page.Form.Version = theirs.Version;
        ModelState.Clear();
        ModelState.AddModelError("", words[
            "Reports.Schedule.ChangedMeanwhile", words.Of(theirs.Rhythm), theirs.Period is { } period ? words.Of(period) : Show.Nothing, words.Of(theirs.File),
            page.People.FirstOrDefault(person => person.Id == theirs.RecipientId)?.Name ?? Show.Nothing]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Schedule", page with { Id = id });
    }

    private Task<ReportSchedule?> OwnAsync(long id, CancellationToken cancel) =>
        Db.ReportSchedules.VisibleTo(Viewer).SingleOrDefaultAsync(schedule => schedule.Id == id && schedule.OwnerId == Viewer.PersonId, cancel);

    private static string AddressOf(ReportSchedule schedule) => $"/reports/{schedule.Key}{(schedule.Query.Length == 0 ? "" : "?")}{schedule.Query}";

    private async Task ChangeAsync(ReportSchedule schedule, SchedulePage page, CancellationToken cancel)
    {
        var readers = await CheckAsync(page, schedule.Id, cancel);
        (readers.Count > 1 ? new Refusal("ScheduleToOne") : null).ThrowIfRefused();
        Db.Entry(schedule).Property(row => row.Version).OriginalValue = page.Form.Version;
        schedule.Change(page.Form.Rhythm, PeriodOf(page), page.Form.File, readers[0].Id);
        await Db.SaveChangesAsync(cancel);
    }

    private async Task KeepAsync(SchedulePage page, CancellationToken cancel)
    {
        var me = Viewer.PersonId ?? 0;
        var readers = await CheckAsync(page, null, cancel);
        (await Db.ReportSchedules.CountAsync(row => row.OwnerId == me, cancel) + readers.Count > ReportSchedule.MostOfOne ? new Refusal("TooManySchedules", ReportSchedule.MostOfOne) : null).ThrowIfRefused();
        Db.ReportSchedules.AddRange(readers.Select(reader => new ReportSchedule(
            page.Report.Key, page.Query, PeriodOf(page), page.Form.File, page.Form.Rhythm, me, reader.Id, ByViewer)));
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>Those who are to get it; refused where one may not, or gets just this already.</summary>
    /// <param name="changed">The schedule that is changed; null for a new one.</param>
    private async Task<List<Colleague>> CheckAsync(SchedulePage page, long? changed, CancellationToken cancel)
    {
        var (me, periods, form, period) = (Viewer.PersonId ?? 0, page.Report.Days.Periods(), page.Form, PeriodOf(page));
        var readers = page.People.Where(person => form.Recipients.Contains(person.Id)).ToList();
        var ids = readers.ConvertAll(reader => reader.Id);
        var there = await Db.ReportSchedules.Where(row => row.OwnerId == me && row.Id != changed && row.Key == page.Report.Key && row.Query == page.Query && row.Rhythm == form.Rhythm
            && row.Period == period && row.File == form.File && ids.Contains(row.RecipientId)).Select(row => row.RecipientId).ToListAsync(cancel);
        (known.UnknownTo(page.Report, page.Query) is { Count: > 0 } unknown ? new Refusal("ScheduleUnknownName", string.Join(words["Reports.Separator"], unknown))
            : form.Period is { } asked && !periods.Contains(asked) ? new Refusal("SchedulePeriod")
            : form.Recipients.Count == 0 ? new Refusal("ScheduleToNobody")
            : readers.Count == 0 || readers.Count < form.Recipients.Distinct().Count() ? new Refusal("ScheduleToWhom")
            : readers.Find(reader => !page.Reach.Reads(page.Report, reader)) is { } stranger ? new Refusal(page.Reach.OnlyOpens(page.Report, stranger) ? "ScheduleToExporter" : "ScheduleToReader", stranger.Name)
            : readers.Find(reader => there.Contains(reader.Id)) is { } again ? new Refusal("ScheduleIsThere", again.Name) : null).ThrowIfRefused();
        return readers;
    }

    private static SchedulePeriod PeriodOf(SchedulePage page) => page.Form.Period ?? page.Report.Days.Periods()[0];

    private async Task<SchedulePage?> PageAsync(ScheduleForm form, CancellationToken cancel)
    {
        if (ReportCatalogue.Parse(form.Of) is not { } found || !ReportCatalogue.SeenBy(Viewer).Contains(found.Report))
        {
            return null;
        }

        var (names, start) = (await organisation.ReadAsync(Db, cancel), Db.Company.Settings.FiscalYearStart);
        var (query, days) = ScheduleDays.Apart(found.Report, found.Query, start);
        form.Period ??= ScheduleDays.Meant(found.Report, days, Today, start);
        return new SchedulePage(form, found.Report, query,
            [.. names.People.Values.Where(person => person.IsActive(Today)).OrderBy(person => person.Name, StringComparer.CurrentCulture)], new ScheduleReach(names, Viewer.Matrix, words), Viewer.PersonId)
        {
            Filters = [.. (await ScheduleFilters.ReadAsync(Db, Viewer, names, words, [query], cancel)).Of(query)],
            Fixed = days.Count == 0 ? null : string.Join(" – ", days.Values),
            Today = Today,
            FiscalStart = start,
        };
    }
}
