using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>合同: what was agreed with a customer, what of it is done, paid, and what it costs (product text, section 6).</summary>
public sealed partial class Contract
{
    private readonly List<ContractLine> _lines = [];
    private readonly List<ContractShare> _shares = [];
    private readonly List<Amendment> _amendments = [];
    private readonly List<Milestone> _milestones = [];
    private readonly List<Invoice> _invoices = [];
    private readonly List<ContractCost> _costs = [];
    private readonly List<HandOverItem> _handOver = [];
    private readonly List<ContractEvent> _history = [];

    /// <summary>A draft; whose it is counts as of signing.</summary>
    public Contract(ContractFacts facts, ContractOwner owner, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(owner);
        (CustomerId, OpportunityId, QuoteId) = (facts.CustomerId, facts.OpportunityId, facts.QuoteId);
        (OwnerId, TeamId, RegionId) = (owner.OwnerId, owner.TeamId, owner.RegionId);
        (CreatedAt, CreatedById) = (stamp.At, stamp.ActorId);
        Describe(facts);
        Record(ContractEventKind.Drafted, stamp, () => { });
        SetFee(facts.YearlyFee, stamp);
    }

    private Contract() => Name = SearchText = "";

    public long Id { get; private set; }

    /// <summary>合同编号: given at signing, without gaps within a year; null for a draft.</summary>
    public string? Number { get; private set; }

    public string Name { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>Null for a contract that came without one.</summary>
    public long? OpportunityId { get; private set; }

    /// <summary>The quote that was won; a quote becomes one contract only.</summary>
    public long? QuoteId { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public long? RegionId { get; private set; }

    public string? Note { get; private set; }

    public ContractStatus Status { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    public string SearchText { get; private set; }

    /// <summary>Number of history rows; the last one's <see cref="ContractEvent.Seq"/>.</summary>
    public int Events { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ContractLine> Lines => _lines;

    public IReadOnlyList<ContractShare> Shares => _shares;

    public IReadOnlyList<Amendment> Amendments => _amendments;

    public IReadOnlyList<Milestone> Milestones => _milestones;

    public IReadOnlyList<Invoice> Invoices => _invoices;

    public IReadOnlyList<ContractCost> Costs => _costs;

    public IReadOnlyList<HandOverItem> HandOver => _handOver;

    public IReadOnlyList<ContractEvent> History => _history;

    public string Label => Number ?? Name;

    /// <summary>Changes a draft; what is signed is changed by amendments only.</summary>
    public void Edit(ContractFacts facts, ContractOwner owner, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(owner);
        CanEdit().ThrowIfRefused();
        Record(ContractEventKind.Edited, stamp, () =>
        {
            (CustomerId, OpportunityId) = (facts.CustomerId, facts.OpportunityId);
            (OwnerId, TeamId, RegionId) = (owner.OwnerId, owner.TeamId, owner.RegionId);
            Describe(facts);
        }, tells: true);
        SetFee(facts.YearlyFee, stamp);
    }

    public Refusal? CanEdit() => Status switch
    {
        ContractStatus.Draft => null,
        ContractStatus.Discarded => new Refusal("ContractDiscarded", Label),
        _ => new Refusal("ContractIsSigned", Label),
    };

    /// <summary>A draft goes with its project or customer to who takes that over; a signed contract stays with whose result it is.</summary>
    public void HandOverTo(Person taker, string? reason, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(taker);
        CanEdit().ThrowIfRefused();
        Record(ContractEventKind.OwnerChanged, stamp, () => (OwnerId, TeamId) = (taker.Id, taker.TeamId), what: taker.Name, reason: reason);
    }

    private void Describe(ContractFacts facts)
    {
        Name = PlainText.Line(facts.Name) ?? throw new RuleBroken(new Refusal("NameNeeded"));
        Note = PlainText.Lines(facts.Note);
        Set(facts.Lines);
        Share(facts.Shares, OwnerId);
        Plan(facts.Milestones);
        SearchText = Shared.SearchText.Of(Number, Name);
    }

    private void Set(IReadOnlyList<LineTerms> lines)
    {
        (lines.Count > ContractLengths.MostLines ? new Refusal("TooManyLines", ContractLengths.MostLines) : null).ThrowIfRefused();
        _lines.Clear();
        _lines.AddRange(lines.Select(terms => new ContractLine(terms)));
        CountLines();
    }

    /// <summary>Without any agreed share, all of it is the owner's.</summary>
    private void Share(IReadOnlyList<(long PersonId, int BasisPoints)> shares, long? ownerId)
    {
        var agreed = shares.Count > 0 ? shares : ownerId is { } owner ? [(owner, Percent.Whole)] : [];
        (agreed.Any(share => share.BasisPoints is < 1 or > Percent.Whole)
            || agreed.Select(share => share.PersonId).Distinct().Count() != agreed.Count || agreed.Count > ContractLengths.MostShares
            || (agreed.Count > 0 && agreed.Sum(share => share.BasisPoints) != Percent.Whole)
                ? new Refusal("SharesNotWhole", new Percent(agreed.Sum(share => share.BasisPoints))) : null).ThrowIfRefused();
        _shares.Clear();
        _shares.AddRange(agreed.Select(share => new ContractShare(share.PersonId, share.BasisPoints)));
    }

    /// <summary>What an edit of the draft tells of.</summary>
    private List<(string Field, object? Said)> Said() =>
    [
        ("Name", Name), ("Amount", AmountInTax), ("Discount", LineTerms.DiscountOf(_lines.Select(line => line.Terms))), ("Lines", _lines.Count),
        ("Payments", string.Join("; ", Payments.Select(Planned))), ("Deliveries", string.Join("; ", Deliveries.Select(Planned))), ("Note", Note),
    ];

    private static string Planned(Milestone milestone) => string.Create(CultureInfo.InvariantCulture, $"{milestone.DueOn:yyyy-MM-dd} {new Percent(milestone.BasisPoints)}%");

    private void Record(ContractEventKind kind, Stamp stamp, Action change, Money? amount = null, string? what = null, string? reason = null,
        (long? From, long? To) managers = default, bool tells = false)
    {
        var (from, before) = (Status, tells ? Said() : []);
        change();
        _history.Add(new ContractEvent
        {
            Seq = ++Events,
            At = stamp.At,
            Kind = kind,
            FromStatus = from,
            ToStatus = Status,
            Amount = amount,
            What = what,
            FromManagerId = managers.From,
            ToManagerId = managers.To,
            ActorId = stamp.ActorId,
            Reason = PlainText.Lines(reason),
            Changes = tells ? FieldChange.Between(before, Said()) : null,
        });
        Version++;
    }
}

/// <summary>What a draft says.</summary>
public sealed record ContractFacts(string Name, long CustomerId)
{
    public long? OpportunityId { get; init; }

    public long? QuoteId { get; init; }

    public string? Note { get; init; }

    /// <summary>Null: not agreed yet.</summary>
    public Money? YearlyFee { get; init; }

    public IReadOnlyList<LineTerms> Lines { get; init; } = [];

    public IReadOnlyList<MilestoneTerms> Milestones { get; init; } = [];

    /// <summary>Who earns which part; none: all is the owner's.</summary>
    public IReadOnlyList<(long PersonId, int BasisPoints)> Shares { get; init; } = [];
}

/// <summary>Whose contract it is.</summary>
public sealed record ContractOwner(long? OwnerId, long? TeamId, long? RegionId);
