using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;

namespace SiCrm.Web.Contracts.Record;

/// <summary>One tab of a contract's page; of the contract it holds what the tab shows.</summary>
public sealed record ContractPage(
    Contract Contract, string Customer, string Tab, IReadOnlyDictionary<long, string> Products, IReadOnlyList<ReceiptOf> Receipts, OrganisationFacts Names,
    Viewer Viewer, DateOnly Today)
{
    public static readonly IReadOnlyList<string> Tabs = ["", "lines", "money", "costs", "history"];

    /// <summary>Of the customer, the oldest first; for who may match them.</summary>
    public IReadOnlyList<OpenReceipt> OpenReceipts { get; init; } = new List<OpenReceipt>();

    public SigningForm Signing { get; init; } = new();

    public FinishForm Finish { get; init; } = new();

    public MoveForm Move { get; init; } = new();

    public InvoiceForm Invoice { get; init; } = new();

    public CostForm Cost { get; init; } = new();

    public AcceptanceForm Acceptance { get; init; } = new();

    public TerminationForm Termination { get; init; } = new();

    public string Path => $"/contracts/{Contract.Id}";

    public bool MayWrite => Reaches(RecordType.Contract, AccessAction.Write);

    public bool MayEdit => MayWrite && Contract.Status == ContractStatus.Draft && Viewer.Sees(SensitiveField.Amount);

    public bool MayReport => Reaches(RecordType.Milestone, AccessAction.Write) && Contract.Status != ContractStatus.Draft;

    public bool MayBill => Viewer.May(RecordType.Receipt, AccessAction.Write) && Contract.Status.IsLive();

    public bool SeesMargin => Viewer.Sees(SensitiveField.Margin);

    private bool Reaches(RecordType type, AccessAction action) => Viewer.Reaches(type, action, Contract.OwnerId, Contract.TeamId, Contract.RegionId);
}

/// <summary>A part of a receipt that is for this contract.</summary>
public sealed record ReceiptOf(long ReceiptId, string Reference, DateOnly ReceivedOn, long MilestoneId, Money Amount);
