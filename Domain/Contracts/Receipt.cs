using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>A part of a receipt and what it is for.</summary>
public sealed class ReceiptPart
{
    internal ReceiptPart(Contract contract, Milestone milestone, Money amount) => (ContractId, MilestoneId, Amount) = (contract.Id, milestone.Id, amount);

    private ReceiptPart()
    {
    }

    public long Id { get; private set; }

    public long ReceiptId { get; private set; }

    public long ContractId { get; private set; }

    public long MilestoneId { get; private set; }

    /// <summary>Below zero for a refund.</summary>
    public Money Amount { get; private set; }
}

/// <summary>回款: money that came in, or went back, and the milestones that it is for; these can be of several contracts.</summary>
public sealed class Receipt
{
    private readonly List<ReceiptPart> _parts = [];

    /// <param name="reference">The bank's own number of it: the same can't be entered twice.</param>
    public Receipt(string reference, long customerId, DateOnly receivedOn, Money amount, bool isRefund, string? note, Stamp stamp)
    {
        Reference = PlainText.Line(reference) ?? throw new RuleBroken(new Refusal("ReceiptReferenceNeeded"));
        (amount <= Money.Zero ? new Refusal("AmountNeeded") : receivedOn > stamp.Today ? new Refusal("DayInFuture", receivedOn) : null).ThrowIfRefused();
        (CustomerId, ReceivedOn, Amount, IsRefund, Note, At, ActorId) = (customerId, receivedOn, amount, isRefund, PlainText.Line(note), stamp.At, stamp.ActorId);
    }

    private Receipt() => Reference = "";

    public long Id { get; private set; }

    public string Reference { get; private set; }

    public long CustomerId { get; private set; }

    public DateOnly ReceivedOn { get; private set; }

    /// <summary>Above zero, for a refund as well.</summary>
    public Money Amount { get; private set; }

    public bool IsRefund { get; private set; }

    /// <summary>How much of it has found its milestones.</summary>
    public Money Matched { get; private set; }

    public string? Note { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ReceiptPart> Parts => _parts;

    public Money Unmatched => Amount - Matched;

    /// <summary>So much of it is for this milestone.</summary>
    public void Match(Contract contract, long milestoneId, Money amount, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var milestone = contract.Payments.FirstOrDefault(row => row.Id == milestoneId) ?? throw new RuleBroken(new Refusal("MilestoneNotThere", contract.Label));
        (contract.CustomerId != CustomerId ? new Refusal("ReceiptOfAnother", contract.Label)
            : amount > Unmatched ? new Refusal("ReceiptUsedUp", Reference, Unmatched) : null).ThrowIfRefused();
        if (IsRefund)
        {
            contract.Refund(milestone, amount, this, stamp);
        }
        else
        {
            contract.Receive(milestone, amount, this, stamp);
        }

        _parts.Add(new ReceiptPart(contract, milestone, IsRefund ? -amount : amount));
        Matched += amount;
        Version++;
    }

    /// <summary>What of it is matched with a milestone; below zero for a refund.</summary>
    public Money MatchedWith(long milestoneId) => new(_parts.Where(part => part.MilestoneId == milestoneId).Sum(part => part.Amount.Minor));

    /// <summary>All that of it was matched with a milestone is left of it again; what was matched stays in the books, with its counterpart.</summary>
    public void Unmatch(Contract contract, long milestoneId, string? reason, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var amount = MatchedWith(milestoneId);
        var milestone = contract.Payments.FirstOrDefault(row => row.Id == milestoneId);
        if (milestone is null || amount == Money.Zero)
        {
            throw new RuleBroken(new Refusal("MilestoneNotThere", contract.Label));
        }

        var why = PlainText.Line(reason) ?? throw new RuleBroken(new Refusal("ReasonNeeded"));
        contract.Unmatch(milestone, amount, this, why, stamp);
        _parts.Add(new ReceiptPart(contract, milestone, -amount));
        Matched -= IsRefund ? -amount : amount;
        Version++;
    }
}
