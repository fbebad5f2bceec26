using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>What is to be paid and when, what is invoiced, what has come in.</content>
public sealed partial class Contract
{
    public Money Invoiced { get; private set; }

    public Money Received { get; private set; }

    /// <summary>应收: invoiced and not received; below zero when more came in than was invoiced.</summary>
    public Money Receivable => Invoiced - Received;

    /// <summary>不再应收: what a terminated contract had neither invoiced nor received; nobody owes it any more.</summary>
    public Money Lapsed { get; private set; }

    /// <summary>What would be due no longer if it were terminated now.</summary>
    public Money WouldLapse => AmountInTax - (Invoiced > Received ? Invoiced : Received);

    /// <summary>What would still be to be paid if it were terminated now: invoiced, and not received.</summary>
    public Money WouldStayDue => Receivable > Money.Zero ? Receivable : Money.Zero;

    /// <summary>待回款: of the whole amount but what lapsed; nothing of a draft that was given up.</summary>
    public Money Outstanding => Status == ContractStatus.Discarded ? Money.Zero : AmountInTax - Received - Lapsed;

    public Money Uninvoiced => Status == ContractStatus.Discarded ? Money.Zero : AmountInTax - Invoiced - Lapsed;

    /// <summary>The first day on which something should have been paid and was not; kept for lists.</summary>
    public DateOnly? PaymentDueOn { get; private set; }

    public IEnumerable<Milestone> Payments => _milestones.Where(milestone => milestone.Kind == MilestoneKind.Payment).OrderBy(milestone => milestone.DueOn);

    /// <summary>The payments as they were signed, whatever change orders made of them (product text, section 6: these keep the original).</summary>
    public IReadOnlyList<(Milestone Payment, Money Amount)> PaymentsAsSigned
    {
        get
        {
            // What a change order adds is no share of what was signed.
            var agreed = _milestones.Where(milestone => milestone is { Kind: MilestoneKind.Payment, BasisPoints: > 0 }).OrderBy(milestone => milestone.Id).ToList();
            return [.. agreed.Zip(PaymentTerms.Split(SignedInTax, [.. agreed.Select(milestone => milestone.BasisPoints)]))];
        }
    }

    /// <summary>What is still to be delivered or paid; of a terminated contract nothing is delivered any more, of a draft that was given up nothing at all.</summary>
    public IEnumerable<Milestone> Awaited => Status == ContractStatus.Discarded ? [] : _milestones
        .Where(milestone => milestone.DoneOn is null && (milestone.Kind == MilestoneKind.Payment || Status != ContractStatus.Terminated)).OrderBy(milestone => milestone.DueOn);

    public Money PlannedPayments => new(Payments.Sum(milestone => milestone.Amount.Minor));

    public Money OverdueOn(DateOnly today) => Status == ContractStatus.Discarded ? Money.Zero
        : new(Payments.Where(milestone => milestone.IsOverdue(today)).Sum(milestone => milestone.Open.Minor));

    /// <summary>What came in of a terminated contract can still be invoiced; what was invoiced beyond it, credited.</summary>
    /// <param name="amount">Below zero for a credit note.</param>
    public void Bill(string number, DateOnly issuedOn, Money amount, Stamp stamp)
    {
        CanBill(number, issuedOn, amount, stamp.Today).ThrowIfRefused();
        Record(ContractEventKind.Invoiced, stamp, () =>
        {
            _invoices.Add(new Invoice(PlainText.Line(number) ?? "", issuedOn, amount, stamp));
            Invoiced += amount;
            if (Status == ContractStatus.Terminated)
            {
                Lapse(issuedOn);
                Expect();
            }
        }, amount, number);
    }

    public Refusal? CanBill(string? number, DateOnly issuedOn, Money amount, DateOnly today) =>
        !Status.IsSettled() ? new Refusal("ContractNotLive", Label)
        : PlainText.Line(number) is null ? new Refusal("InvoiceNumberNeeded")
        : issuedOn > today ? new Refusal("DayInFuture", issuedOn)
        : CanDate(issuedOn) is { } mistyped ? mistyped
        : amount == Money.Zero ? new Refusal("AmountNeeded")
        : amount > Uninvoiced ? new Refusal("InvoiceTooHigh", Uninvoiced)
        : Invoiced + amount < Money.Zero ? new Refusal("CreditTooHigh", Invoiced)
        : amount < Money.Zero && Status == ContractStatus.Terminated && Invoiced + amount < Received ? new Refusal("CreditBelowReceived", Received)
        : null;

    /// <summary>Money that came in for a milestone; part of it may be left open.</summary>
    internal void Receive(Milestone milestone, Money amount, Receipt receipt, Stamp stamp)
    {
        CanReceive(milestone, amount).ThrowIfRefused();
        Record(ContractEventKind.Received, stamp, () => Take(milestone, amount, receipt.ReceivedOn), amount, receipt.Reference);
    }

    public Refusal? CanReceive(Milestone milestone, Money amount)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        return !Status.IsSigned() ? new Refusal("ContractNotLive", Label)
            : milestone.Kind != MilestoneKind.Payment || !_milestones.Contains(milestone) ? new Refusal("MilestoneNotThere", Label)
            : amount <= Money.Zero ? new Refusal("AmountNeeded")
            : amount > milestone.Open ? new Refusal("Overpaid", Label, new MilestoneName(milestone.Name), milestone.Open)
            : null;
    }

    /// <summary>退款: part of what came in for a milestone goes back.</summary>
    internal void Refund(Milestone milestone, Money amount, Receipt receipt, Stamp stamp)
    {
        CanRefund(milestone, amount).ThrowIfRefused();
        Record(ContractEventKind.Refunded, stamp, () => Take(milestone, -amount, receipt.ReceivedOn), -amount, receipt.Reference);
    }

    public Refusal? CanRefund(Milestone milestone, Money amount)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        return Status == ContractStatus.Closed ? new Refusal("RefundOfClosed", Label)
            : milestone.Kind != MilestoneKind.Payment || !_milestones.Contains(milestone) ? new Refusal("MilestoneNotThere", Label)
            : amount <= Money.Zero ? new Refusal("AmountNeeded")
            : amount > milestone.Received ? new Refusal("RefundTooHigh", Label, new MilestoneName(milestone.Name), milestone.Received)
            : null;
    }

    /// <summary>撤销核销: what a receipt was matched with wrongly is open again; the money stays with its receipt.</summary>
    /// <param name="amount">As it was matched: below zero for a refund.</param>
    internal void Unmatch(Milestone milestone, Money amount, Receipt receipt, string reason, Stamp stamp)
    {
        CanUnmatch(milestone, amount).ThrowIfRefused();
        Record(ContractEventKind.Unmatched, stamp, () => Take(milestone, -amount, receipt.ReceivedOn), -amount, receipt.Reference, reason);
    }

    /// <summary>A refund may have taken of it since; what was refunded may have been paid again.</summary>
    public Refusal? CanUnmatch(Milestone milestone, Money amount)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        return Status == ContractStatus.Closed ? new Refusal("ContractNotLive", Label)
            : !_milestones.Contains(milestone) ? new Refusal("MilestoneNotThere", Label)
            : amount > milestone.Received ? new Refusal("UnmatchTooHigh", Label, new MilestoneName(milestone.Name), milestone.Received)
            : -amount > milestone.Amount - milestone.Received ? new Refusal("Overpaid", Label, new MilestoneName(milestone.Name), milestone.Open)
            : null;
    }

    private void Take(Milestone milestone, Money amount, DateOnly on)
    {
        milestone.Take(amount, on);
        Received += amount;
        if (Status == ContractStatus.Terminated)
        {
            Lapse(on);
        }

        Expect();
    }

    /// <summary>What was invoiced and has not come in stays to be paid, the earliest payments first; all the rest lapses.</summary>
    private void Lapse(DateOnly on)
    {
        Lapsed = WouldLapse;
        var owed = WouldStayDue;
        foreach (var milestone in Payments)
        {
            var unpaid = milestone.Amount - milestone.Received;
            var kept = unpaid < owed ? unpaid : owed;
            milestone.Lapse(unpaid - kept, on);
            owed -= kept;
        }
    }

    private void Plan(IReadOnlyList<MilestoneTerms> terms)
    {
        (terms.Count > ContractLengths.MostMilestones ? new Refusal("TooManyMilestones", ContractLengths.MostMilestones) : null).ThrowIfRefused();
        _milestones.Clear();
        foreach (var kind in terms.GroupBy(term => term.Kind))
        {
            var all = kind.ToList();
            var whole = all.Sum(term => term.BasisPoints);
            (whole != Percent.Whole || all.Any(term => term.BasisPoints < 1) ? new Refusal($"{kind.Key}SharesNotWhole", new Percent(whole)) : null).ThrowIfRefused();
            var amounts = kind.Key == MilestoneKind.Payment ? PaymentTerms.Split(AmountInTax, [.. all.Select(term => term.BasisPoints)]) : [.. all.Select(_ => Money.Zero)];
            _milestones.AddRange(all.Zip(amounts, (term, amount) => new Milestone(
                kind.Key, PlainText.Line(term.Name) ?? throw new RuleBroken(new Refusal("NameNeeded")), term.DueOn, term.BasisPoints, amount, term.IsRetention)));
        }

        Expect();
    }

    private void PlanChange(Amendment amendment, DateOnly dueOn, string payment)
    {
        if (amendment.InTax > Money.Zero)
        {
            _milestones.Add(new Milestone(MilestoneKind.Payment, payment, dueOn, 0, amendment.InTax));
        }

        var rest = -amendment.InTax;
        // The last payments shrink first, but what is retained until the warranty ends only when nothing else is open.
        foreach (var milestone in Payments.Reverse().OrderBy(milestone => milestone.IsRetention).Where(_ => amendment.InTax < Money.Zero).ToList())
        {
            var part = milestone.Open < rest ? milestone.Open : rest;
            milestone.Shrink(part, amendment.SignedOn);
            rest -= part;
        }

        Expect();
    }

    private void Expect() => PaymentDueOn = Payments.Where(milestone => milestone.Open > Money.Zero).Select(milestone => (DateOnly?)milestone.DueOn).FirstOrDefault();
}
