using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>What can be left open by who closes a contract.</summary>
public enum ClosingGap
{
    /// <summary>The customer accepted nothing, so that no warranty runs and service was told of nothing.</summary>
    Acceptance,

    /// <summary>Service has not got all that it needs.</summary>
    HandOver,
    Uninvoiced,
}

/// <content>How a contract is closed, and a draft given up; and the way back.</content>
public sealed partial class Contract
{
    /// <summary>Why it was closed although something was open; null where nothing had to be said.</summary>
    public string? ClosingReason { get; private set; }

    /// <summary>What nobody does any more once it is closed; what is to be delivered or paid keeps it from being closed.</summary>
    public IReadOnlyList<ClosingGap> Gaps()
    {
        ClosingGap? served = AcceptedOn is null ? ClosingGap.Acceptance : _handOver.Exists(item => item.DoneOn is null) ? ClosingGap.HandOver : null;
        ClosingGap? billed = Uninvoiced == Money.Zero ? null : ClosingGap.Uninvoiced;
        return [.. new[] { served, billed }.OfType<ClosingGap>()];
    }

    /// <param name="reason">Needed where something is open.</param>
    public void Close(string? reason, Stamp stamp)
    {
        var gaps = Gaps();
        (CanGo(ContractStatus.Closed) ?? (gaps.Count > 0 && PlainText.Line(reason) is null ? new Refusal("ClosedWithOpen", Label) : null)).ThrowIfRefused();
        Record(
            ContractEventKind.Closed, stamp, () => (Status, ClosingReason) = (ContractStatus.Closed, PlainText.Line(reason)),
            what: gaps.Count == 0 ? null : string.Join(' ', gaps), reason: reason);
    }

    /// <summary>It goes on where it was before it was closed.</summary>
    public void Reopen(string? reason, Stamp stamp)
    {
        (CanReopen() ?? (PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        Record(ContractEventKind.Reopened, stamp, () => (Status, ClosingReason) = (ContractStatus.Delivered, null), reason: reason);
    }

    public Refusal? CanReopen() => Status == ContractStatus.Closed ? null : new Refusal("ContractWay", Label, Status, ContractStatus.Delivered);

    /// <summary>The draft is given up: it stays to be read, and what it was made of can become another one.</summary>
    public void Discard(string? reason, Stamp stamp)
    {
        (CanEdit() ?? (PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        Record(ContractEventKind.Discarded, stamp, () =>
        {
            Status = ContractStatus.Discarded;
            PaymentDueOn = null;
            EndSigningRequest();
        }, reason: reason);
    }

    /// <summary>Nobody invoices or spends a year before there is a contract: such a day is mistyped.</summary>
    private Refusal? CanDate(DateOnly on) => SignedOn is { } signed && on < signed.AddYears(-1) ? new Refusal("DatedLongBeforeSigned", on, signed) : null;
}
