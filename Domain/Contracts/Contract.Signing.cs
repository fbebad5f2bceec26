using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>Signing, and what is agreed on later.</content>
public sealed partial class Contract
{
    public DateOnly? SignedOn { get; private set; }

    /// <summary>Why it was entered only after the week of the day that it counts on; null where nothing had to be said.</summary>
    public string? SigningReason { get; private set; }

    /// <summary>As it is now: what was signed and every amendment.</summary>
    public Money AmountExTax { get; private set; }

    public Money AmountInTax { get; private set; }

    /// <summary>As it was signed first.</summary>
    public Money SignedInTax { get; private set; }

    /// <summary>What everything in it is expected to cost, by its lines.</summary>
    public Money LineCost { get; private set; }

    /// <param name="number">The next of the year's numbers, taken in the same transaction.</param>
    /// <param name="reason">See <see cref="CanCountOn"/>.</param>
    public void Sign(string number, DateOnly signedOn, Stamp stamp, string? reason = null)
    {
        CanSign(signedOn, reason, stamp.Today).ThrowIfRefused();
        Number = number;
        SearchText = Shared.SearchText.Of(Number, Name);
        Record(ContractEventKind.Signed, stamp, () =>
        {
            (Status, SignedOn, SignedInTax, SigningReason) = (ContractStatus.Signed, signedOn, AmountInTax, PlainText.Line(reason));
            _lines.ForEach(line => line.Count(this, signedOn));
            EndSigningRequest();
        }, AmountInTax, number, reason);
    }

    public Refusal? CanSign(DateOnly signedOn, string? reason, DateOnly today) => CanSign(signedOn, today) ?? CanCountOn(signedOn, reason, today);

    /// <summary>Weeks before the current one are closed and their figures were read: who signs on a day of them says why it is entered only now.</summary>
    public static Refusal? CanCountOn(DateOnly signedOn, string? reason, DateOnly today) =>
        signedOn < FirstDayWithoutReason(today) && PlainText.Line(reason) is null ? new Refusal("SignedInClosedWeek", signedOn, FirstDayWithoutReason(today)) : null;

    /// <summary>The Monday of the current week.</summary>
    public static DateOnly FirstDayWithoutReason(DateOnly today) => IsoWeek.Of(today).Monday;

    public Refusal? CanSign(DateOnly signedOn, DateOnly today) => CanEdit() ?? (
        signedOn > today ? new Refusal("SignedInFuture", signedOn)
        : _lines.Count == 0 ? new Refusal("ContractWithoutLines", Label)
        : OwnerId is null ? new Refusal("ContractWithoutOwner", Label)
        : PlannedPayments == AmountInTax ? null
        : new Refusal("PaymentsNotWhole", PlannedPayments, AmountInTax));

    /// <summary>A change order: lines that come, and lines that go. What it adds is to be paid by a day; what it takes away, least urgent first.</summary>
    /// <param name="payment">What the payment that it adds is called; null: by its number.</param>
    public void Amend(
        DateOnly signedOn, string? reason, IReadOnlyList<LineTerms> added, IReadOnlyList<LineTerms> removed, DateOnly? dueOn, Stamp stamp, string? payment = null)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        (CanAmend(signedOn, reason, added, removed, stamp.Today) ?? CanBeDue(dueOn, signedOn)).ThrowIfRefused();
        List<ContractLine> lines = [.. added.Select(terms => new ContractLine(terms)), .. removed.Select(terms => new ContractLine(terms, isReduction: true))];
        lines.ForEach(line => line.Count(this, signedOn));
        var amendment = new Amendment(_amendments.Count + 1, signedOn, PlainText.Lines(reason) ?? "", lines, stamp);
        RefuseBelowPaid(amendment.InTax);
        Record(ContractEventKind.Amended, stamp, () =>
        {
            _amendments.Add(amendment);
            _lines.AddRange(lines);
            CountLines();
            PlanChange(amendment, dueOn ?? signedOn, PlainText.Line(payment) ?? $"#{amendment.Number}");
        }, amendment.InTax, $"#{amendment.Number}", reason);
    }

    public Refusal? CanAmend(DateOnly signedOn, string? reason, IReadOnlyList<LineTerms> added, IReadOnlyList<LineTerms> removed, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        return CanAmend() ?? (
            signedOn > today ? new Refusal("SignedInFuture", signedOn)
            : signedOn < SignedOn ? new Refusal("AmendedBeforeSigned", SignedOn)
            : PlainText.Line(reason) is null ? new Refusal("ReasonNeeded")
            : added.Count + removed.Count == 0 ? new Refusal("AmendmentEmpty")
            : _lines.Count + added.Count + removed.Count > ContractLengths.MostLines ? new Refusal("TooManyLines", ContractLengths.MostLines)
            : CanTakeOut(removed));
    }

    /// <summary>Nothing is to be paid before it was agreed on.</summary>
    public static Refusal? CanBeDue(DateOnly? dueOn, DateOnly signedOn) => dueOn < signedOn ? new Refusal("AmendmentDueBefore", dueOn, signedOn) : null;

    public Refusal? CanAmend() => Status.IsLive() ? null : new Refusal("ContractNotLive", Label);

    /// <summary>What a change order can take out: each line with how many of it are left. Lines that agree in everything but the quantity are one.</summary>
    public IEnumerable<(ContractLine Line, int Left)> LinesLeft =>
        from line in _lines.Where(line => !line.IsReduction).DistinctBy(line => line.Terms.OfOne)
        let left = LeftOf(line.Terms)
        where left > 0
        select (line, left);

    /// <summary>How many are left of what was sold at just these terms.</summary>
    public int LeftOf(LineTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var own = _lines.Where(line => line.Terms.OfOne == terms.OfOne).Sum(line => line.SignedQuantity);
        return Math.Clamp(own, 0, Math.Max(0, QuantityOf(terms.ProductId)));
    }

    /// <summary>What the contract would be with a change order that is not signed yet. What somebody planned to spend stays as it is planned.</summary>
    public ChangeEffect EffectOf(IReadOnlyList<LineTerms> added, IReadOnlyList<LineTerms> removed)
    {
        var change = Change(terms => terms.InTax);
        var cost = PlannedCost == Money.Zero ? Change(terms => terms.Cost ?? Money.Zero) : Money.Zero;
        return new(change, AmountInTax + change, PlannedMargin + Change(terms => terms.NetExTax) - cost);

        Money Change(Func<LineTerms, Money> of) => new(added.Sum(terms => of(terms).Minor) - removed.Sum(terms => of(terms).Minor));
    }

    /// <summary>Nothing goes that is not there any more.</summary>
    public Refusal? CanTakeOut(IReadOnlyList<LineTerms> removed)
    {
        ArgumentNullException.ThrowIfNull(removed);
        return (from line in removed.GroupBy(terms => terms.OfOne)
                where line.Sum(terms => terms.Quantity) > LeftOf(line.Key)
                select new Refusal("MoreThanContracted", LeftOf(line.Key), line.Key.UnitPrice)).FirstOrDefault()
            ?? (from product in removed.GroupBy(terms => terms.ProductId)
                where product.Sum(terms => terms.Quantity) > QuantityOf(product.Key)
                select new Refusal("MoreThanContracted", QuantityOf(product.Key), product.First().UnitPrice)).FirstOrDefault();
    }

    /// <summary>How many of the product are in it at present.</summary>
    private int QuantityOf(long productId) => _lines.Where(line => line.ProductId == productId).Sum(line => line.SignedQuantity);

    private void RefuseBelowPaid(Money change)
    {
        var open = PlannedPayments - Received;
        (open + change < Money.Zero ? new Refusal("AmendmentBelowPaid", open) : AmountInTax + change < Invoiced ? new Refusal("AmendmentBelowInvoiced", Invoiced) : null)
            .ThrowIfRefused();
    }

    private void CountLines()
    {
        AmountExTax = new(_lines.Sum(line => line.ExTax.Minor));
        AmountInTax = new(_lines.Sum(line => line.InTax.Minor));
        LineCost = new(_lines.Sum(line => line.Cost.Minor));
        Foresee();
        (AmountInTax.Minor > Money.Limit ? new Refusal("PriceTooHigh") : null).ThrowIfRefused();
    }
}

/// <summary>What a change order makes of a contract.</summary>
/// <param name="Change">By how much it grows, tax included.</param>
/// <param name="AmountInTax">What it comes to then.</param>
/// <param name="PlannedMargin">What is planned to be left of it then.</param>
public readonly record struct ChangeEffect(Money Change, Money AmountInTax, Money PlannedMargin);
