using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Opportunities.Pipeline;

/// <summary>
/// A sales pipeline that another program kept, with its history: teams, products, opportunities; the accounts are an import of
/// customers of their own beforehand. What its files spell differently is told, what a row lacks is told by the row.
/// </summary>
public sealed class PipelineImport(CrmDbContext db, Stamp stamp)
{
    private const int Batch = 2_000;

    private static readonly string[] Columns =
        ["opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"];

    private readonly PipelineOutcome _outcome = new();
    private readonly PipelinePeople _people = new(db, new DateOnly(2016, 1, 1));
    private Dictionary<string, Product> _products = [];
    private Dictionary<string, Customer> _customers = [];
    private HashSet<string> _known = [];
    private readonly Dictionary<string, int> _rows = [];

    /// <param name="teams">Agents, managers, offices.</param>
    /// <param name="products">Products with series and price.</param>
    /// <param name="pipeline">The opportunities.</param>
    public Task<PipelineOutcome> RunAsync(TableSource teams, TableSource products, TableSource pipeline, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        await _people.TakeAsync(teams, cancel);
        _outcome.People = _people.Added;
        await new ProductImport(db, stamp).RunAsync(products, false, cancel);
        _products = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Include(product => product.Prices).ToDictionaryAsync(product => product.NameKey, cancel);
        _customers = await db.Customers.VisibleTo(Viewer.Program).Kept().GroupBy(row => row.NameKey).Select(group => group.OrderBy(row => row.Id).First())
            .ToDictionaryAsync(row => row.NameKey, cancel);
        _known = await db.Opportunities.VisibleTo(Viewer.Program).Select(row => row.Number).ToHashSetAsync(cancel);
        await TakeAsync(pipeline, cancel);
        return _outcome;
    }, cancel);

    private async Task TakeAsync(TableSource source, CancellationToken cancel)
    {
        using var table = source.Open();
        var places = PipelineColumns.Of(table.Header, Columns);
        var batch = new List<Opportunity>();
        foreach (var row in table.Rows())
        {
            if (Read(row, places) is { } opportunity)
            {
                batch.Add(opportunity);
            }

            if (batch.Count == Batch)
            {
                await db.InsertInBulkAsync(batch, cancel);
                batch.Clear();
            }
        }

        await db.InsertInBulkAsync(batch, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private Opportunity? Read(TableRow row, int[] places)
    {
        try
        {
            row.Fault.ThrowIfRefused();
            return Make(row.Number, [.. places.Select(place => row[place].Trim())]);
        }
        catch (RuleBroken broken)
        {
            _outcome.Rejected.Add((row.Number, broken.Refusal));
            return null;
        }
    }

    private Opportunity? Make(int row, string[] cells)
    {
        var (number, agent, account, stage) = (cells[0], cells[1], cells[3], cells[4]);
        (number.Length == 0 ? new Refusal("PipelineNumberMissing") : null).ThrowIfRefused();
        (_rows.TryGetValue(number, out var before) ? new Refusal("PipelineNumberTwice", number, before) : null).ThrowIfRefused();
        _rows.Add(number, row);
        _outcome.Numbers.Add(number);
        if (!_known.Add(number))
        {
            _outcome.Known++;
            return null;
        }

        var owner = _people.Find(agent) ?? throw new RuleBroken(new Refusal("PipelineAgentUnknown", agent));
        var product = ProductOf(cells[2]);
        var customer = CustomerOf(row, account);
        var engaged = Day(row, cells[5], "engage_date", isNeeded: stage != "Prospecting");
        var openedAt = engaged is { } day ? db.Company.Time.StartOf(day) : stamp.At;
        var price = product.PriceOn(engaged ?? stamp.Today).ListPrice;
        var name = customer is null ? product.Name : $"{customer.Name} {product.Name}";
        var opportunity = new Opportunity(number, name, customer, null, null, price, null, owner.Id, owner.TeamId, stamp, owner.RegionId, openedAt);
        opportunity.IsAbout(product.Id);
        Live(opportunity, row, stage, engaged, cells);
        _outcome.Count(opportunity.State, opportunity.Amount ?? Money.Zero, isListed: stage != "Won");
        return opportunity;
    }

    private void Live(Opportunity opportunity, int row, string stage, DateOnly? engaged, string[] cells)
    {
        if (engaged is { } day)
        {
            opportunity.WasQualified(db.Company.Time.StartOf(day), stamp);
        }

        switch (stage)
        {
            case "Prospecting" or "Engaging":
                opportunity.Customer?.OpportunityOpened(null, stamp);
                break;
            case "Won":
                opportunity.WasWon(ClosedAt(row, cells[6], engaged), Value(cells[7]), stamp);
                break;
            case "Lost":
                opportunity.WasLost(ClosedAt(row, cells[6], engaged), stamp);
                break;
            default:
                throw new RuleBroken(new Refusal("PipelineStageUnknown", stage));
        }
    }

    private Product ProductOf(string written)
    {
        var product = _products.GetValueOrDefault(Product.KeyOf(written)) ?? throw new RuleBroken(new Refusal("PipelineProductUnknown", written));
        _outcome.Map(written, product.Name);
        return product;
    }

    private Customer? CustomerOf(int row, string account)
    {
        if (account.Length == 0)
        {
            _outcome.Noted.Add((row, new Refusal("PipelineNoAccount")));
            return null;
        }

        return _customers.GetValueOrDefault(NameKey.OfCompany(account)) ?? throw new RuleBroken(new Refusal("PipelineAccountUnknown", account));
    }

    private DateOnly? Day(int row, string text, string column, bool isNeeded)
    {
        if (text.Length == 0 && !isNeeded)
        {
            _outcome.Noted.Add((row, new Refusal("PipelineNoDate")));
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw new RuleBroken(new Refusal("PipelineDateUnreadable", column, text));
    }

    private DateTime ClosedAt(int row, string text, DateOnly? engaged)
    {
        var day = Day(row, text, "close_date", isNeeded: true) ?? default;
        (day < engaged ? new Refusal("PipelineClosedBefore", day, engaged) : null).ThrowIfRefused();
        return db.Company.Time.StartOf(day);
    }

    private static Money Value(string text)
    {
        (!decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) || value < 0 ? new Refusal("PipelineValueUnreadable", text)
            : Money.Holds(value) ? null : new Refusal("AmountTooFine", text)).ThrowIfRefused();
        return Money.FromMajor(value);
    }
}
