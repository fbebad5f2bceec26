using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Contracts.Record;

/// <summary>One tab of a contract's page; of the contract it holds what the tab shows.</summary>
public sealed record ContractPage(
    Contract Contract, string Customer, string Tab, IReadOnlyDictionary<long, string> Products, IReadOnlyList<ReceiptOf> Receipts, OrganisationFacts Names,
    Viewer Viewer, DateOnly Today)
{
    public static readonly IReadOnlyList<string> Tabs = ["", "lines", "money", "costs", "history"];

    /// <summary>Of the customer, the oldest first; for who may match them.</summary>
    public IReadOnlyList<OpenReceipt> OpenReceipts { get; init; } = new List<OpenReceipt>();

    /// <summary>Names of those who were reminded, as far as the viewer may know them.</summary>
    public IReadOnlyDictionary<long, string> Contacts { get; init; } = new Dictionary<long, string>();

    /// <summary>The yearly fee until it was agreed anew.</summary>
    public Money? FeeBefore(ContractEvent agreed) =>
        Contract.History.Where(row => row.Kind == ContractEventKind.FeeAgreed && row.Seq < agreed.Seq).MaxBy(row => row.Seq)?.Amount;

    /// <summary>Why a draft can't be signed as it is.</summary>
    public Refusal? SignRefusal { get; init; }

    /// <summary>What whoever signs the draft confirms by it.</summary>
    public Refusal? SignConfirms { get; init; }

    /// <summary>Why nobody can accept it today.</summary>
    public Refusal? AcceptRefusal => Contract.CanAccept(Today, 0, Today);

    /// <summary>Deliveries were open when somebody wanted to accept it.</summary>
    public bool AsksToAccept { get; init; }

    /// <summary>What was typed in a form that the page has no more: somebody was faster.</summary>
    public KeptForm? Kept { get; init; }

    public SigningForm Signing { get; init; } = new();

    public FinishForm Finish { get; init; } = new();

    public MoveForm Move { get; init; } = new();

    public NotDoneForm NotDone { get; init; } = new();

    public EndOfWorkForm EndOfWork { get; init; } = new();

    public WayBackForm Reopening { get; init; } = new();

    public WayBackForm Discarding { get; init; } = new();

    /// <summary>What is open beside deliveries and payments, once nothing else is waited for.</summary>
    public IReadOnlyList<ClosingGap> Gaps =>
        Contract.Status is ContractStatus.Delivered or ContractStatus.Closed || (Contract.Status.IsLive() && !Contract.Awaited.Any()) ? Contract.Gaps() : [];

    /// <summary>What can come next, in its turn.</summary>
    public IEnumerable<ContractStatus> Moves => ContractFlow.From(Contract.Status).Where(to => to != ContractStatus.Terminated && !Contract.Status.IsBack(to));

    /// <summary>What of it can't come yet, and why.</summary>
    public IEnumerable<(ContractStatus To, Refusal Why)> MovesRefused => from to in Moves let why = Contract.CanGo(to) where why is not null select (to, why);

    public InvoiceForm Invoice { get; init; } = new();

    public CostForm Cost { get; init; } = new();

    /// <summary>A cost was refused: it may be one that was entered already.</summary>
    public bool AsksForCost { get; init; }

    public AcceptanceForm Acceptance { get; init; } = new();

    public TerminationForm Termination { get; init; } = new();

    public AppointmentForm Appointment { get; init; } = new();

    public FeeForm Fee { get; init; } = new();

    /// <summary>What a year of service usually costs for the software in it; for who may agree on it.</summary>
    public Money? UsualFee { get; init; }

    public string Path => $"/contracts/{Contract.Id}";

    public bool MayWrite => Reaches(RecordType.Contract, AccessAction.Write);

    public bool MayEdit => MayWrite && Contract.Status == ContractStatus.Draft && Viewer.Sees(SensitiveField.Amount);

    public bool MayAgreeFee => MayWrite && Viewer.Sees(SensitiveField.Amount) && Contract.CanAgreeFee() is null;

    public bool MayReport => KeepsMilestones && Contract.Status.IsSigned();

    /// <summary>Who serves says himself what has come to him; nothing else of the contract is his.</summary>
    public bool MayHandOver => MayReport || (Viewer.Serves && Contract.Status.IsSigned());

    /// <summary>Or stands in for him.</summary>
    public bool IsManager => Contract.ProjectManagerId is not null && Viewer.Seats.Contains(Contract.ProjectManagerId);

    /// <summary>
    /// Whom the viewer may appoint: who may change the contract chooses freely, and so does its project manager; another
    /// project manager takes what nobody has.
    /// </summary>
    public IReadOnlyList<Colleague> Managers => Contract.CanAppoint() is not null || !KeepsMilestones ? []
        : [.. Names.ManagersFor(Viewer.Matrix, Today).Where(person => person.Id != Contract.ProjectManagerId)
            .Where(person => MayWrite || IsManager || (Contract.ProjectManagerId is null && person.Id == Viewer.PersonId && Viewer.Is(Role.ProjectManager)))];

    /// <summary>Nobody but himself is there to be chosen.</summary>
    public bool TakesOver => !MayWrite && !IsManager;

    public IEnumerable<SelectListItem> ManagerChoices(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var (managers, others) = (new SelectListGroup { Name = words["Contracts.Appoint.Managers"] }, new SelectListGroup { Name = words["Contracts.Appoint.Others"] });
        var people = Managers.Select(person => person.Roles.Contains(Role.ProjectManager) ? Choice(person.Name, person, managers)
            : Choice($"{person.Name} · {string.Join(words["Shared.ListSeparator"], person.Roles.Order().Select(role => words.Of(role)))}", person, others));
        return MayDismiss ? people.Append(new SelectListItem(words["Contracts.Manager.Nobody"], AppointmentForm.Nobody.ToString(CultureInfo.InvariantCulture))) : people;
    }

    private static SelectListItem Choice(string text, Colleague person, SelectListGroup group) => new(text, person.Id.ToString(CultureInfo.InvariantCulture)) { Group = group };

    public bool MayAppoint(long? personId) => personId is { } id ? Managers.Any(person => person.Id == id) : MayDismiss;

    /// <summary>Whether he can leave the contract without one.</summary>
    public bool MayDismiss => Contract.ProjectManagerId is not null && Contract.CanAppoint() is null && KeepsMilestones && (MayWrite || IsManager);

    /// <summary>What can't be taken back any more has no action for it.</summary>
    public bool MayTakeBack(ContractCost cost) => MayReport && Contract.CanTakeBack(cost) is null or { Code: "CostBelowZero" };

    /// <summary>The latest first, each with its counter-entry.</summary>
    public IEnumerable<ContractCost> CostsInPairs =>
        from cost in Contract.Costs.Where(row => row.TakesBackId is null).OrderByDescending(row => row.On).ThenByDescending(row => row.Id)
        from row in (ContractCost?[])[cost, Contract.CounterEntryOf(cost)]
        where row is not null
        select row;

    public bool MayBill => Viewer.May(RecordType.Receipt, AccessAction.Write) && Contract.Status.IsSettled();

    public bool MayRemind => Viewer.May(RecordType.Receipt, AccessAction.Write) && Contract.Status.IsSigned() && Contract.OverdueOn(Today) > Money.Zero;

    /// <summary>The project that it came from is in the viewer's reach, with its quotes and its presales.</summary>
    public bool OpensOpportunity { get; init; }

    public bool SeesMargin => Viewer.Sees(SensitiveField.Margin);

    /// <summary>As the door to milestones has it: within his scope, or because he is their project manager.</summary>
    private bool KeepsMilestones => Reaches(RecordType.Milestone, AccessAction.Write)
        || (IsManager && Viewer.HasShares && Viewer.May(RecordType.Milestone, AccessAction.Write));

    private bool Reaches(RecordType type, AccessAction action) => Viewer.Reaches(type, action, Contract.OwnerId, Contract.TeamId, Contract.RegionId);
}

/// <summary>A part of a receipt that is for this contract.</summary>
public sealed record ReceiptOf(long ReceiptId, string Reference, DateOnly ReceivedOn, long MilestoneId, Money Amount);
