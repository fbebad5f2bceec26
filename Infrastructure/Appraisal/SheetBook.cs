using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>A sheet as it is shown: computed now, or as it was closed.</summary>
/// <param name="Closed">Null while it is open.</param>
public sealed record ShownSheet(SheetContent Content, AppraisalSheet? Closed)
{
    /// <summary>It is closed, and computed now all the same because that was asked for.</summary>
    public AppraisalSheet? SetAside { get; init; }
}

/// <summary>Sheets, live and closed; the only door to them is the person's place in the organisation.</summary>
public static class SheetBook
{
    /// <summary>Nobody's stand-in sees another's sheet, and none is shared.</summary>
    public static bool SeesSheetOf(this Viewer viewer, Colleague person, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(person);
        return viewer.ReachOf(RecordType.Appraisal, action).Covers(person.Id, person.TeamId, person.RegionId);
    }

    /// <summary>The same as a query.</summary>
    public static IQueryable<Person> WithSheetsFor(this IQueryable<Person> people, Viewer viewer, AccessAction action)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (scope, id) = viewer.ReachOf(RecordType.Appraisal, action);
        return scope switch
        {
            Scope.All => people,
            Scope.Region => people.Where(person => person.RegionId == id),
            Scope.Team => people.Where(person => person.TeamId == id),
            Scope.Own => people.Where(person => person.Id == id),
            _ => people.Where(person => false),
        };
    }

    /// <summary>Who is appraised in the period: whom the scheme measures, and whoever earned something or was to, though he left.</summary>
    /// <param name="closed">Who was appraised in it, whatever the history tells by now.</param>
    public static IReadOnlyList<Colleague> Appraised(
        this CompanyAppraisal appraisal, OrganisationFacts names, FiscalSpan period, Viewer viewer, IEnumerable<long>? closed = null)
    {
        ArgumentNullException.ThrowIfNull(appraisal);
        ArgumentNullException.ThrowIfNull(names);
        var earners = appraisal.Earners.Concat(closed ?? []).ToHashSet();
        return
        [
            .. names.People.Values.Where(person => viewer.SeesSheetOf(person)
                    && (earners.Contains(person.Id) || appraisal.HasTarget(person.Id) || (appraisal.Scheme.Measures(person.Roles) && (person.IsActive(period.From) || person.IsActive(period.Until)))))
                .OrderBy(person => person.Name, StringComparer.Ordinal).ThenBy(person => person.Id),
        ];
    }

    public static Task<AppraisalSheet?> ClosedSheetAsync(this CrmDbContext db, long personId, FiscalSpan period, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.AppraisalSheets.Include(sheet => sheet.Appeals.OrderBy(appeal => appeal.Number))
            .SingleOrDefaultAsync(sheet => sheet.PersonId == personId && sheet.PeriodOn == period.From && sheet.Months == period.Months, cancel);
    }

    /// <param name="behind">What of the details is wanted of a sheet that is computed; null for none.</param>
    /// <param name="isLive">Computed now although it is closed.</param>
    public static async Task<ShownSheet> SheetAsync(
        this CrmDbContext db, AppraisalCache cache, Colleague person, FiscalSpan period, OrganisationFacts names, DateOnly today, IReadOnlyCollection<SheetFactKind>? behind,
        bool isLive = false, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var closed = await db.ClosedSheetAsync(person.Id, period, cancel);
        if (closed is not null && !isLive)
        {
            return new ShownSheet(SheetContent.Parse(closed.Content), closed);
        }

        var appraisal = await db.AppraiseAsync(cache, period, today, cancel);
        return new ShownSheet(await db.ContentAsync(appraisal, person, period, names, today, behind, cancel), null) { SetAside = closed };
    }

    /// <summary>The whole sheet, as it is closed.</summary>
    public static Task<SheetContent> WholeContentAsync(
        this CrmDbContext db, CompanyAppraisal appraisal, Colleague person, FiscalSpan period, OrganisationFacts names, DateOnly today, CancellationToken cancel = default) =>
        db.ContentAsync(appraisal, person, period, names, today, Enum.GetValues<SheetFactKind>(), cancel);

    public static Task<AppraisalSheet> CloseAsync(
        this CrmDbContext db, AppraisalCache cache, Colleague person, FiscalSpan period, OrganisationFacts names, string? comment, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(person);
        return db.WriteAsync(async () =>
        {
            (AppraisalSheet.CanClose(person.Id, period, stamp)
                ?? (await db.ClosedSheetAsync(person.Id, period, cancel) is null ? null : new Refusal("SheetIsClosed", person.Name, period.ToString()))).ThrowIfRefused();
            var content = await db.WholeContentAsync(await db.AppraiseAsync(cache, period, stamp.Today, cancel), person, period, names, stamp.Today, cancel);
            var sheet = new AppraisalSheet(person.Id, period, content.Figures, content.Score, content.Write(), comment, stamp);
            db.AppraisalSheets.Add(sheet);
            db.TellClosed(sheet, person.Name, period, stamp);
            await db.SaveChangesAsync(cancel);
            return sheet;
        }, cancel);
    }

    /// <summary>Contracts, stays and leads lie behind several metrics each.</summary>
    /// <param name="figure">One of a stage's figures; null for the whole metric.</param>
    public static IReadOnlyList<SheetFactKind> KindsBehind(AppraisalMetric metric, FunnelFigure? figure = null) => metric switch
    {
        AppraisalMetric.Success when figure == FunnelFigure.Entered => [SheetFactKind.Entry],
        AppraisalMetric.Receipts or AppraisalMetric.Collection => [SheetFactKind.Receipt],
        AppraisalMetric.Success or AppraisalMetric.Speed => [SheetFactKind.Stay],
        AppraisalMetric.LeadConversion => [SheetFactKind.Lead],
        AppraisalMetric.FirstContact => [SheetFactKind.Contact],
        AppraisalMetric.PlanKeeping => [SheetFactKind.Plan],
        AppraisalMetric.Care => [SheetFactKind.Care],
        AppraisalMetric.Confirmation => [SheetFactKind.Confirmation],
        _ => [],
    };

    /// <param name="kinds">Null for none of the details.</param>
    private static async Task<SheetContent> ContentAsync(
        this CrmDbContext db, CompanyAppraisal appraisal, Colleague person, FiscalSpan period, OrganisationFacts names, DateOnly today,
        IReadOnlyCollection<SheetFactKind>? kinds, CancellationToken cancel)
    {
        var figures = appraisal.Of(person.Id);
        var score = appraisal.ScoreOf(figures, person.Roles);
        var facts = new SheetFacts(db, appraisal, person.Id, period, today);
        return new SheetContent
        {
            PersonId = person.Id,
            Person = person.Name,
            Team = names.Team(person.TeamId),
            Region = names.Region(person.RegionId),
            Period = period.ToString(),
            From = period.From,
            Until = period.Until,
            Role = score.Role,
            Scheme = new SheetScheme(appraisal.Scheme.Id, appraisal.Scheme.ValidFrom, appraisal.Scheme.Cap),
            Figures = figures,
            Company = appraisal.Company,
            Lines = score.Lines,
            Credits = kinds is null ? [] : await facts.CreditsAsync(cancel),
            Facts = kinds is null ? [] : await facts.OfAsync(kinds, cancel),
        };
    }
}
