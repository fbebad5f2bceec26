using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>What the address of a report of sales asks for.</summary>
public sealed record SalesFilter
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>A week, month, quarter or year instead of two days: <c>2026-W30</c>, <c>2026-05</c>, <c>2026-Q2</c>, <c>2026</c>.</summary>
    [StringLength(20)]
    public string? Period { get; init; }

    /// <summary>A week as the weekly reports write it; the same as a period.</summary>
    [StringLength(20)]
    public string? Week { get; init; }

    /// <summary>The period instead of two days, however it is said.</summary>
    public string? Named => string.IsNullOrEmpty(Period) ? Week : Period;

    /// <summary>Of which fiscal period the days are the first, in months: as many first days of the one before it are compared.</summary>
    public int? FirstOf { get; init; }

    public SalesStep Step { get; init; }

    public long? Region { get; init; }

    /// <summary>Of no region.</summary>
    public bool NoRegion { get; init; }

    public long? Team { get; init; }

    public long? Owner { get; init; }

    /// <summary>Of this product of the catalogue, by its number or its code.</summary>
    [StringLength(ProductLengths.Code)]
    public string? Product { get; init; }

    /// <summary>Of customers that are of this category now, by its code; named as in the list of contracts.</summary>
    [StringLength(CustomerLengths.Category)]
    public string? CustomerCategory { get; init; }

    /// <summary>What is meant by both.</summary>
    internal OfWhat Of { get; init; } = OfWhat.All;

    public SalesSplit Split { get; init; }

    /// <summary>All columns.</summary>
    public bool All { get; init; }

    /// <summary>With what is still expected, and how far all of it reaches towards the target.</summary>
    public bool Gap { get; init; }

    /// <summary>For paper: columns that are more than a sheet is wide stand in blocks, each with the names before it.</summary>
    public bool Print { get; init; }

    private readonly int _page = 1;

    /// <summary>From 1.</summary>
    public int Page { get => _page; init => _page = Math.Clamp(value, 1, Pages); }

    public const int RowsOfPage = 300;

    private const int WideRowsOfPage = 100;

    private const int Pages = 100_000;

    /// <summary>Fewer where all columns are asked for: each is a line of a dozen links.</summary>
    public ShownRows Shown() => new((Page - 1) * PageSize, PageSize);

    private int PageSize => Print ? Paper.MostRows : All ? WideRowsOfPage : RowsOfPage;

    /// <summary>With what the product and the category are called.</summary>
    internal async Task<SalesFilter> NamedAsync(CrmDbContext db, Viewer viewer, CancellationToken cancel) =>
        this with { Of = await OfWhat.ReadAsync(db, viewer, Product, CustomerCategory, cancel) };

    /// <summary>Without numbers that are nobody's; the page says which.</summary>
    public SalesFilter Known(ModelStateDictionary state, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        return this with
        {
            Region = state.Known("region", Region, names.Region, words),
            Team = state.Known("team", Team, names.Team, words),
            Owner = state.Known("owner", Owner, names.Person, words),
            Product = state.Known("product", Product, Of.Product?.Name, words),
            CustomerCategory = state.Known("customerCategory", CustomerCategory, Of.Category, words),
        };
    }

    /// <summary>The days of the period that it names; what can't be read is told.</summary>
    public SalesFilter InDays(ModelStateDictionary state, int fiscalStart, Words words)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(words);
        if (Named is not { Length: > 0 } named || state.GetFieldValidationState("period") == ModelValidationState.Invalid)
        {
            return this;
        }

        if (ReportPeriods.SpanOf(named, fiscalStart) is var (first, last))
        {
            return this with { From = first, To = last };
        }

        state.AddModelError("period", words["Reports.PeriodNotRead", named]);
        return this;
    }

    /// <summary>The fiscal year of the day that is named, or of today, where it names not both; refused where no report reaches.</summary>
    public SalesQuestion Asked(Viewer viewer, CompanySettings settings, DateOnly today, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var year = SalesQuestion.YearOf(viewer, From ?? To ?? today, settings);
        var (from, to) = (ReportSpan.Sane(From ?? year.From), ReportSpan.Sane(To ?? year.To));
        ReportSpan.CanAsk(from, to).ThrowIfRefused();
        return year with
        {
            From = from,
            To = to,
            Step = Step,
            Region = Region,
            NoRegion = NoRegion,
            Team = Team,
            Owner = Owner,
            OwnerIs = names.People.GetValueOrDefault(Owner ?? 0),
            Product = Of.Product?.Id,
            ProductIs = Of.Product?.Name,
            CustomerCategory = Of.Code,
            CategoryIs = Of.Category,
            TeamRegion = names.RegionOfTeam.GetValueOrDefault(Team ?? 0),
            Split = Split,
            Further = All,
            FirstOf = FirstOf,
        };
    }
}
