using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>商机: a project that may become a contract, from first talk to its end (product text, section 5).</summary>
public sealed partial class Opportunity
{
    private readonly List<OpportunityEvent> _history = [];
    private readonly List<StageVisit> _visits = [];
    private readonly List<OpportunityChange> _changes = [];
    private readonly List<OpportunityMember> _members = [];
    private readonly List<OpportunityCompetitor> _competitors = [];

    /// <summary>Opens one in the first stage.</summary>
    /// <param name="customer">Null while it is not known whose project it is.</param>
    /// <param name="openedAt">When it came up; differs from the stamp for imported ones.</param>
    public Opportunity(string number, string name, Customer? customer, Contact? contact, long? leadId, Money? amount, DateOnly? expectedOn,
        long? ownerId, long? teamId, Stamp stamp, long? regionId = null, DateTime? openedAt = null, long? importId = null)
        : this()
    {
        (Number, Customer, Contact, LeadId, ImportId) = (number, customer, contact, leadId, importId);
        (Amount, ExpectedOn, FirstExpectedOn, OwnerId, TeamId) = (amount, expectedOn, expectedOn, ownerId, teamId);
        (RegionId, CreatedAt) = (regionId ?? customer?.RegionId, openedAt ?? stamp.At);
        StageId = Stage.IdOf(StageKind.Discovery);
        Describe(new OpportunityFacts { Name = name }.Cleaned());
        Record(OpportunityEventKind.Opened, stamp with { At = CreatedAt }, () => StageSince = CreatedAt, recordedAt: stamp.At);
    }

    private Opportunity()
    {
        Number = Name = SearchText = "";
    }

    public long Id { get; private set; }

    public string Number { get; private set; }

    /// <summary>Null while it is not known whose project it is.</summary>
    public long? CustomerId { get; private set; }

    public Customer? Customer { get; private set; }

    public long? ContactId { get; private set; }

    public Contact? Contact { get; private set; }

    /// <summary>The lead that it came from.</summary>
    public long? LeadId { get; private set; }

    public long? ImportId { get; private set; }

    public int StageId { get; private set; }

    public DateTime StageSince { get; private set; }

    public OpportunityState State { get; private set; }

    public Money? Amount { get; private set; }

    /// <summary>The expected signing date.</summary>
    public DateOnly? ExpectedOn { get; private set; }

    /// <summary>The date that was expected at first.</summary>
    public DateOnly? FirstExpectedOn { get; private set; }

    /// <summary>How often the expected date was put off 延期.</summary>
    public int Slips { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    /// <summary>The customer's region when it was opened; the owner's where that is not known.</summary>
    public long? RegionId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Number of history rows; the last one's <see cref="OpportunityEvent.Seq"/>.</summary>
    public int Events { get; private set; }

    public int Version { get; private set; }

    /// <summary>Loaded by <c>ForChange()</c> with the last row only.</summary>
    public IReadOnlyList<OpportunityEvent> History => _history;

    public IReadOnlyList<StageVisit> Visits => _visits;

    public IReadOnlyList<OpportunityChange> Changes => _changes;

    public IReadOnlyList<OpportunityMember> Members => _members;

    public IReadOnlyList<OpportunityCompetitor> Competitors => _competitors;

    public bool IsOpen => State == OpportunityState.Open;

    /// <summary>Names the lead once the database has numbered it.</summary>
    public void CameFrom(long leadId) => LeadId = leadId;

    private void RefuseClosed() => (IsOpen ? null : new Refusal("OpportunityIsClosed", Number, State)).ThrowIfRefused();

    /// <summary>Writes the row that says what the fields set by <paramref name="change"/> have become.</summary>
    private void Record(OpportunityEventKind kind, Stamp stamp, Action? change = null, string? reason = null, DateTime? recordedAt = null)
    {
        var last = _history.MaxBy(row => row.Seq);
        var (stage, state, owner, team, amount, expected) = (StageId, State, OwnerId, TeamId, Amount ?? Money.Zero, ExpectedOn);
        var at = last is not null && last.At > stamp.At ? last.At : stamp.At;
        change?.Invoke();
        if (stage != StageId)
        {
            Enter(kind, at);
        }
        else if (last is null)
        {
            _visits.Add(new StageVisit { StageId = StageId, EnteredAt = at });
        }

        _history.Add(new OpportunityEvent
        {
            Seq = ++Events,
            At = at,
            RecordedAt = recordedAt ?? at,
            Kind = kind,
            FromStageId = last is null ? null : stage,
            StageId = StageId,
            FromState = last is null ? null : state,
            State = State,
            StageSince = StageSince,
            FromOwnerId = last is null ? null : owner,
            OwnerId = OwnerId,
            FromTeamId = last is null ? null : team,
            TeamId = TeamId,
            RegionId = RegionId,
            AmountBefore = last is null ? Money.Zero : amount,
            Amount = Amount ?? Money.Zero,
            ExpectedBefore = last is null ? null : expected,
            ExpectedOn = ExpectedOn,
            IsHeld = IsHeld,
            Called = Called,
            ActorId = stamp.ActorId,
            Reason = PlainText.Lines(reason),
            ImportId = ImportId is not null && recordedAt is not null ? ImportId : null,
        });
        if (last is not null)
        {
            last.UntilAt = at;
        }

        Version++;
    }

    private void Enter(OpportunityEventKind by, DateTime at)
    {
        if (_visits.LastOrDefault(visit => visit.LeftAt is null) is { } visit)
        {
            (visit.LeftAt, visit.LeftBy) = (at, by);
        }

        StageSince = at;
        _visits.Add(new StageVisit { StageId = StageId, EnteredAt = at });
    }
}
