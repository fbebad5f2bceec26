using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>Which figure of people together is meant.</summary>
public enum PerformanceFigure
{
    Signed,
    Points,
    Margin,
    Received,
    Target,
}

/// <summary>What one person adds to a figure: his part of a contract or of a receipt, or what of a target of his falls into the period.</summary>
public sealed record PerformancePart(Colleague Person)
{
    public CreditLine? Credit { get; init; }

    public SheetFact? Receipt { get; init; }

    public TargetPart? Target { get; init; }
}

/// <summary>A page of the parts, and what all of them come to.</summary>
/// <param name="Figures">Of everybody asked for: the same as the row of the report that opened them.</param>
public sealed record PerformancePartsResult(IReadOnlyList<PerformancePart> Rows, int Count, AppraisalFigures Figures, int People)
{
    public decimal? Attainment => Figures.Target is { Minor: > 0 } target ? AppraisalFigures.Rate(Figures.Signed.Minor, target.Minor) : null;
}

/// <summary>What the figures of a team, a region or everybody in the viewer's reach are made of.</summary>
public static class PerformanceParts
{
    /// <param name="page">From 1; beyond the last one: the last one.</param>
    public static async Task<PerformancePartsResult> OfAsync(
        CrmDbContext db, AppraisalCache cache, PerformanceQuestion asked, PerformanceFigure figure, OrganisationFacts names, int page, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var appraisal = await db.AppraiseAsync(cache, asked.Period, asked.Today, cancel);
        var people = appraisal.People(asked, names);
        var (rows, count) = figure switch
        {
            PerformanceFigure.Target => Page(await TargetsAsync(db, asked.Period, people, cancel), page, size),
            PerformanceFigure.Received => await ReceiptsAsync(db, appraisal, people, page, size, cancel),
            _ => await CreditsAsync(db, appraisal, people, page, size, cancel),
        };
        return new(rows, count, PerformanceReport.Sum(people.ConvertAll(person => appraisal.Of(person.Id))), people.Count);
    }

    private static async Task<(IReadOnlyList<PerformancePart> Rows, int Count)> CreditsAsync(
        CrmDbContext db, CompanyAppraisal appraisal, List<Colleague> people, int page, int size, CancellationToken cancel)
    {
        var (rows, count) = Page(
            [.. people.SelectMany(person => appraisal.CreditsOf(person.Id).Select(credit => (Person: person, Credit: credit)))
                .OrderByDescending(one => one.Credit.Work.SignedOn).ThenByDescending(one => one.Credit.Work.ContractId).ThenBy(one => one.Credit.Work.AmendmentId ?? 0)], page, size);
        var names = await db.ContractNamesAsync(rows.Select(one => one.Credit.Work.ContractId), cancel);
        return ([.. rows.Select(one => new PerformancePart(one.Person) { Credit = CreditLine.Of(one.Credit, names[one.Credit.Work.ContractId]) })], count);
    }

    private static async Task<(IReadOnlyList<PerformancePart> Rows, int Count)> ReceiptsAsync(
        CrmDbContext db, CompanyAppraisal appraisal, List<Colleague> people, int page, int size, CancellationToken cancel)
    {
        var (rows, count) = Page(
            [.. people.SelectMany(person => appraisal.ReceiptsOf(person.Id).Select(receipt => (Person: person, Receipt: receipt)))
                .OrderByDescending(one => one.Receipt.Work.On).ThenByDescending(one => one.Receipt.Work.PartId)], page, size);
        var names = await db.ContractNamesAsync(rows.Select(one => one.Receipt.Work.ContractId), cancel);
        return ([.. rows.Select(one => new PerformancePart(one.Person) { Receipt = SheetFact.Of(one.Receipt, names[one.Receipt.Work.ContractId]) })], count);
    }

    private static async Task<List<PerformancePart>> TargetsAsync(CrmDbContext db, FiscalSpan period, List<Colleague> people, CancellationToken cancel)
    {
        var sums = await db.TargetsAsync(period.From, period.Until, cancel);
        return [.. people.SelectMany(person => sums.Parts(TargetOf.Person, person.Id, period.From, period.Until).Select(part => new PerformancePart(person) { Target = part }))];
    }

    private static (IReadOnlyList<T> Rows, int Count) Page<T>(List<T> all, int page, int size) =>
        ([.. all.Skip((Math.Clamp(page, 1, 1 + (Math.Max(0, all.Count - 1) / size)) - 1) * size).Take(size)], all.Count);
}
