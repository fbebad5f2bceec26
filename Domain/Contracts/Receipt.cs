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
public sealed partial class Receipt
{
    private readonly List<ReceiptPart> _parts = [];

    /// <param name="reference">The bank's own number of it: the same can't be entered twice.</param>
    public Receipt(string reference, long customerId, DateOnly receivedOn, Money amount, bool isRefund, string? note, Stamp stamp)
    {
        Reference = PlainText.Line(reference) ?? throw new RuleBroken(new Refusal("ReceiptReferenceNeeded"));
        ReferenceKey = KeyOf(Reference);
        (amount <= Money.Zero ? new Refusal("AmountNeeded") : receivedOn > stamp.Today ? new Refusal("DayInFuture", receivedOn) : null).ThrowIfRefused();
        (CustomerId, ReceivedOn, Amount, IsRefund, Note, At, ActorId) = (customerId, receivedOn, amount, isRefund, PlainText.Line(note), stamp.At, stamp.ActorId);
    }

    private Receipt() => (Reference, ReferenceKey) = ("", "");

    public long Id { get; private set; }

    public string Reference { get; private set; }

    /// <summary>See <see cref="KeyOf"/>.</summary>
    public string ReferenceKey { get; private set; }

    public long CustomerId { get; private set; }

    public DateOnly ReceivedOn { get; private set; }

    /// <summary>Above zero, for a refund as well.</summary>
    public Money Amount { get; private set; }

    public bool IsRefund { get; private set; }

    /// <summary>How much of it has found its milestones, or is set off.</summary>
    public Money Matched { get; private set; }

    public string? Note { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>作废: when it was found to be entered wrongly, null while it counts; what is voided counts nowhere any more.</summary>
    public DateTime? VoidedAt { get; private set; }

    public long? VoidedById { get; private set; }

    public string? VoidReason { get; private set; }

    public bool IsVoided => VoidedAt is not null;

    public int Version { get; private set; }

    public IReadOnlyList<ReceiptPart> Parts => _parts;

    /// <summary>Bank numbers are the same in small and in wide letters, and in groups with spaces between.</summary>
    public static string KeyOf(string? reference) => PlainText.KeyOf(reference);

    public Money Unmatched => Amount - Matched;

    /// <summary>So much of it is for this milestone.</summary>
    public void Match(Contract contract, long milestoneId, Money amount, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var milestone = contract.Payments.FirstOrDefault(row => row.Id == milestoneId) ?? throw new RuleBroken(new Refusal("MilestoneNotThere", contract.Label));
        (IsVoided ? new Refusal("ReceiptVoided", Reference) : contract.CustomerId != CustomerId ? new Refusal("ReceiptOfAnother", contract.Label)
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

    /// <summary>It was entered wrongly: it stays to be read, with who found it, when and why; its number is free again.</summary>
    public void Void(string? reason, Stamp stamp)
    {
        var why = PlainText.Line(reason);
        (CanVoid() ?? (why is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        (VoidedAt, VoidedById, VoidReason) = (stamp.At, stamp.ActorId, why);
        Version++;
    }

    /// <summary>What is matched is taken back first, so that no contract counts it.</summary>
    public Refusal? CanVoid() =>
        IsVoided ? new Refusal("ReceiptVoided", Reference)
        : Matched != Money.Zero ? new Refusal("ReceiptMatched", Reference, Matched)
        : null;

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
