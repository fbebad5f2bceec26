using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>Delivery, acceptance, warranty, and the way over to service; the ways of the status.</content>
public sealed partial class Contract
{
    /// <summary>How much of the delivery is done, by weight; kept for lists and reports.</summary>
    public int DeliveredBasisPoints { get; private set; }

    public DateOnly? AcceptedOn { get; private set; }

    public DateOnly? WarrantyUntil { get; private set; }

    /// <summary>When service had all that it needs.</summary>
    public DateOnly? HandedOverOn { get; private set; }

    public IEnumerable<Milestone> Deliveries => _milestones.Where(milestone => milestone.Kind == MilestoneKind.Delivery).OrderBy(milestone => milestone.DueOn);

    public void Start(Stamp stamp) => Go(ContractStatus.InProgress, ContractEventKind.Started, stamp);

    public void Deliver(Stamp stamp) => Go(ContractStatus.Delivered, ContractEventKind.Delivered, stamp);

    /// <summary>What was invoiced stays receivable; what was not is no longer due.</summary>
    public void Terminate(string? reason, Stamp stamp)
    {
        (PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : CanGo(ContractStatus.Terminated)).ThrowIfRefused();
        Record(ContractEventKind.Terminated, stamp, () =>
        {
            Status = ContractStatus.Terminated;
            Lapse(stamp.Today);
            Expect();
        }, reason: reason);
    }

    /// <summary>What can't be taken back is ended only by who was shown what that brings as it is now (product text, section 1: nothing is silently lost).</summary>
    /// <param name="lapsing">What he was shown of <see cref="WouldLapse"/>; null for who was shown nothing.</param>
    /// <param name="staying">And of <see cref="WouldStayDue"/>.</param>
    public Refusal? CanTerminateAsSeen(Money? lapsing, Money? staying) => CanGo(ContractStatus.Terminated)
        ?? (lapsing == WouldLapse && staying == WouldStayDue ? null : new Refusal("TerminationSeenOtherwise", Label));

    public Refusal? CanGo(ContractStatus to) =>
        Status == ContractStatus.Draft ? new Refusal("ContractNotSigned", Label)
        : !Status.Leads(to) || Status.IsBack(to) ? new Refusal("ContractWay", Label, Status, to)
        : to == ContractStatus.Delivered && Deliveries.FirstOrDefault(milestone => milestone.DoneOn is null) is { } open ? new Refusal("DeliveryOpen", Label, new MilestoneName(open.Name))
        : to == ContractStatus.Closed && Outstanding != Money.Zero ? new Refusal("PaymentOpen", Label, Outstanding)
        : null;

    /// <summary>A delivery is done. The first one starts the contract.</summary>
    public void Finish(long milestoneId, DateOnly on, Stamp stamp)
    {
        var milestone = Deliveries.FirstOrDefault(row => row.Id == milestoneId) ?? throw new RuleBroken(new Refusal("MilestoneNotThere", Label));
        CanFinish(milestone, on, stamp.Today).ThrowIfRefused();
        if (Status == ContractStatus.Signed)
        {
            Start(stamp);
        }

        Record(ContractEventKind.MilestoneDone, stamp, () =>
        {
            milestone.Finish(on);
            CountDelivered();
        }, what: milestone.Name);
    }

    public Refusal? CanFinish(Milestone milestone, DateOnly on, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        return !Status.IsLive() ? new Refusal("ContractNotLive", Label)
            : milestone.DoneOn is not null ? new Refusal("MilestoneDone", new MilestoneName(milestone.Name))
            : on > today ? new Refusal("DayInFuture", on)
            : on < SignedOn ? new Refusal("DoneBeforeSigned", on, SignedOn)
            : null;
    }

    /// <summary>A delivery that was said to be done is not, with the reason why; what was all delivered is in progress again.</summary>
    public void TakeBackDelivery(long milestoneId, string? reason, Stamp stamp)
    {
        var milestone = Deliveries.FirstOrDefault(row => row.Id == milestoneId) ?? throw new RuleBroken(new Refusal("MilestoneNotThere", Label));
        (CanTakeBackDelivery() ?? (
            milestone.DoneOn is null ? new Refusal("MilestoneNotDone", new MilestoneName(milestone.Name))
            : PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        Record(ContractEventKind.DeliveryTakenBack, stamp, () =>
        {
            milestone.TakeBack();
            CountDelivered();
            Status = Status == ContractStatus.Delivered ? ContractStatus.InProgress : Status;
        }, what: milestone.Name, reason: reason);
    }

    /// <summary>What the customer accepted is delivered.</summary>
    public Refusal? CanTakeBackDelivery() =>
        !Status.IsLive() ? new Refusal("ContractNotLive", Label) : AcceptedOn is not null ? new Refusal("ContractAccepted", Label, AcceptedOn) : null;

    /// <summary>A milestone gets another day, with the reason why.</summary>
    public void Move(long milestoneId, DateOnly dueOn, string? reason, Stamp stamp)
    {
        var milestone = _milestones.Find(row => row.Id == milestoneId) ?? throw new RuleBroken(new Refusal("MilestoneNotThere", Label));
        (Status.IsOver() ? new Refusal("ContractNotLive", Label)
            : milestone.DoneOn is not null ? new Refusal("MilestoneDone", new MilestoneName(milestone.Name))
            : dueOn < SignedOn ? new Refusal("DueBeforeSigned", dueOn, SignedOn)
            : PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null).ThrowIfRefused();
        Record(ContractEventKind.MilestoneMoved, stamp, () =>
        {
            milestone.MoveTo(dueOn);
            Expect();
        }, what: milestone.Name, reason: reason);
    }

    /// <summary>
    /// 验收: the customer accepts; the warranty begins, and what service needs is listed. Nobody accepts before he was delivered
    /// anything; of what has no deliveries, as a framework or a service, it is the acceptance that says so.
    /// </summary>
    /// <param name="ownNeeds">What service needs for this contract alone, beside what it asks for everywhere.</param>
    public void Accept(DateOnly on, int warrantyMonths, IReadOnlyList<HandOverNeed> needs, Stamp stamp, string? ownNeeds = null)
    {
        ArgumentNullException.ThrowIfNull(needs);
        var own = (PlainText.Lines(ownNeeds) ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        CanAccept(on, warrantyMonths, stamp.Today).ThrowIfRefused();
        Record(ContractEventKind.Accepted, stamp, () =>
        {
            (AcceptedOn, WarrantyUntil) = (on, on.AddMonths(warrantyMonths).AddDays(-1));
            _handOver.AddRange(needs.Select((need, place) => new HandOverItem(place + 1, need)));
            _handOver.AddRange(own.Select((text, place) => new HandOverItem(needs.Count + place + 1, text)));
        });
    }

    /// <summary>What would still be to be delivered if it were accepted on the day: nobody forgets it by accepting.</summary>
    public IEnumerable<Milestone> OpenDeliveries(DateOnly on) => Deliveries.Where(milestone => milestone.DoneOn is null || milestone.DoneOn > on);

    public Refusal? CanAccept(DateOnly on, int warrantyMonths, DateOnly today) =>
        !Status.IsLive() ? new Refusal("ContractNotLive", Label)
        : AcceptedOn is not null ? new Refusal("ContractAccepted", Label, AcceptedOn)
        : on > today ? new Refusal("DayInFuture", on)
        : on < SignedOn ? new Refusal("AcceptedBeforeSigned", SignedOn)
        : warrantyMonths is < 0 or > 240 ? new Refusal("WarrantyMonths")
        : Deliveries.Any() && !Deliveries.Any(milestone => milestone.DoneOn <= on) ? new Refusal("NothingDelivered", Label, on)
        : null;

    /// <summary>Service has this; with the last item the contract is handed over.</summary>
    public void HandOverItemDone(long itemId, Stamp stamp)
    {
        var item = _handOver.Find(row => row.Id == itemId && row.DoneOn is null) ?? throw new RuleBroken(new Refusal("HandOverItemDone"));
        Record(ContractEventKind.HandedOver, stamp, () =>
        {
            item.Finish(stamp);
            HandedOverOn = _handOver.TrueForAll(row => row.DoneOn is not null) ? stamp.Today : null;
        }, what: item.Need?.ToString() ?? item.Text);
    }

    private void CountDelivered() => DeliveredBasisPoints = Deliveries.Where(row => row.DoneOn is not null).Sum(row => row.BasisPoints);

    private void Go(ContractStatus to, ContractEventKind kind, Stamp stamp)
    {
        CanGo(to).ThrowIfRefused();
        Record(kind, stamp, () => Status = to);
    }
}
