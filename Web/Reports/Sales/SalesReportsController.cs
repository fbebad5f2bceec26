using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>A report of sales as one page shows it.</summary>
public sealed record SalesReportPage(
    SalesTable Table, SalesFilter Filter, SalesQuestion Asked, OrganisationFacts Names, PageAddress Address, Viewer Viewer, ReportPeriods Periods)
{
    public bool MayExport => Viewer.May(RecordType.Contract, AccessAction.Export);

    public bool SeesAmounts => Viewer.Sees(SensitiveField.Amount);

    /// <summary>By what the report's rows can be told apart once more.</summary>
    public IReadOnlyList<SalesSplit> Splits => SplitsOf(Table.Key);

    public static IReadOnlyList<SalesSplit> SplitsOf(string key) => key switch
    {
        "regional-sales" => [SalesSplit.ProductCategory, SalesSplit.Industry, SalesSplit.CustomerCategory, SalesSplit.CustomerAtSigning, SalesSplit.ContractType, SalesSplit.Channel],
        "customer-purchases" => [SalesSplit.ProductCategory, SalesSplit.Year],
        "product-sales" => [SalesSplit.Quarter, SalesSplit.Year, SalesSplit.CustomerCategory],
        _ => [],
    };

    public DateOnly Today => Periods.Today;

    /// <summary>Part of the days is still to come, while those that it is compared with are all gone.</summary>
    public bool IsNotOver => Asked.From <= Today && Asked.To > Today;

    /// <summary>The whole months that the targets are of, where other days are asked for; null where no target stands beside them.</summary>
    public (DateOnly First, DateOnly Last)? TargetMonths =>
        !ReportSpan.IsWholeMonths(Asked.From, Asked.To) && Table.Columns.ToList().IndexOf("target") is >= 0 and var place
            && Table.Rows.Append(Table.Total).Any(row => SalesTable.Amount(row.Cells[place]) is not null) ? (Asked.From, Asked.To) : null;

    public string ToThisDay => Address.With("from", Show.Day(Asked.From)).With("to", Show.Day(Today)).With("firstOf", ReportSpan.MonthsOf(Asked.From, Asked.To, Asked.FiscalStart)).ToString();

    /// <summary>Null where it is not asked for, or nobody set a target.</summary>
    public ForecastGap? Gap { get; init; }

    /// <summary>The opportunities that are expected until the last of the days.</summary>
    public string Expected => SalesExpectation.Expected(Asked, Table.Key, Address);

    /// <summary>How the gap, or its coverage, is made.</summary>
    public string MadeOf(string figure) => Address.Without("print").At($"/reports/{Table.Key}/ratio").With("of", figure).ToString();

    /// <summary>An amount as the chart draws it: what is signed in a period that is still to come is no fall of the line but a gap.</summary>
    public Money? Charted(SalesRow row, int place)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Begins > Today && Table.Columns[place] == "signed" ? null : SalesTable.Amount(row.Cells[place]);
    }

    /// <summary>The columns of each table by their places: one table on the screen, on paper as many as sheets stand side by side.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Blocks => Filter.Print ? SalesSheets.Of(Table) : [[.. Enumerable.Range(0, Table.Columns.Count)]];

    public string? FirstPage => Filter.Page > 1 ? At(1).ToString() : null;

    public string? PreviousPage => Filter.Page > 1 ? At(Filter.Page - 1).ToString() : null;

    public string? NextPage => Filter.Shown().Skip + Table.Rows.Count < Table.Count ? At(Filter.Page + 1).ToString() : null;

    private PageAddress At(int page) => Address.With("page", page == 1 ? null : page);

    /// <summary>Whose contracts he can ask for.</summary>
    public IReadOnlyDictionary<long, string> Owners => Names.OwnersOf(RecordType.Contract, Viewer, Today, Asked.Owner);

    /// <summary>The product and the category that it is asked for, with those that it can be asked for.</summary>
    public OfWhat Of { get; init; } = OfWhat.All;

    /// <summary>What of whole contracts or customers stands beside what was signed of the product, by its words; null where nothing does.</summary>
    public string? BesideProduct => Asked.Product is null ? null : Table.Key switch
    {
        "contract-execution" => "Reports.OfProduct.Contracts",
        "customer-purchases" => "Reports.OfProduct.Customers",
        "regional-sales" or "sales-by-time" when Filter.All => "Reports.OfProduct.Beside",
        _ => "Reports.OfProduct.Lines",
    };

    /// <summary>What it is narrowed by, in words.</summary>
    public IEnumerable<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        (string Word, string? Value)[] further =
        [
            ("Reports.Split", Asked.Split == SalesSplit.None ? null : words.Of(Asked.Split)), ("Reports.Step", Table.Key == "sales-by-time" ? words[$"Reports.SalesStep.{Asked.Step}"] : null),
        ];
        return [.. Asked.Narrowed(Names, words), .. further.Where(one => one.Value is not null).Select(one => (words[one.Word], one.Value ?? ""))];
    }

    public string In(DateOnly from, DateOnly until) => Address.Without("period", "week", "firstOf").With("from", Show.Day(from)).With("to", Show.Day(until)).ToString();
}

/// <summary>What was invoiced or received within the days, invoice by invoice or receipt by receipt.</summary>
public sealed record SalesMoneyPage(
    SalesQuestion Asked, SalesMoneyKind Kind, IReadOnlyList<SalesMoneyRow> Rows, int Count, Money Sum, OrganisationFacts Names, PageAddress Address)
{
    public const int PageSize = 50;

    /// <summary>From 1.</summary>
    public int Place { get; init; } = 1;

    public string? First => Place > 1 ? At(1) : null;

    public string? Previous => Place > 1 ? At(Place - 1) : null;

    public string? Next => Place * PageSize < Count ? At(Place + 1) : null;

    private const string Path = "/reports/sales-by-time";

    public string Report => Address.At(Path).Without("of", "page").With("all", "true").ToString();

    private string At(int page) => Address.With("page", page == 1 ? null : page).ToString();

    public static string Of(SalesMoneyKind kind, string asked) => $"{Path}/money?of={kind}&{asked}";
}

/// <summary>The reports of the general manager on what was signed: one frame, five questions.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[MayTakeLong]
public sealed class SalesReportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const string Key = "{key:regex(^(contract-execution|regional-sales|customer-purchases|sales-by-time|product-sales)$)}";

    [HttpGet("reports/contract-execution")]
    public Task<IActionResult> Execution(SalesFilter filter, CancellationToken cancel) => ShowAsync("contract-execution", filter, cancel);

    [HttpGet("reports/regional-sales")]
    public Task<IActionResult> Regions(SalesFilter filter, CancellationToken cancel) => ShowAsync("regional-sales", filter, cancel);

    [HttpGet("reports/customer-purchases")]
    public Task<IActionResult> Customers(SalesFilter filter, CancellationToken cancel) => ShowAsync("customer-purchases", filter, cancel);

    [HttpGet("reports/sales-by-time")]
    public Task<IActionResult> Periods(SalesFilter filter, CancellationToken cancel) => ShowAsync("sales-by-time", filter, cancel);

    [HttpGet("reports/product-sales")]
    public Task<IActionResult> Products(SalesFilter filter, CancellationToken cancel) => ShowAsync("product-sales", filter, cancel);

    [HttpGet("reports/" + Key + "/export.{format:regex(^(csv|xlsx)$)}")]
    [Authorize(Policy = Policies.ExportContracts)]
    public async Task<IActionResult> Export(string key, SalesFilter filter, ExportFormat format, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = filter.InDays(ModelState, Db.Company.Settings.FiscalYearStart, words);
        ModelState.LeaveOutFar(("from", filter.From), ("to", filter.To));
        filter = (await filter.NamedAsync(Db, Viewer, cancel)).Known(ModelState, names, words);
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return NotFound();
        }

        // A file could not say what was left out of what was asked for: the page does.
        if (!ModelState.IsValid)
        {
            return LocalRedirect($"/reports/{key}{Request.QueryString}");
        }

        var (asked, tables) = (QuestionOf(filter, Viewer.ToExport(RecordType.Contract), names), new SalesTables(Db, words, names, Today));
        var file = await tables.FileAsync(key, asked, cancel);
        return new TableDownload(file.Headed($"{words[$"Reports.Sales.{key}"]} {Show.Day(asked.From)} {Show.Day(asked.To)}", words), format);
    }

    /// <summary>The invoices, or the parts of receipts, behind a figure of what was invoiced or received; the report where nobody says which.</summary>
    [HttpGet("reports/sales-by-time/money")]
    public async Task<IActionResult> Money(SalesFilter filter, SalesMoneyKind? of, int page, CancellationToken cancel)
    {
        if (of is not { } kind)
        {
            return LocalRedirect("/reports/sales-by-time?all=true");
        }

        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = Readable(await filter.NamedAsync(Db, Viewer, cancel), names);
        var asked = QuestionOf(filter, Viewer, names);
        var (rows, count, sum) = await SalesMoney.BehindAsync(Db, asked, kind, page, SalesMoneyPage.PageSize, cancel);
        return View("Money", new SalesMoneyPage(asked, kind, rows, count, sum, names, PageAddress.Of(Request)) { Place = Math.Clamp(page, 1, 1 + (count / SalesMoneyPage.PageSize)) });
    }

    private async Task<IActionResult> ShowAsync(string key, SalesFilter filter, CancellationToken cancel)
    {
        if (this.OfPeriod(filter.Named, "to", Db.Company.Settings.FiscalYearStart, words) is { } days)
        {
            return LocalRedirect(days.ToString());
        }

        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = Readable(await filter.NamedAsync(Db, Viewer, cancel), names);
        var asked = QuestionOf(filter, Viewer, names);
        var table = await new SalesTables(Db, words, names, Today).OfAsync(key, asked, cancel, filter.Shown());
        var address = PageAddress.Of(Request);
        if (table.Rows.Count == 0 && filter.Page > 1)
        {
            return LocalRedirect(address.Without("page").ToString());
        }

        return View("Sales", new SalesReportPage(table.OpenedFrom(address).WithRatios(address), filter, asked, names, address.Without("page"), Viewer, new(Today, Db.Company.Settings.FiscalYearStart))
        {
            Of = filter.Of with { Sold = filter.Print ? [] : await Db.ProductsSoldAsync(Viewer, Today, cancel) },
            Gap = filter.Gap && key == "sales-by-time" ? await SalesExpectation.GapAsync(Db, asked, SalesTable.Amount(table.Total.Cells[2]) ?? Domain.Shared.Money.Zero, Now, cancel) : null,
        });
    }

    /// <summary>Without what it can't be asked for.</summary>
    private SalesFilter Readable(SalesFilter filter, OrganisationFacts names) => this.Readable(filter, names, words, Db.Company.Settings.FiscalYearStart, known => QuestionOf(known, Viewer, names));

    private SalesQuestion QuestionOf(SalesFilter filter, Viewer viewer, OrganisationFacts names) => filter.Asked(viewer, Db.Company.Settings, Today, names);
}
