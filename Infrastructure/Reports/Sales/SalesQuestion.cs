using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Which rows of a long report a page shows.</summary>
/// <param name="Skip">So many stand on the pages before.</param>
/// <param name="Take">At most so many.</param>
public sealed record ShownRows(int Skip, int Take)
{
    /// <summary>With those of the pages before.</summary>
    public ShownRows FromFirst() => new(0, Skip + Take);
}

public enum SalesStep
{
    Month,
    Quarter,
    Year,
}

/// <summary>What a report of sales is asked for: who asks, from which day to which, and of what.</summary>
public sealed record SalesQuestion(Viewer Viewer, DateOnly From, DateOnly To)
{
    public SalesStep Step { get; init; }

    public long? Region { get; init; }

    /// <summary>Of no region.</summary>
    public bool NoRegion { get; init; }

    public long? Team { get; init; }

    public long? Owner { get; init; }

    /// <summary>Where the owner sits; null where nobody knows, or none is asked for.</summary>
    public Colleague? OwnerIs { get; init; }

    /// <summary>Where the team that is asked for sits.</summary>
    public long? TeamRegion { get; init; }

    /// <summary>Of what was signed the lines of this product; of what counts whole contracts those that hold such a line.</summary>
    public long? Product { get; init; }

    /// <summary>What the product is called.</summary>
    public string? ProductIs { get; init; }

    /// <summary>The category that customers are of now, by its code.</summary>
    public string? CustomerCategory { get; init; }

    /// <summary>What the category is called.</summary>
    public string? CategoryIs { get; init; }

    /// <summary>With the columns that are not looked at every day.</summary>
    public bool Further { get; init; }

    public SalesSplit Split { get; init; }

    /// <summary>The same days a year before.</summary>
    public SalesQuestion LastYear => Within(ReportSpan.LastYear(From, To));

    /// <summary>The fiscal year's first month.</summary>
    public int FiscalStart { get; init; } = 1;

    /// <summary>Of which fiscal period the days are the first, in months; null where nobody said so.</summary>
    public int? FirstOf { get; init; }

    /// <summary>The time right before.</summary>
    public SalesQuestion Previous => Within(ReportSpan.Before(From, To, FiscalStart, FirstOf));

    /// <summary>So many months up to the same last day.</summary>
    public SalesQuestion MonthsBack(int months) => this with { From = To.AddDays(1).AddMonths(-months) };

    /// <summary>Whose target stands beside the whole: that of the narrowest part that is asked for, or else of all that the viewer sees; nobody's where he sees less of it, or asks for some of it only.</summary>
    public (TargetOf Of, long? Subject)? TargetIs => (Owner, Team, Region) switch
    {
        _ when IsOfSome => TargetOfProduct,
        ({ } person, _, _) => Reach.Covers(person, OwnerIs?.TeamId, OwnerIs?.RegionId) ? (TargetOf.Person, person) : null,
        (_, { } team, _) => Reach.Covers(null, team, TeamRegion) ? (TargetOf.Team, team) : null,
        (_, _, { } region) => IsOfWhole(region) ? (TargetOf.Region, region) : null,
        _ => NoRegion ? null : TargetOfAll,
    };

    /// <summary>Whether everything is asked for, by somebody who sees everything.</summary>
    public bool IsOfAll => IsOfEverybody && !IsOfSome && Viewer.ScopeOf(RecordType.Contract, AccessAction.Read) == Scope.All;

    /// <summary>Whether a product or a category of customers is asked for.</summary>
    public bool IsOfSome => Product is not null || CustomerCategory is not null;

    private bool IsOfEverybody => Region is null && !NoRegion && Team is null && Owner is null;

    /// <summary>Whether what is asked for is all that the region signs, and the viewer may see all of it.</summary>
    public bool IsOfWhole(long region) => !IsOfSome && Team is null && Owner is null && !NoRegion && (Region is null || Region == region)
        && (Reach.Scope == Scope.All || Reach == new Reach(Scope.Region, region));

    private Reach Reach => Viewer.ReachOf(RecordType.Contract, AccessAction.Read);

    /// <summary>A product's target is of all that is sold of it.</summary>
    private (TargetOf Of, long? Subject)? TargetOfProduct =>
        CustomerCategory is null && IsOfEverybody && Reach.Scope == Scope.All ? (TargetOf.Product, Product) : null;

    private (TargetOf Of, long? Subject)? TargetOfAll => Reach.Scope switch
    {
        Scope.All => (TargetOf.Company, null),
        Scope.Region => (TargetOf.Region, Reach.Id),
        Scope.Team => (TargetOf.Team, Reach.Id),
        Scope.Own => (TargetOf.Person, Reach.Id),
        _ => null,
    };

    /// <summary>The lines signed within, of contracts in the viewer's reach: every figure of sales is a sum of these.</summary>
    internal IQueryable<ContractLine> Lines(CrmDbContext db)
    {
        var lines = db.ContractLines.VisibleTo(Viewer).SignedWithin(From, To);
        lines = Region is { } region ? lines.Where(line => line.RegionId == region) : lines;
        lines = NoRegion ? lines.Where(line => line.RegionId == null) : lines;
        lines = Team is { } team ? lines.Where(line => line.TeamId == team) : lines;
        lines = Owner is { } owner ? lines.Where(line => line.OwnerId == owner) : lines;
        lines = Product is { } product ? lines.Where(line => line.ProductId == product) : lines;
        return lines.OfCategory(CustomerCategory, db);
    }

    /// <summary>The signed contracts in the viewer's reach, of whichever day.</summary>
    internal IQueryable<Contract> Contracts(CrmDbContext db)
    {
        var contracts = db.Contracts.AsNoTracking().VisibleTo(Viewer).Where(contract => contract.Number != null);
        contracts = Region is { } region ? contracts.Where(contract => contract.RegionId == region) : contracts;
        contracts = NoRegion ? contracts.Where(contract => contract.RegionId == null) : contracts;
        contracts = Team is { } team ? contracts.Where(contract => contract.TeamId == team) : contracts;
        contracts = Owner is { } owner ? contracts.Where(contract => contract.OwnerId == owner) : contracts;
        return contracts.Holding(Product, db).OfCategory(CustomerCategory, db);
    }

    /// <summary>The fiscal year that a day lies in.</summary>
    public static SalesQuestion YearOf(Viewer viewer, DateOnly day, CompanySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var year = FiscalSpan.Of(day, MonthsOfYear, settings.FiscalYearStart);
        return new(viewer, year.From, year.Until) { FiscalStart = settings.FiscalYearStart };
    }

    public const int MonthsOfYear = 12;

    private SalesQuestion Within((DateOnly From, DateOnly Until) days) => this with { From = days.From, To = days.Until };
}
