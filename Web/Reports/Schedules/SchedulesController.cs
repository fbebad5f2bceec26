using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Schedules;
using SiCrm.Web.Access;
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
}

public sealed record SchedulePage(ScheduleForm Form, ReportEntry Report, string Query, IReadOnlyList<Colleague> People, ScheduleReach Reach, long? Me)
{
    /// <summary>What the report will be narrowed by, in words.</summary>
    public required IReadOnlyList<string> Filters { get; init; }
}

public sealed record SchedulesPage(IReadOnlyList<ReportSchedule> Schedules, OrganisationFacts Names, ScheduleReach Reach, long? Me, DateOnly Today)
{
    public required ScheduleFilters Filters { get; init; }

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
public sealed class SchedulesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>What a schedule leaves out of the address beside the days: where somebody was on the page.</summary>
    private static readonly string[] Places = ["after", "before", "page", "all", "print"];

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        return View("Schedules", new SchedulesPage(
            await Db.ReportSchedules.AsNoTracking().VisibleTo(Viewer).OrderBy(schedule => schedule.Id).Take(4 * ReportSchedule.MostOfOne).ToListAsync(cancel),
            names, new ScheduleReach(names, Viewer.Matrix, words), Viewer.PersonId, Today)
        { Filters = new ScheduleFilters(names, words) });
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(string? of, CancellationToken cancel) =>
        await PageAsync(new ScheduleForm { Of = of, Recipients = [Viewer.PersonId ?? 0] }, cancel) is { } page ? View("Schedule", page) : LocalRedirect("/reports/schedules");

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

    private async Task KeepAsync(SchedulePage page, CancellationToken cancel)
    {
        var (me, periods, form) = (Viewer.PersonId ?? 0, page.Report.Days.Periods(), page.Form);
        var readers = page.People.Where(person => form.Recipients.Contains(person.Id)).ToList();
        var kept = await Db.ReportSchedules.CountAsync(row => row.OwnerId == me, cancel);
        var (period, ids) = (form.Period ?? periods[0], readers.ConvertAll(reader => reader.Id));
        var there = await Db.ReportSchedules.Where(row => row.OwnerId == me && row.Key == page.Report.Key && row.Query == page.Query && row.Rhythm == form.Rhythm
            && row.Period == period && row.File == form.File && ids.Contains(row.RecipientId)).Select(row => row.RecipientId).ToListAsync(cancel);
        (form.Period is { } asked && !periods.Contains(asked) ? new Refusal("SchedulePeriod")
            : form.Recipients.Count == 0 ? new Refusal("ScheduleToNobody")
            : readers.Count == 0 || readers.Count < form.Recipients.Distinct().Count() ? new Refusal("ScheduleToWhom")
            : readers.Find(reader => !page.Reach.Reads(page.Report, reader)) is { } stranger ? new Refusal(page.Reach.OnlyOpens(page.Report, stranger) ? "ScheduleToExporter" : "ScheduleToReader", stranger.Name)
            : readers.Find(reader => there.Contains(reader.Id)) is { } known ? new Refusal("ScheduleIsThere", known.Name)
            : kept + readers.Count > ReportSchedule.MostOfOne ? new Refusal("TooManySchedules", ReportSchedule.MostOfOne) : null).ThrowIfRefused();
        Db.ReportSchedules.AddRange(readers.Select(reader => new ReportSchedule(
            page.Report.Key, page.Query, period, form.File, form.Rhythm, me, reader.Id, ByViewer)));
        await Db.SaveChangesAsync(cancel);
    }

    private async Task<SchedulePage?> PageAsync(ScheduleForm form, CancellationToken cancel)
    {
        if (ReportCatalogue.Parse(form.Of) is not { } found || !ReportCatalogue.SeenBy(Viewer).Contains(found.Report))
        {
            return null;
        }

        var (names, left) = (await organisation.ReadAsync(Db, cancel), Places.Concat(found.Report.Days.Names()).ToList());
        var kept = QueryHelpers.ParseQuery(found.Query).Where(pair => !left.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
        var query = QueryHelpers.AddQueryString("", kept).TrimStart('?');
        return new SchedulePage(form, found.Report, query,
            [.. names.People.Values.Where(person => person.IsActive(Today)).OrderBy(person => person.Name, StringComparer.CurrentCulture)], new ScheduleReach(names, Viewer.Matrix, words), Viewer.PersonId)
        { Filters = [.. new ScheduleFilters(names, words).Of(query)] };
    }
}
