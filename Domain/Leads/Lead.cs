using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>线索: a first sign of a possible project, from capture to opportunity or end (product text, section 4).</summary>
public sealed partial class Lead
{
    private readonly List<LeadEvent> _history = [];
    private readonly List<LeadChange> _changes = [];
    private readonly List<LeadQualification> _qualifications = [];
    private readonly List<LeadActivity> _activities = [];

    /// <summary>Captures a lead: New, unowned, with its first event.</summary>
    /// <param name="number">Unique, from the number series or the imported file.</param>
    /// <param name="stamp">Who learnt of it, and when the program did.</param>
    /// <param name="capturedAt">When it came in; differs from the stamp for imported leads.</param>
    /// <param name="source">Where exactly it came from: the name of the web form; stands in its history.</param>
    public Lead(
        string number, LeadFacts facts, LeadOrigin origin, Stamp stamp, DateTime? capturedAt = null, long? importId = null, string? source = null)
        : this()
    {
        Number = number;
        Origin = origin;
        CapturedAt = capturedAt ?? stamp.At;
        CapturedById = stamp.ActorId;
        ImportId = importId;
        Describe(facts.Cleaned());
        Record(LeadEventKind.Captured, LeadStatus.New, stamp with { At = CapturedAt }, stamp.At, source);
    }

    private Lead()
    {
        Number = Company = CompanyKey = PhoneKey = MailDomain = SearchText = "";
    }

    public long Id { get; private set; }

    public string Number { get; private set; }

    public DateTime CapturedAt { get; private set; }

    public long? CapturedById { get; private set; }

    /// <summary>How the lead came into the program: the origin of every value that no <see cref="LeadChange"/> replaced.</summary>
    public LeadOrigin Origin { get; private set; }

    public long? ImportId { get; private set; }

    public LeadStatus Status { get; private set; }

    /// <summary>The lead's last transition.</summary>
    public DateTime StatusSince { get; private set; }

    public long? OwnerId { get; private set; }

    /// <summary>The owner's team; null while unowned.</summary>
    public long? TeamId { get; private set; }

    /// <summary>When the present owner got it.</summary>
    public DateTime? AssignedAt { get; private set; }

    /// <summary>The first logged contact of the present owner.</summary>
    public DateTime? FirstContactAt { get; private set; }

    public DateTime? LastActivityAt { get; private set; }

    public string? NextAction { get; private set; }

    public DateOnly? NextDueOn { get; private set; }

    /// <summary>The opportunity that it became.</summary>
    public long? OpportunityId { get; private set; }

    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Number of history rows; the last one's <see cref="LeadEvent.Seq"/>.</summary>
    public int Events { get; private set; }

    /// <summary>Concurrency token: raised with every change.</summary>
    public int Version { get; private set; }

    /// <summary>Loaded by <c>ForChange()</c> with the last row and the reclaims only, not whole.</summary>
    public IReadOnlyList<LeadEvent> History => _history;

    public IReadOnlyList<LeadChange> Changes => _changes;

    public IReadOnlyList<LeadQualification> Qualifications => _qualifications;

    public IReadOnlyList<LeadActivity> Activities => _activities;

    public bool IsOpen => Status.IsOpen();

    /// <summary>Null when the move is in the flow table for the present status.</summary>
    public Refusal? CanMove(LeadMove move) =>
        ArchivedAt is not null ? new Refusal("LeadIsArchived", Number) : LeadFlow.Refuse(Status, move);

    private void RefuseArchived() => (ArchivedAt is null ? null : new Refusal("LeadIsArchived", Number)).ThrowIfRefused();

    private LeadEvent Move(LeadMove move, LeadEventKind kind, Stamp stamp, string? reason = null)
    {
        CanMove(move).ThrowIfRefused();
        var step = LeadFlow.Find(Status, move);
        return Record(kind, step?.To ?? Status, stamp, reason: reason);
    }

    /// <summary>Writes the row that says what the fields set beforehand by <paramref name="change"/> have become.</summary>
    private LeadEvent Record(
        LeadEventKind kind, LeadStatus to, Stamp stamp, DateTime? recordedAt = null, string? reason = null, Action? change = null)
    {
        var last = _history.Count == 0 ? null : _history.MaxBy(row => row.Seq);
        var (fromOwner, fromTeam, before) = (OwnerId, TeamId, Amount ?? Money.Zero);
        change?.Invoke();
        var at = NotBeforeLast(stamp.At);
        var row = new LeadEvent
        {
            Seq = ++Events,
            At = at,
            RecordedAt = recordedAt ?? at,
            Kind = kind,
            From = last?.To,
            To = to,
            FromOwnerId = fromOwner,
            ToOwnerId = OwnerId,
            FromTeamId = fromTeam,
            ToTeamId = TeamId,
            AmountBefore = last is null ? Money.Zero : before,
            Amount = Amount ?? Money.Zero,
            ActorId = stamp.ActorId,
            Reason = reason,
            ImportId = last is null ? ImportId : null,
        };
        row.TransitionAt = row.IsTransition ? at : last?.TransitionAt ?? at;
        if (last is not null)
        {
            last.UntilAt = at;
        }

        _history.Add(row);
        Status = to;
        StatusSince = row.TransitionAt;
        Version++;
        return row;
    }

    /// <summary>A clock that was set back does not turn the history round.</summary>
    private DateTime NotBeforeLast(DateTime at) => _history.Count > 0 && _history.Max(row => row.At) is var last && last > at ? last : at;
}
