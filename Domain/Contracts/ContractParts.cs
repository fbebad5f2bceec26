using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>变更单: what is changed by agreement after signing; the original stays as it was.</summary>
public sealed class Amendment
{
    private readonly List<ContractLine> _lines = [];

    internal Amendment(int number, DateOnly signedOn, string reason, IEnumerable<ContractLine> lines, Stamp stamp)
    {
        (Number, SignedOn, Reason, At, ActorId) = (number, signedOn, reason, stamp.At, stamp.ActorId);
        _lines.AddRange(lines);
        InTax = new(_lines.Sum(line => line.InTax.Minor));
    }

    private Amendment() => Reason = "";

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    /// <summary>Counted from 1 within the contract.</summary>
    public int Number { get; private set; }

    public DateOnly SignedOn { get; private set; }

    public string Reason { get; private set; }

    /// <summary>By how much the contract grew; below zero when it shrank.</summary>
    public Money InTax { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public IReadOnlyList<ContractLine> Lines => _lines;
}

/// <summary>A person's agreed share of what the contract earns.</summary>
public sealed class ContractShare
{
    internal ContractShare(long personId, int basisPoints) => (PersonId, BasisPoints) = (personId, basisPoints);

    private ContractShare()
    {
    }

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public long PersonId { get; private set; }

    public int BasisPoints { get; private set; }
}

/// <summary>里程碑: something to be delivered, or a sum to be paid.</summary>
public sealed class Milestone
{
    internal Milestone(MilestoneKind kind, string name, DateOnly dueOn, int basisPoints, Money amount, bool isRetention = false) =>
        (Kind, Name, DueOn, BasisPoints, Amount, IsRetention) = (kind, name, dueOn, basisPoints, amount, isRetention);

    private Milestone() => Name = "";

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public MilestoneKind Kind { get; private set; }

    public string Name { get; private set; }

    public DateOnly DueOn { get; private set; }

    /// <summary>Its part of the whole: of the delivery's weight, or of the amount as it was signed.</summary>
    public int BasisPoints { get; private set; }

    /// <summary>What has to be paid, tax included; zero for a delivery.</summary>
    public Money Amount { get; private set; }

    public Money Received { get; private set; }

    /// <summary>What of it nobody owes any more, as its contract was terminated before it was invoiced.</summary>
    public Money Lapsed { get; private set; }

    /// <summary>质保金: kept back until the warranty ends.</summary>
    public bool IsRetention { get; private set; }

    /// <summary>When it was delivered, or paid in full, or when what was open of it lapsed.</summary>
    public DateOnly? DoneOn { get; private set; }

    public Money Open => Amount - Received - Lapsed;

    public bool IsOverdue(DateOnly today) => Kind == MilestoneKind.Payment ? DueOn < today && Open > Money.Zero : DueOn < today && DoneOn is null;

    internal void Finish(DateOnly on) => DoneOn = on;

    internal void TakeBack() => DoneOn = null;

    internal void MoveTo(DateOnly day) => DueOn = day;

    internal void Take(Money amount, DateOnly on)
    {
        Received += amount;
        DoneOn = Open == Money.Zero ? on : null;
    }

    internal void Lapse(Money amount, DateOnly on)
    {
        Lapsed = amount;
        DoneOn = Open == Money.Zero ? DoneOn ?? on : null;
    }

    internal void Shrink(Money by, DateOnly on)
    {
        Amount -= by;
        DoneOn = Open == Money.Zero ? DoneOn ?? on : null;
    }
}

/// <summary>A payment or a delivery as it is planned.</summary>
/// <param name="BasisPoints">Of the amount, or of the delivery's weight; all of a kind make 10,000.</param>
public sealed record MilestoneTerms(MilestoneKind Kind, string Name, DateOnly DueOn, int BasisPoints, bool IsRetention = false);

/// <summary>开票: an invoice, or a credit note below zero.</summary>
public sealed class Invoice
{
    internal Invoice(string number, DateOnly issuedOn, Money amount, Stamp stamp) =>
        (Number, NumberKey, IssuedOn, Amount, At, ActorId) = (number, KeyOf(number), issuedOn, amount, stamp.At, stamp.ActorId);

    private Invoice() => Number = NumberKey = "";

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public string Number { get; private set; }

    /// <summary>See <see cref="KeyOf"/>.</summary>
    public string NumberKey { get; private set; }

    public DateOnly IssuedOn { get; private set; }

    public Money Amount { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>What tells an invoice from others: the same number in another case or width, or with spaces in it, is the same invoice.</summary>
    public static string KeyOf(string? number) => PlainText.KeyOf(number);
}

/// <summary>What the contract costs us: expected, or booked.</summary>
public sealed class ContractCost
{
    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public required CostKind Kind { get; init; }

    public required bool IsPlanned { get; init; }

    public required DateOnly On { get; init; }

    public required Money Amount { get; init; }

    /// <summary>Hundredths of an hour, for labour.</summary>
    public int? HoursHundredths { get; init; }

    public Money? HourlyRate { get; init; }

    public string? Note { get; init; }

    public long? ActorId { get; init; }

    /// <summary>Of a counter-entry the cost that it takes back.</summary>
    public long? TakesBackId { get; init; }
}

/// <summary>What service asks for at every hand-over.</summary>
public enum HandOverNeed
{
    Documents,
    Access,
    Configuration,
    Contacts,
    Spares,
    Training,
}

/// <summary>One thing that service needs before it can take over.</summary>
public sealed class HandOverItem
{
    internal HandOverItem(int place, HandOverNeed need) => (Place, Need) = (place, need);

    internal HandOverItem(int place, string text) => (Place, Text) = (place, text);

    private HandOverItem()
    {
    }

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public int Place { get; private set; }

    /// <summary>Said in the reader's language; null for what this contract alone needs.</summary>
    public HandOverNeed? Need { get; private set; }

    /// <summary>What this contract alone needs, in the words of whoever wrote it.</summary>
    public string? Text { get; private set; }

    public DateOnly? DoneOn { get; private set; }

    public long? DoneById { get; private set; }

    internal void Finish(Stamp stamp) => (DoneOn, DoneById) = (stamp.Today, stamp.ActorId);
}

/// <summary>One thing that happened to a contract; written once, with the change itself.</summary>
public sealed class ContractEvent
{
    public long Id { get; private set; }

    public long ContractId { get; private set; }

    /// <summary>Counted from 1 within the contract.</summary>
    public required int Seq { get; init; }

    public required DateTime At { get; init; }

    public required ContractEventKind Kind { get; init; }

    public required ContractStatus FromStatus { get; init; }

    public required ContractStatus ToStatus { get; init; }

    /// <summary>What was signed, amended, invoiced, received, spent.</summary>
    public Money? Amount { get; init; }

    /// <summary>红字发票: an invoice below zero.</summary>
    public bool IsCreditNote => Kind == ContractEventKind.Invoiced && Amount is { Minor: < 0 };

    /// <summary>Which milestone, invoice or receipt; the name of a <see cref="HandOverNeed"/>, or of each <see cref="ClosingGap"/>.</summary>
    public string? What { get; init; }

    /// <summary>What service asks for everywhere, where that is what it got.</summary>
    public HandOverNeed? Need =>
        Kind == ContractEventKind.HandedOver && Enum.GetNames<HandOverNeed>().Contains(What) ? Enum.Parse<HandOverNeed>(What ?? "") : null;

    /// <summary>What was open when it was closed.</summary>
    public IEnumerable<ClosingGap> GapsAtClosing() => Kind == ContractEventKind.Closed && What is { } gaps ? gaps.Split(' ').Select(Enum.Parse<ClosingGap>) : [];

    /// <summary>Who was project manager before an appointment; null for nobody.</summary>
    public long? FromManagerId { get; init; }

    /// <summary>Who is project manager by an appointment; null for nobody.</summary>
    public long? ToManagerId { get; init; }

    public long? ActorId { get; init; }

    public string? Reason { get; init; }

    /// <summary>What an edit of the draft changed; null for what tells of no change, and for what was edited before that was kept.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }
}
