using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>抵销: so much of a refund pays back what was left of a receipt; below zero where that was taken back.</summary>
public sealed class ReceiptOffset
{
    internal ReceiptOffset(Receipt receipt, Money amount, string? reason, Stamp stamp) =>
        (ReceiptId, Amount, Reason, At, ActorId) = (receipt.Id, amount, reason, stamp.At, stamp.ActorId);

    private ReceiptOffset()
    {
    }

    public long Id { get; private set; }

    public long RefundId { get; private set; }

    public long ReceiptId { get; private set; }

    public Money Amount { get; private set; }

    /// <summary>Why it was taken back.</summary>
    public string? Reason { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }
}

/// <content>What came in beyond all that was owed goes back: no contract has to do with it.</content>
public sealed partial class Receipt
{
    private readonly List<ReceiptOffset> _offsets = [];

    /// <summary>Of a refund.</summary>
    public IReadOnlyList<ReceiptOffset> Offsets => _offsets;

    /// <summary>So much of this refund pays back what is left of a receipt: neither waits for a payment with it any more.</summary>
    public void SetOff(Receipt receipt, Money amount, Stamp stamp)
    {
        CanSetOff(receipt, amount).ThrowIfRefused();
        Offset(receipt, amount, null, stamp);
    }

    public Refusal? CanSetOff(Receipt receipt, Money amount)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return !IsRefund || receipt.IsRefund ? new Refusal("OffsetNeedsRefund", Reference, receipt.Reference)
            : IsVoided ? new Refusal("ReceiptVoided", Reference)
            : receipt.IsVoided ? new Refusal("ReceiptVoided", receipt.Reference)
            : receipt.CustomerId != CustomerId ? new Refusal("OffsetOfAnother", receipt.Reference)
            : amount <= Money.Zero ? new Refusal("AmountNeeded")
            : amount > Unmatched ? new Refusal("ReceiptUsedUp", Reference, Unmatched)
            : amount > receipt.Unmatched ? new Refusal("ReceiptUsedUp", receipt.Reference, receipt.Unmatched)
            : null;
    }

    /// <summary>How much of this refund is set off against the receipt now.</summary>
    public Money OffsetWith(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return new(_offsets.Where(offset => offset.ReceiptId == receipt.Id).Sum(offset => offset.Amount.Minor));
    }

    /// <summary>All that of this refund was set off against the receipt is left of both again; what was said stays in the books, with its counterpart.</summary>
    public void TakeOffsetBack(Receipt receipt, string? reason, Stamp stamp)
    {
        var amount = OffsetWith(receipt);
        var why = PlainText.Line(reason);
        (amount == Money.Zero ? new Refusal("NothingOffset", Reference, receipt.Reference) : why is null ? new Refusal("ReasonNeeded") : null).ThrowIfRefused();
        Offset(receipt, -amount, why, stamp);
    }

    private void Offset(Receipt receipt, Money amount, string? reason, Stamp stamp)
    {
        _offsets.Add(new ReceiptOffset(receipt, amount, reason, stamp));
        foreach (var one in (Receipt[])[this, receipt])
        {
            one.Matched += amount;
            one.Version++;
        }
    }
}
