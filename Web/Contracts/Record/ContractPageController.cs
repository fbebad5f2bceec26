using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Opportunities.Moves;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Record;

/// <summary>What the page of a contract and its verbs share: the contract in reach with what the tab shows.</summary>
public abstract class ContractPageController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int MostRests = 10;

    protected Words Words { get; } = words;

    protected async Task<ContractPage?> PageAsync(long id, string tab, CancellationToken cancel)
    {
        var rows = Db.Contracts.AsNoTracking().VisibleTo(Viewer).Where(row => row.Id == id);
        if (await WithTab(rows, tab).SingleOrDefaultAsync(cancel) is not { } contract)
        {
            return null;
        }

        var customer = await Db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Name).SingleAsync(cancel);
        var names = await organisation.ReadAsync(Db, [contract.OwnerId, contract.ProjectManagerId], cancel);
        var (refused, confirms) = tab.Length == 0 && contract.Status == ContractStatus.Draft ? await SigningAsync(rows, cancel) : default;
        var (today, shown) = (Today, tab == "money" ? await ReceiptsAsync(id, cancel) : []);
        var page = new ContractPage(contract, customer, tab, await ProductsAsync(contract, cancel), shown, names, Viewer, today);
        return page with
        {
            SignRefusal = refused,
            SignConfirms = confirms,
            OpensOpportunity = contract.OpportunityId is { } project && await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).AnyAsync(row => row.Id == project, cancel),
            OpenReceipts = tab == "money" ? await RestsAsync(contract.CustomerId, cancel) : [],
            Contacts = await ContactsAsync(contract, cancel),
            Signing = new SigningForm { SignedOn = today, Winning = await WinningAsync(page, cancel) },
            Finish = new FinishForm { DoneOn = today },
            Invoice = new InvoiceForm { IssuedOn = today },
            Cost = new CostForm { On = today },
            Acceptance = new AcceptanceForm { AcceptedOn = today, WarrantyMonths = 12 },
            Appointment = new AppointmentForm { ProjectManagerId = page.TakesOver ? Viewer.PersonId : null },
            Fee = new FeeForm { YearlyFee = contract.YearlyFee },
            UsualFee = tab.Length == 0 && page.MayAgreeFee ? Contract.UsualFee.Of(await Db.SoftwarePriceAsync(id, cancel)) : null,
        };
    }

    /// <summary>Asked of a draft only: it is the one whose lines the page has not.</summary>
    private async Task<(Refusal? Refused, Refusal? Confirms)> SigningAsync(IQueryable<Contract> rows, CancellationToken cancel)
    {
        var contract = await rows.Include(row => row.Lines.OrderBy(line => line.Id)).Include(row => row.Milestones).AsSplitQuery().SingleAsync(cancel);
        var refused = await Db.CanSignAsync(contract, Today, Viewer.Roles, Today, cancel);
        return (refused, refused is null ? await Db.ConfirmedBySigningAsync(contract, Today, cancel) : null);
    }

    private async Task<ClosingForm?> WinningAsync(ContractPage page, CancellationToken cancel) =>
        page is { Tab: "", Contract: { Status: ContractStatus.Draft, OpportunityId: not null } } && await Db.WinsAsync(page.Contract.Id, cancel) ? new ClosingForm() : null;

    protected ViewResult TabOf(ContractPage page) => View(ViewOf((page ?? throw new ArgumentNullException(nameof(page))).Tab), page);

    protected static string ViewOf(string tab) => tab switch
    {
        "lines" => "Lines",
        "money" => "Payments",
        "costs" => "Costs",
        "history" => "History",
        _ => "Show",
    };

    private static IQueryable<Contract> WithTab(IQueryable<Contract> contracts, string tab) => tab switch
    {
        "lines" => contracts.Include(row => row.Lines.OrderBy(line => line.Id)).Include(row => row.Amendments).AsSplitQuery(),
        "money" => contracts.Include(row => row.Milestones).Include(row => row.Invoices).Include(row => row.Reminders).AsSplitQuery(),
        "costs" => contracts.Include(row => row.Costs).AsSplitQuery(),
        "history" => contracts.Include(row => row.History).AsSplitQuery(),
        _ => contracts.Include(row => row.Milestones).Include(row => row.Shares).Include(row => row.HandOver).AsSplitQuery(),
    };

    private async Task<IReadOnlyDictionary<long, string>> ProductsAsync(Contract contract, CancellationToken cancel)
    {
        var ids = contract.Lines.Select(line => line.ProductId).Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<long, string>()
            : (await Db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id)).ToListAsync(cancel))
                .ToDictionary(product => product.Id, product => product.LocalName());
    }

    private async Task<IReadOnlyDictionary<long, string>> ContactsAsync(Contract contract, CancellationToken cancel)
    {
        var ids = contract.Reminders.Select(reminder => reminder.ContactId).OfType<long>().ToList();
        return ids.Count == 0 ? new Dictionary<long, string>()
            : await Db.Contacts.AsNoTracking().VisibleTo(Viewer).Where(contact => ids.Contains(contact.Id)).ToDictionaryAsync(contact => contact.Id, contact => contact.Name, cancel);
    }

    private async Task<IReadOnlyList<OpenReceipt>> RestsAsync(long customerId, CancellationToken cancel) =>
        Viewer.May(RecordType.Receipt, AccessAction.Write) ? await Db.OpenReceiptsAsync(Viewer, customerId, MostRests, cancel) : [];

    private Task<List<ReceiptOf>> ReceiptsAsync(long id, CancellationToken cancel) => (
        from receipt in Db.Receipts.AsNoTracking()
        from part in receipt.Parts
        where part.ContractId == id
        orderby receipt.ReceivedOn, receipt.Id
        select new ReceiptOf(receipt.Id, receipt.Reference, receipt.ReceivedOn, part.MilestoneId, part.Amount)).ToListAsync(cancel);
}
