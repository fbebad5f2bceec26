using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>What a closed sheet says.</summary>
/// <param name="Score">As it was closed.</param>
/// <param name="Accepted">What was added to the score by appeals.</param>
public sealed record ClosedFigures(AppraisalFigures Figures, decimal? Score, decimal Accepted)
{
    public decimal? FinalScore => Score + Accepted;

    /// <summary>The history tells another thing by now.</summary>
    public bool DiffersFrom(AppraisalFigures now, decimal? score) => score != Score || Told(now) != Told(Figures);

    private static (Money, Money, Money, Money?, long) Told(AppraisalFigures figures) => (figures.Signed, figures.Margin, figures.Received, figures.Target, figures.PointUnits);
}

/// <summary>The closed sheets of a period, of everybody whose sheet the viewer sees.</summary>
internal static class ClosedSheets
{
    public static async Task<IReadOnlyDictionary<long, ClosedFigures>> ClosedFiguresAsync(this CrmDbContext db, PerformanceQuestion asked, CancellationToken cancel)
    {
        var rows = await db.Closed(asked).Select(sheet => new
        {
            sheet.PersonId,
            sheet.ScoreHundredths,
            Head = sheet.Content.Substring(0, SheetContent.HeadLength),
            Accepted = sheet.Appeals.Where(appeal => appeal.State == AppealState.Accepted).Sum(appeal => appeal.ChangeHundredths),
        }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.PersonId, row => new ClosedFigures(SheetContent.FiguresOf(row.Head), row.ScoreHundredths / 100m, row.Accepted / 100m));
    }

    /// <summary>What lies behind them, one sheet after the other: all of them together may be too much.</summary>
    public static async Task<List<T>> BehindClosedAsync<T>(
        this CrmDbContext db, PerformanceQuestion asked, IReadOnlyCollection<Colleague> people, Func<Colleague, SheetContent, IEnumerable<T>> behind, CancellationToken cancel)
    {
        var (found, byId) = (new List<T>(), people.ToDictionary(person => person.Id));
        var ids = byId.Keys.ToList();
        var contents = db.Closed(asked).Where(sheet => EF.Parameter(ids).Contains(sheet.PersonId)).OrderBy(sheet => sheet.PersonId).Select(sheet => new { sheet.PersonId, sheet.Content });
        await foreach (var one in contents.AsAsyncEnumerable().WithCancellation(cancel))
        {
            found.AddRange(behind(byId[one.PersonId], SheetContent.Parse(one.Content)));
        }

        return found;
    }

    private static IQueryable<AppraisalSheet> Closed(this CrmDbContext db, PerformanceQuestion asked)
    {
        var (from, months, seen) = (asked.Period.From, asked.Period.Months, db.People.WithSheetsFor(asked.Viewer, AccessAction.Read));
        return db.AppraisalSheets.AsNoTracking().Where(sheet => sheet.PeriodOn == from && sheet.Months == months && seen.Any(person => person.Id == sheet.PersonId));
    }
}
