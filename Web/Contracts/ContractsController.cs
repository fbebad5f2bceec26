using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Reports;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Contracts;

public enum ContractOrder
{
    Signed,
    Amount,
    Due,
}

/// <summary>One page of contracts.</summary>
public sealed record ContractListPage(
    ContractFilter Filter, ContractOrder Sort, KeysetPage<ContractRow> Page, OrganisationFacts Names, IReadOnlyList<SavedView> Views, PageAddress Address,
    Viewer Viewer, DateOnly Today, long? Chosen)
    : ListPage<ContractRow>(Page, Names, Views, Address, Viewer)
{
    /// <summary>A page is small in a large company too.</summary>
    private const int MostManagers = 40;

    protected override long? ViewId => Chosen;

    public bool MayCreate => Viewer.May(RecordType.Contract, AccessAction.Create);

    /// <summary>Whom the list is asked for by name.</summary>
    public long? Manager => long.TryParse(Filter.Manager, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whom it offers to be asked for: of whoever can be appointed the first, and whom it is asked for.</summary>
    public IReadOnlyList<Colleague> Managers =>
        [.. Names.ManagersFor(Viewer.Matrix, Today).Take(MostManagers).UnionBy(Names.People.Values.Where(person => person.Id == Manager), person => person.Id)];

    /// <summary>Where everybody else is found who can be appointed; null where all are offered.</summary>
    public string? MoreManagers => Names.ManagersFor(Viewer.Matrix, Today).Skip(MostManagers).Any() ? Start.At("/contracts/managers").ToString() : null;

    /// <summary>Where a touch with the customer is logged, for who may write to it.</summary>
    public string? LogOf(ContractRow row) => Names.MayWriteTo(Viewer, row.CustomerOwnerId) ? LogLinks.Of(row.CustomerId, null, Start) : null;

    public bool MayExport => Viewer.May(RecordType.Contract, AccessAction.Export);

    /// <summary>The category of products or the product that it is asked for.</summary>
    public string? Sold { get; init; }

    /// <summary>The product that the customers bought whom it is asked for.</summary>
    public string? Bought { get; init; }

    /// <summary>The customer that it is asked for.</summary>
    public string? Buyer { get; init; }

    /// <summary>What it adds up to; null where no figure has opened it.</summary>
    public ContractListSums? Sums { get; init; }

    /// <summary>Of what there is to do in them; null where the list is not asked for by that.</summary>
    public ContractCounts? Counts { get; init; }

    /// <summary>The report that has opened it, as its address says it.</summary>
    public string? Report { get; init; }

    /// <summary>By what a report has narrowed it, besides what its tools show.</summary>
    public IEnumerable<(string Name, string Value)> Narrowed(Words words, CategoryScheme categories)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(categories);
        (string Name, string? Value)[] all =
        [
            (words["Contracts.OutsideTeam"], Filter.Outside is null ? null : Names.Team(Filter.Outside) ?? Show.Nothing),
            (words["Reports.SalesColumn.region"], Filter.NoRegion ? words["Reports.NoRegion"] : null), (words["Reports.Product"], Filter.NoCategory ? words["Reports.NoCategory"] : Sold), (words.Of(SalesSplit.Industry), Filter.NoIndustry ? words["Reports.NoIndustry"] : Filter.Industry),
            (words.Of(SalesSplit.CustomerCategory), Filter.CustomerCategory is { } category ? categories.Name(category) : null),
            (words.Of(SalesSplit.ContractType), Filter.NoType ? words["Reports.NoType"] : Filter.Type is { } type ? words.Of(type) : null),
            (words["Contracts.OfWhatSigned"], Signed(words)), (words["Contracts.Column.Customer"], Buyer ?? Filter.Buyers?.Text(words, Names, Bought, Filter.Buyers.Category is { } of ? categories.Name(of) : null)),
            (words["Contracts.Column.Owner"], Filter.Owner is null ? null : Names.Person(Filter.Owner) ?? Show.Nothing), (words["Reports.Team"], Filter.Team is null ? null : Names.Team(Filter.Team) ?? Show.Nothing),
            (words["Contracts.ToInvoice"], Filter.InvoiceUntil is { } until ? $"– {Show.Day(until)}" : null),
            (words["Contracts.ChangeOrders"], Filter.ChangedFrom is { } from ? $"{Show.Day(from)} – {Show.Day(Today)}" : null),
            (words["Contracts.AcceptanceState"], Filter.Accepted ? words["Contracts.IsAccepted"] : null),
            (words["Contracts.HandOverState"], Filter.NotHandedOver ? words["Contracts.NotHandedOver"] : null),
            (words.Of(SalesSplit.CustomerAtSigning), Filter.CustomerAtSigning is { } at ? words.Of(at) : null),
            (words["Contracts.Opportunity"], Filter.NoOpportunity ? words["Contracts.NoOpportunity"] : null),
            (words.Of(SalesSplit.Channel), Filter.NoLead ? words["Reports.NoChannel"] : Filter.Channel is { } channel ? words.Of(channel) : null),
        ];
        return all.Where(one => one.Value is not null).Select(one => (one.Name, one.Value ?? ""));
    }

    private string? Signed(Words words)
    {
        string?[] parts = [Filter.Service ? "OfServices" : null, Filter.Renewal ? "OfRenewals" : null, Filter.WithService ? "OfServed" : null];
        var told = parts.OfType<string>().Select(part => words[$"Contracts.{part}"]).ToList();
        return told.Count == 0 ? null : string.Join(words["Reports.Separator"], told);
    }
}

/// <summary>合同列表: what was signed, how far it is, what has come in.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts")]
public sealed class ContractsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    public const string ListName = "contracts";

    private const int PageSize = 40;

    private static readonly Dictionary<ContractOrder, KeysetOrder<Contract, ContractRow>> Orders = new()
    {
        [ContractOrder.Signed] = By(
            Leg(contract => contract.SignedOn, row => row.SignedOn, contract => contract.SignedOn != null),
            Leg(contract => contract.CreatedAt, row => row.CreatedAt, contract => contract.SignedOn == null)),
        [ContractOrder.Amount] = By(Leg(contract => contract.AmountInTax, row => row.AmountInTax)),
        [ContractOrder.Due] = By(
            Leg(contract => contract.PaymentDueOn, row => row.PaymentDueOn, contract => contract.PaymentDueOn != null),
            Leg(contract => contract.CreatedAt, row => row.CreatedAt, contract => contract.PaymentDueOn == null)),
    };

    /// <summary>Where only what was signed is asked for, drafts need not be looked for.</summary>
    private static readonly KeysetOrder<Contract, ContractRow> OfSigned = By(Leg(contract => contract.SignedOn, row => row.SignedOn, contract => contract.SignedOn != null));

    [HttpGet("")]
    public async Task<IActionResult> Index(ContractFilter filter, ContractOrder sort, long? view, string? report, string? after, string? before, CancellationToken cancel)
    {
        if (this.LeavesOutDays(filter.CanAskDays(), "from", "to"))
        {
            filter = filter with { From = null, To = null };
        }

        sort = sort == ContractOrder.Amount && !Viewer.Sees(SensitiveField.Amount) ? ContractOrder.Signed : sort;
        var page = await OrderOf(sort, filter)
            .PageAsync(Matching(Viewer, filter), Rows, sort != ContractOrder.Due, KeysetCursor.Parse(after, before), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.SelectMany(row => new[] { row.OwnerId, row.ProjectManagerId, row.CustomerOwnerId }), cancel);
        var views = await Db.ViewsOfAsync(ListName, Viewer, cancel);
        return View(new ContractListPage(filter, sort, page, names, views, PageAddress.Of(Request), Viewer, Today, view)
        {
            Report = report,
            Counts = await Db.CountsAsync(Viewer, filter, Today, cancel),
            Sold = await SoldAsync(filter, cancel),
            Bought = await Db.ProductNameAsync(Viewer, filter.Buyers?.Product, cancel),
            Buyer = page.Rows.FirstOrDefault(row => row.CustomerId == filter.Customer)?.Customer,
            Sums = await SumsAsync(filter, page.Rows, cancel),
        });
    }

    private static KeysetOrder<Contract, ContractRow> OrderOf(ContractOrder sort, ContractFilter filter) => sort switch
    {
        ContractOrder.Amount or ContractOrder.Due => Orders[sort],
        _ when filter.First || !filter.IsOfAllLines() => OfSigned,
        _ => Orders[ContractOrder.Signed],
    };

    /// <summary>Only a list between two days, or of what a customer bought up to a day, is added up, as a report opens it: of any other nobody has asked it. Where contracts are counted, parts of them are not told.</summary>
    private async Task<ContractListSums?> SumsAsync(ContractFilter filter, IReadOnlyList<ContractRow> rows, CancellationToken cancel) =>
        !IsAddedUp(filter) ? null : new ContractListSums(
            await ContractSums.OfAsync(Db, Viewer, filter, Today, cancel),
            !TellsParts(filter) || rows.Count == 0 ? new Dictionary<long, Money>() : await ContractSums.SignedAsync(Db, Viewer, filter, [.. rows.Select(row => row.Id)], cancel), Viewer);

    private bool IsAddedUp(ContractFilter filter) =>
        Viewer.Sees(SensitiveField.Amount) && (filter.First || filter is { To: not null, From: not null } or { To: not null, Customer: not null });

    private static bool TellsParts(ContractFilter filter) => !filter.First && !filter.WithService;

    private async Task<string?> SoldAsync(ContractFilter filter, CancellationToken cancel) => filter.Product is { } product
        ? await Db.ProductNameAsync(Viewer, product, cancel)
        : filter.Category is null ? null : (await Db.CategoriesAsync(cancel)).SingleOrDefault(row => row.Id == filter.Category)?.LocalName();

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    [Authorize(Policy = Policies.ExportContracts)]
    public async Task<IActionResult> Export(ContractFilter filter, ExportFormat format, CancellationToken cancel)
    {
        // A file could not say what was left out of what was asked for: the page does.
        if (!ModelState.IsValid)
        {
            return LocalRedirect($"/contracts{Request.QueryString}");
        }

        filter.CanAskDays().ThrowIfRefused();
        var names = await organisation.ReadAsync(Db, cancel);
        var rows = Orders[ContractOrder.Signed].AllAsync(Matching(Viewer.ToExport(RecordType.Contract), filter), Rows, descending: true);
        string[] columns = ["Number", "Name", "Customer", "Status", "SignedOn", "AmountInTax", "Delivered", "Invoiced", "Received", "Outstanding", "PaymentDueOn", "Owner", "ProjectManager", "Region"];
        var sees = Viewer.Sees(SensitiveField.Amount);
        var parts = IsAddedUp(filter) && TellsParts(filter) ? await ContractSums.SignedAsync(Db, Viewer.ToExport(RecordType.Contract), filter, null, cancel) : null;
        return new TableDownload(
            new ExportTable($"{words["Contracts.Title"]} {Show.Day(Today)}", [.. columns.Select(column => words[$"Contracts.Column.{column}"]), .. parts is null ? [] : new[] { words["Contracts.OfItWithin"] }],
                rows.Select(row => (IReadOnlyList<object?>)
                [
                    row.Number, row.Name, row.Customer, words.Of(row.Status), row.SignedOn, Seen(row.AmountInTax), row.DeliveredBasisPoints / 100m,
                    Seen(row.Invoiced), Seen(row.Received), Seen(row.Outstanding), row.PaymentDueOn, names.Person(row.OwnerId),
                    names.Person(row.ProjectManagerId), names.Region(row.RegionId), .. parts is null ? [] : new object?[] { parts.GetValueOrDefault(row.Id) },
                ])), format);

        Money? Seen(Money amount) => sees ? amount : null;
    }

    private List<IQueryable<Contract>> Matching(Viewer viewer, ContractFilter filter) =>
        [.. Db.Contracts.AsNoTracking().BranchesFor(viewer).Select(branch => branch.Matching(filter, Db, viewer, Today))];

    private IQueryable<ContractRow> Rows(IQueryable<Contract> contracts) => contracts.Select(contract => new ContractRow
    {
        Id = contract.Id,
        Number = contract.Number,
        Name = contract.Name,
        CustomerId = contract.CustomerId,
        Customer = Db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
        CustomerOwnerId = Db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.OwnerId).First(),
        Status = contract.Status,
        SignedOn = contract.SignedOn,
        CreatedAt = contract.CreatedAt,
        AmountInTax = contract.AmountInTax,
        DeliveredBasisPoints = contract.DeliveredBasisPoints,
        Invoiced = contract.Invoiced,
        Received = contract.Received,
        Lapsed = contract.Lapsed,
        PaymentDueOn = contract.PaymentDueOn,
        OwnerId = contract.OwnerId,
        ProjectManagerId = contract.ProjectManagerId,
        RegionId = contract.RegionId,
    });

    private static KeysetOrder<Contract, ContractRow> By(params KeysetLeg<Contract, ContractRow>[] legs) => new(row => row.Id, legs);

    private static KeysetLeg<Contract, ContractRow> Leg<TKey>(
        Expression<Func<Contract, TKey>> key, Func<ContractRow, object?> ofRow, Expression<Func<Contract, bool>>? where = null) =>
        new KeysetLeg<Contract, ContractRow, TKey>(key, ofRow, where);
}

/// <summary>Saved views of the list of contracts.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/views")]
public sealed class ContractViewsController(CrmDbContext db, TimeProvider clock, Words words) : ListViewsController(db, clock, words)
{
    protected override string List => ContractsController.ListName;

    protected override string Title => "Contracts.Title";

    protected override bool MayShare => Viewer.ScopeOf(RecordType.Contract, AccessAction.Read) == Scope.All;
}
