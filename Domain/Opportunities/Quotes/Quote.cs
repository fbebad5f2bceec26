using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>报价: what we offer for an opportunity, in versions of which the newest counts.</summary>
public sealed partial class Quote
{
    private readonly List<QuoteVersion> _versions = [];
    private readonly List<QuoteEvent> _history = [];

    public Quote(string number, Opportunity opportunity, QuoteFacts facts, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(facts);
        (CanQuote(opportunity) ?? CanBeValidUntil(facts.ValidUntil, null, stamp.Today)).ThrowIfRefused();
        (Number, OpportunityId, CreatedAt, CreatedById) = (number, opportunity.Id, stamp.At, stamp.ActorId);
        Record(QuoteEventKind.Drafted, stamp, () =>
        {
            _versions.Add(new QuoteVersion(1, null, stamp));
            VersionNo = 1;
            Say(facts);
        });
    }

    private Quote() => Number = "";

    public long Id { get; private set; }

    /// <summary>报价单号.</summary>
    public string Number { get; private set; }

    public long OpportunityId { get; private set; }

    public QuoteStatus Status { get; private set; }

    /// <summary>The newest version's, kept for lists, as the two that follow.</summary>
    public int VersionNo { get; private set; }

    public Money AmountInTax { get; private set; }

    public DateOnly? ValidUntil { get; private set; }

    /// <summary>The highest key that a line has.</summary>
    public int LastKey { get; private set; }

    /// <summary>Who asked for the approval, and when; null while nobody had to.</summary>
    public long? ApplicantId { get; private set; }

    public DateTime? AppliedAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    /// <summary>Number of history rows; the last one's <see cref="QuoteEvent.Seq"/>.</summary>
    public int Events { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<QuoteVersion> Versions => _versions;

    public IReadOnlyList<QuoteEvent> History => _history;

    public QuoteVersion Current => _versions.Find(version => version.No == VersionNo) ?? throw new InvalidOperationException("The newest version is not loaded.");

    public static Refusal? CanQuote(Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return !opportunity.IsOpen ? new Refusal("OpportunityIsClosed", opportunity.Number, opportunity.State)
            : opportunity.CustomerId is null && opportunity.Customer is null ? new Refusal("QuoteNeedsCustomer")
            : null;
    }

    /// <summary>Said with what helps.</summary>
    public Refusal? CanEdit() => Status switch
    {
        QuoteStatus.Draft => null,
        QuoteStatus.Waiting => new Refusal("QuoteIsWaiting", Number),
        QuoteStatus.Accepted or QuoteStatus.Discarded => new Refusal("QuoteIsFinal", Number, Status),
        _ => new Refusal("QuoteIsNoDraft", Number, Status),
    };

    public void Edit(QuoteFacts facts, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(facts);
        (CanEdit() ?? CanBeValidUntil(facts.ValidUntil, Current.ValidUntil, stamp.Today)).ThrowIfRefused();
        Record(QuoteEventKind.Edited, stamp, () => Say(facts), tells: true);
    }

    /// <summary>On a day that is over no customer can accept anything; the one that a draft has may stay until it is to go out.</summary>
    public static Refusal? CanBeValidUntil(DateOnly? day, DateOnly? before, DateOnly today) =>
        day < today && day != before ? new Refusal("QuoteValidityOver", day) : null;

    public Refusal? CanRevise() =>
        Status is QuoteStatus.Draft or QuoteStatus.Waiting || !Status.Leads(QuoteStatus.Draft) ? new Refusal("QuoteWay", Number, Status, QuoteStatus.Draft)
        : VersionNo >= QuoteLengths.MostVersions ? new Refusal("TooManyVersions", QuoteLengths.MostVersions)
        : null;

    /// <summary>A new version begins as a copy of the newest; that one stays as it was sent.</summary>
    public void Revise(Stamp stamp)
    {
        CanRevise().ThrowIfRefused();
        var facts = Current.Facts;
        Record(QuoteEventKind.Revised, stamp, () =>
        {
            _versions.Add(new QuoteVersion(++VersionNo, Status, stamp));
            (Status, ApplicantId, AppliedAt) = (QuoteStatus.Draft, null, null);
            Say(facts);
        });
    }

    /// <summary>The draft is given up. Where it is a newer version, only that: the one before is what it was.</summary>
    public void Discard(string? words, Stamp stamp)
    {
        (CanEdit() ?? (PlainText.Line(words) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        if (Current.RevisedFrom is not { } before)
        {
            Go(QuoteStatus.Discarded, QuoteEventKind.Discarded, stamp, words);
            return;
        }

        Record(QuoteEventKind.VersionDiscarded, stamp, () =>
        {
            _versions.Remove(Current);
            (VersionNo, Status) = (VersionNo - 1, before);
            (AmountInTax, ValidUntil) = (Current.InTax, Current.ValidUntil);
        }, words);
    }

    private void Say(QuoteFacts facts)
    {
        LastKey = Current.Say(facts, LastKey);
        (AmountInTax, ValidUntil) = (Current.InTax, Current.ValidUntil);
    }

    private void Go(QuoteStatus to, QuoteEventKind kind, Stamp stamp, string? words = null)
    {
        (Status.Leads(to) ? null : new Refusal("QuoteWay", Number, Status, to)).ThrowIfRefused();
        Record(kind, stamp, () => Status = to, words);
    }

    /// <summary>What an edit tells of.</summary>
    private List<(string Field, object? Said)> Said() =>
    [
        ("Amount", AmountInTax), ("Discount", LineTerms.DiscountOf(Current.Required.Select(line => line.Terms.Sums))), ("Lines", Current.Lines.Count),
        ("ValidUntil", ValidUntil), ("Terms", Current.Terms),
    ];

    private void Record(QuoteEventKind kind, Stamp stamp, Action change, string? words = null, bool tells = false)
    {
        var (from, before) = (Status, tells ? Said() : []);
        change();
        _history.Add(new QuoteEvent
        {
            Seq = ++Events,
            At = stamp.At,
            Kind = kind,
            VersionNo = VersionNo,
            FromStatus = from,
            ToStatus = Status,
            ActorId = stamp.ActorId,
            Words = PlainText.Lines(words),
            Changes = tells ? FieldChange.Between(before, Said()) : null,
        });
        Version++;
    }
}

/// <summary>One thing that happened to a quote; written once, with the change itself.</summary>
public sealed class QuoteEvent
{
    public long Id { get; private set; }

    public long QuoteId { get; private set; }

    /// <summary>Counted from 1 within the quote.</summary>
    public required int Seq { get; init; }

    public required DateTime At { get; init; }

    public required QuoteEventKind Kind { get; init; }

    public required int VersionNo { get; init; }

    public required QuoteStatus FromStatus { get; init; }

    public required QuoteStatus ToStatus { get; init; }

    public long? ActorId { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Words { get; init; }

    /// <summary>What an edit changed; null for what tells of no change, and for what was edited before that was kept.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }
}
