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

/// <summary>
/// What one person adds to a figure: his part of a contract or of a receipt, or what of a target of his falls into the period. Of a closed sheet it is what the
/// sheet keeps; of targets that is the sum alone.
/// </summary>
public sealed record PerformancePart(Colleague Person)
{
    public CreditLine? Credit { get; init; }

    public SheetFact? Receipt { get; init; }

    public TargetPart? Target { get; init; }

    public Money? ClosedTarget { get; init; }
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
    private static readonly (string Number, string Customer) Unnamed = ("", "");

    /// <param name="page">From 1; beyond the last one: the last one.</param>
    public static async Task<PerformancePartsResult> OfAsync(
        CrmDbContext db, AppraisalCache cache, PerformanceQuestion asked, PerformanceFigure figure, OrganisationFacts names, int page, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var appraisal = await db.AppraiseAsync(cache, asked.Period, asked.Today, cancel);
        var closed = await db.ClosedFiguresAsync(asked, cancel);
        var all = appraisal.People(asked, names, closed.Keys);
        var (open, shut) = (all.FindAll(person => !closed.ContainsKey(person.Id)), all.FindAll(person => closed.ContainsKey(person.Id)));
        List<PerformancePart> live =
        [
            .. figure switch
            {
                PerformanceFigure.Target => await TargetsAsync(db, asked.Period, open, cancel),
                PerformanceFigure.Received => open.SelectMany(person => appraisal.ReceiptsOf(person.Id).Select(part => new PerformancePart(person) { Receipt = SheetFact.Of(part, Unnamed) })),
                _ => open.SelectMany(person => appraisal.CreditsOf(person.Id).Select(part => new PerformancePart(person) { Credit = CreditLine.Of(part, Unnamed) })),
            },
        ];
        List<PerformancePart> kept = figure == PerformanceFigure.Target
            ? [.. from person in shut let target = closed[person.Id].Figures.Target where target is not null select new PerformancePart(person) { ClosedTarget = target }]
            : await db.BehindClosedAsync(asked, shut, (person, sheet) => Behind(person, sheet, figure), cancel);
        var (rows, count) = Page(InOrder(live.Concat(kept)), page, size);
        return new(
            await NamedAsync(db, rows, cancel), count, PerformanceReport.Sum(all.ConvertAll(person => closed.GetValueOrDefault(person.Id)?.Figures ?? appraisal.Of(person.Id))), all.Count);
    }

    private static IEnumerable<PerformancePart> Behind(Colleague person, SheetContent sheet, PerformanceFigure figure) => figure == PerformanceFigure.Received
        ? sheet.Facts.Where(fact => fact.Kind == SheetFactKind.Receipt).Select(fact => new PerformancePart(person) { Receipt = fact })
        : sheet.Credits.Select(credit => new PerformancePart(person) { Credit = credit });

    private static List<PerformancePart> InOrder(IEnumerable<PerformancePart> parts) =>
    [
        .. parts.OrderByDescending(part => part.Credit?.SignedOn ?? part.Receipt?.On).ThenByDescending(part => part.Credit?.ContractId ?? part.Receipt?.Id)
            .ThenBy(part => part.Credit?.AmendmentId ?? 0),
    ];

    /// <summary>Of the page alone; closed sheets keep the names of their time.</summary>
    private static async Task<IReadOnlyList<PerformancePart>> NamedAsync(CrmDbContext db, IReadOnlyList<PerformancePart> parts, CancellationToken cancel)
    {
        var names = await db.ContractNamesAsync(parts.Where(part => part is { Credit.Number: "" } or { Receipt.Number: "" }).Select(part => part.Credit?.ContractId ?? part.Receipt?.Id ?? 0), cancel);
        return
        [
            .. parts.Select(part => part switch
            {
                { Credit: { Number: "" } credit } => part with { Credit = credit with { Number = names[credit.ContractId].Number, Customer = names[credit.ContractId].Customer } },
                { Receipt: { Number: "" } receipt } => part with { Receipt = receipt with { Number = names[receipt.Id].Number, Name = names[receipt.Id].Customer } },
                _ => part,
            }),
        ];
    }

    private static async Task<List<PerformancePart>> TargetsAsync(CrmDbContext db, FiscalSpan period, List<Colleague> people, CancellationToken cancel)
    {
        var sums = await db.TargetsAsync(period.From, period.Until, cancel);
        return [.. people.SelectMany(person => sums.Parts(TargetOf.Person, person.Id, period.From, period.Until).Select(part => new PerformancePart(person) { Target = part }))];
    }

    private static (IReadOnlyList<T> Rows, int Count) Page<T>(List<T> all, int page, int size) =>
        ([.. all.Skip((Math.Clamp(page, 1, 1 + (Math.Max(0, all.Count - 1) / size)) - 1) * size).Take(size)], all.Count);
}
