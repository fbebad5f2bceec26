using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>How the computed figures of a region are made.</summary>
public sealed record RegionBasisPage(SalesQuestion Asked, RegionBasis Basis, OrganisationFacts Names, PageAddress Address)
{
    public const int PageSize = 100;

    private const string Path = "/reports/regional-sales";

    /// <summary>From 1.</summary>
    public int Place { get; init; } = 1;

    public IEnumerable<RegionCustomer> Largest => Basis.Customers.Take(Concentration.Largest);

    public IEnumerable<RegionCustomer> Listed => Basis.Customers.Skip((Place - 1) * PageSize).Take(PageSize);

    public string? First => Place > 1 ? At(1) : null;

    public string? Previous => Place > 1 ? At(Place - 1) : null;

    public string? Next => Place * PageSize < Basis.Customers.Count ? At(Place + 1) : null;

    public string Report => Address.At(Path).Without("page", "region", "noRegion").With("all", "true").ToString();

    public string Purchases => Address.At("/reports/customer-purchases").Without("page").ToString();

    public string? Mean(Money signed, int contracts) => contracts == 0 ? null : Show.Money(new Money(signed.Minor / contracts));

    public string Contracts => Opened(Asked, "");

    public string ContractsBefore => Opened(Asked.Previous, "");

    /// <summary>By category; those without one have no list of their own.</summary>
    public required CategoryScheme Categories { get; init; }

    public string? ContractsOf(MixPart part, bool before) => part.Category is not { } category || Asked.CustomerCategory is not null ? null
        : Opened(before ? Asked.Previous : Asked, $"customerCategory={Uri.EscapeDataString(category)}");

    public string ContractsOf(RegionCustomer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return Opened(Asked, $"customer={customer.Id}");
    }

    public static string Link(string asked) => $"{Path}/basis?{asked}";

    /// <summary>The list leads back to the report.</summary>
    private string Opened(SalesQuestion asked, string more) => $"{SalesTables.Link(asked, more)}&report={Uri.EscapeDataString(Report[(Path.LastIndexOf('/') + 1)..])}";

    private string At(int page) => Address.With("page", page == 1 ? null : page) + "#concentration";
}

/// <summary>How top-five dependency, concentration and the decomposition of 大区销售构成 are made, per region.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[MayTakeLong]
public sealed class RegionBasisController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>The report where nobody says of which region.</summary>
    [HttpGet("reports/regional-sales/basis")]
    public async Task<IActionResult> Index(SalesFilter filter, int page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter is { Region: null, NoRegion: false })
        {
            return LocalRedirect("/reports/regional-sales?all=true");
        }

        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        if (!Viewer.Sees(SensitiveField.Amount) || (filter.Region is { } region && names.Region(region) is null))
        {
            return NotFound();
        }

        filter = this.Readable(await filter.NamedAsync(Db, Viewer, cancel), names, words, Db.Company.Settings.FiscalYearStart, known => known.Asked(Viewer, Db.Company.Settings, Today, names));
        var asked = filter.Asked(Viewer, Db.Company.Settings, Today, names);
        page = Math.Clamp(page, 1, int.MaxValue / RegionBasisPage.PageSize);
        var basis = await RegionBasis.OfAsync(Db, asked, page, RegionBasisPage.PageSize, cancel);
        return basis.IsNothing && !Viewer.Reaches(RecordType.Contract, AccessAction.Read, null, null, asked.Region) ? NotFound()
            : View("RegionBasis", new RegionBasisPage(asked, basis, names, PageAddress.Of(Request))
            {
                Place = Math.Min(page, 1 + (Math.Max(0, basis.Customers.Count - 1) / RegionBasisPage.PageSize)),
                Categories = Db.Company.Facts.Categories,
            });
    }
}
