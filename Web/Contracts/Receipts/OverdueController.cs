using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Receipts;

/// <summary>催款: what should have come in, and from whom.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/overdue")]
public sealed class OverdueController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(OverdueLook look, string? after, string? before, CancellationToken cancel)
    {
        var filter = look.FilterOn(Today);
        var page = await Db.OverduePageAsync(Viewer, filter, Today, KeysetCursor.Parse(after, before), PageSize, cancel);
        var ids = page.Rows.Select(payment => payment.CustomerId).Distinct().ToList();
        var customers = await Db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => ids.Contains(row.Id))
            .Select(row => new OverdueCustomer(row.Id, row.OwnerId)).ToDictionaryAsync(row => row.Id, cancel);
        var sums = await Db.OverdueByAgeAsync(Viewer, filter, Today, cancel);
        return View("Overdue", new OverduePage(page, sums, customers, await organisation.ReadAsync(Db, cancel), Viewer, Today, PageAddress.Of(Request))
        {
            Filter = filter,
            Product = filter.Product is null ? null : await Db.ProductNameAsync(Viewer, filter.Product, cancel) ?? Show.Nothing,
            Category = filter.CustomerCategory is { } code ? Db.Company.Facts.Categories.Name(code) : null,
            Unmatched = Viewer.May(RecordType.Receipt, AccessAction.Read) ? await Db.UnmatchedOfAsync(Viewer, ids, cancel) : new Dictionary<long, Money>(),
            Reminders = await Db.LastRemindersAsync([.. page.Rows.Select(payment => payment.ContractId).Distinct()], cancel),
        });
    }

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    [Authorize(Policy = Policies.ExportContracts)]
    public async Task<IActionResult> Export(OverdueLook look, ExportFormat format, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return LocalRedirect($"/contracts/overdue{Request.QueryString}");
        }

        var (names, sees) = (await organisation.ReadAsync(Db, cancel), Viewer.Sees(SensitiveField.Amount));
        string[] columns = ["PaymentOn", "Over", "Column.Customer", "Column.Number", "Milestone", "Amount", "StillOpen", "Column.Owner"];
        return new TableDownload(
            new ExportTable($"{words["Contracts.Overdue"]} {Show.Day(Today)}", [.. columns.Select(column => words[$"Contracts.{column}"])],
                Db.AllOverdueAsync(Viewer.ToExport(RecordType.Contract), look.FilterOn(Today), Today).Select(row => (IReadOnlyList<object?>)
                [
                    row.DueOn, row.DaysOver(Today), row.Customer, row.Number, words.Milestone(row.Name), sees ? row.Amount : null, sees ? row.Open : null, names.Person(row.OwnerId),
                ])), format);
    }
}

/// <summary>What the address of the list of overdue payments says.</summary>
public sealed record OverdueLook
{
    public long? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    public bool NoRegion { get; init; }

    /// <summary>Of contracts that hold a line of it.</summary>
    public long? Product { get; init; }

    /// <summary>Of customers that are of the category now.</summary>
    [StringLength(CustomerLengths.Category)]
    public string? CustomerCategory { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The first day of an age of <see cref="PaymentAges"/>.</summary>
    public int? Age { get; init; }

    /// <summary>Only those whose customer is to be reminded today.</summary>
    public bool ToRemind { get; init; }

    public OverdueFilter FilterOn(DateOnly today) => new()
    {
        Owner = Owner,
        Team = Team,
        Region = Region,
        NoRegion = NoRegion,
        Product = Product,
        CustomerCategory = CustomerCategory,
        From = From,
        To = To,
        RemindBy = ToRemind ? today : null,
        Age = PaymentAges.All.Select(age => (PaymentAge?)age).FirstOrDefault(age => age?.From == Age),
    };
}

/// <summary>Whose customer it is that should have paid.</summary>
public sealed record OverdueCustomer(long Id, long? OwnerId);

/// <param name="Sums">Of all of them, on whichever page.</param>
public sealed record OverduePage(
    KeysetPage<OpenPayment> Page, IReadOnlyDictionary<PaymentAge, OverdueSum> Sums, IReadOnlyDictionary<long, OverdueCustomer> Customers,
    OrganisationFacts Names, Viewer Viewer, DateOnly Today, PageAddress Address)
{
    public OverdueFilter Filter { get; init; } = OverdueFilter.All;

    /// <summary>What the product is called that it is asked for.</summary>
    public string? Product { get; init; }

    public string? Category { get; init; }

    /// <summary>The last one of each contract that had one.</summary>
    public IReadOnlyDictionary<long, PaymentReminder> Reminders { get; init; } = new Dictionary<long, PaymentReminder>();

    /// <summary>What came in from customers and waits to be matched: it may be what they are reminded of.</summary>
    public IReadOnlyDictionary<long, Money> Unmatched { get; init; } = new Dictionary<long, Money>();

    public bool MayRemind => Viewer.May(RecordType.Receipt, AccessAction.Write);

    /// <summary>Those whose customer is to be reminded today; where these are shown, all again.</summary>
    public string OfToRemind => Start.With("toRemind", Filter.RemindBy is null ? "true" : null).ToString();

    public bool MayExport => Viewer.May(RecordType.Contract, AccessAction.Export);

    public string File(string format) => Start.At($"/contracts/overdue/export.{format}").ToString();

    /// <summary>Of those that are listed, on whichever page.</summary>
    public OverdueSum Total => Filter.Age is { } age ? Sums[age] : new(Sums.Values.Sum(sum => sum.Count), new Money(Sums.Values.Sum(sum => sum.Open.Minor)));

    public static string Named(PaymentAge age, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return age.To == int.MaxValue ? words["Contracts.AgeOver", age.From - 1] : words["Contracts.Age", age.From, age.To];
    }

    /// <summary>Those of one age; of the age that is shown, all again.</summary>
    public string OfAge(PaymentAge age) => Start.With("age", age == Filter.Age ? null : age.From).ToString();

    public string OfOwner(long? owner) => Start.With("owner", owner).ToString();

    /// <summary>Whose they are, in words.</summary>
    public IEnumerable<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        (string Word, string? Value)[] all =
        [
            ("Contracts.Column.Owner", Names.Person(Filter.Owner)), ("Reports.Team", Names.Team(Filter.Team)),
            ("Contracts.Column.Region", Filter.NoRegion ? words["Reports.NoRegion"] : Names.Region(Filter.Region)),
            ("Reports.Product", Product), ("Reports.SalesSplit.CustomerCategory", Category),
            ("Contracts.NextReminder", Filter.RemindBy is { } by ? Show.Day(by) : null),
            ("Contracts.Over", Filter.Age is { } age ? Named(age, words) : null),
            ("Contracts.Column.SignedOn", Filter is { From: { } from, To: { } to } ? $"{Show.Day(from)} – {Show.Day(to)}" : null),
        ];
        return all.Where(one => one.Value is not null).Select(one => (words[one.Word], one.Value ?? ""));
    }

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    private PageAddress Start => Address.Without("after", "before");

    /// <summary>Where a touch with the customer is logged, for who may write to it.</summary>
    public string? LogOf(OpenPayment payment) =>
        Names.MayWriteTo(Viewer, Customers.GetValueOrDefault(payment.CustomerId)?.OwnerId) ? LogLinks.Of(payment.CustomerId, null, Address) : null;
}
