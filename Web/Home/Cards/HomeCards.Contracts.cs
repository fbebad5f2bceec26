using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Reports.Home;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Reports.Sales;

namespace SiCrm.Web.Home.Cards;

/// <content>Contracts: what is to be delivered, invoiced, and paid.</content>
public sealed partial class HomeCards
{
    private const string Mine = "/contracts?manager=me&status=Signed&status=InProgress&status=Delivered&notHandedOver=true";

    private HomeManaged? _managed;

    private async Task<HomeCard?> ContractsAsync(string card, CancellationToken cancel)
    {
        switch (card)
        {
            case "money":
                return Card(card, "Money", "/reports/contract-execution", new HomeMoney(_figures, Question.Month));
            case "receipts":
                return List(card, "Receipts", "/receipts?unmatched=true", await db.OpenReceiptsAsync(Viewer, cancel));
            case "overdue":
                return List(card, "Overdue", "/contracts/overdue", new HomeList<OpenPayment>(await db.OverdueAsync(Viewer, null, Today, Counted, cancel)));
            case "deliveries":
                return List(card, "Deliveries", "/contracts/deliveries?manager=me", await db.DeliveriesDueAsync(Viewer, Today, cancel));
            case "invoices":
                return List(card, "Deliveries", $"/contracts?sort=Due&invoiceUntil={Shared.Show.Day(HomeContracts.InvoicedUntil(Today))}", await db.InvoicesDueAsync(Viewer, Today, cancel));
            case "change-orders":
                return List(card, "ChangeOrders", $"/contracts?manager=me&changedFrom={Shared.Show.Day(HomeContracts.ChangedFrom(Today))}", await db.ChangeOrdersAsync(Viewer, Today, cancel));
            default:
                _managed ??= await db.ManagedAsync(Viewer, cancel);
                return card == "hand-overs" ? List(card, "HandOvers", $"{Mine}&accepted=true", _managed.ToHandOver)
                    : Card(card, "Running", Mine, new HomeRunning(_managed.Running, _figures.Count(HomePart.UnmanagedContracts)), _managed.Running.Count);
        }
    }
}

/// <summary>Money in, as finance follows it.</summary>
public sealed record HomeMoney(HomeFigures Figures, (DateOnly From, DateOnly Until) Month)
{
    public string ReceivedPath => $"/receipts?{Within}";

    public string InvoicedPath => SalesMoneyPage.Of(SalesMoneyKind.Invoiced, Within);

    private string Within => $"from={Shared.Show.Day(Month.From)}&to={Shared.Show.Day(Month.Until)}";
}

/// <summary>What somebody has to deliver.</summary>
/// <param name="Unmanaged">Contracts in progress that nobody answers for, counted as far as it matters.</param>
public sealed record HomeRunning(HomeList<HomeContract> Mine, long Unmanaged)
{
    public bool IsCut => Unmanaged > HomeFigures.Most;

    public long Counted => Math.Min(Unmanaged, HomeFigures.Most);
}
