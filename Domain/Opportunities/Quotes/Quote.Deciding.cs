using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <content>The way of a version: through the approval to the customer and his answer.</content>
public sealed partial class Quote
{
    /// <summary>Null when it says what a customer can take: something, until a day that is not over. What he was sent can always be shown again.</summary>
    public Refusal? CanIssue(QuoteVersion version, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.SentOn is not null ? null
            : !version.Required.Any() ? new Refusal("QuoteWithoutLines", Number)
            : version.ValidUntil is null || version.ValidUntil < today ? new Refusal("QuoteNeedsValidity", Number)
            : null;
    }

    public Refusal? CanSubmit(DateOnly today) => CanEdit() ?? CanIssue(Current, today);

    /// <summary>Within the limits it may go out; else it waits for an approval.</summary>
    public void Submit(QuotePolicy policy, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(policy);
        CanSubmit(stamp.Today).ThrowIfRefused();
        if (policy.Concerns(Current).Count == 0)
        {
            Go(QuoteStatus.Approved, QuoteEventKind.Released, stamp);
            return;
        }

        (ApplicantId, AppliedAt) = (stamp.ActorId, stamp.At);
        Go(QuoteStatus.Waiting, QuoteEventKind.Submitted, stamp);
    }

    /// <summary>Whoever is asked may return it; only an approval needs a limit that reaches so far.</summary>
    public Refusal? CanDecide(long? approverId) =>
        Status != QuoteStatus.Waiting ? new Refusal("QuoteDoesNotWait", Number)
        : approverId is not null && approverId == ApplicantId ? new Refusal("OwnQuote")
        : null;

    /// <summary>What could not go out any more is returned, not approved.</summary>
    /// <param name="limit">How far below the price list he may let it go; null: nothing.</param>
    public Refusal? CanApprove(long? approverId, Percent? limit, DateOnly today) =>
        CanDecide(approverId)
        ?? (limit is null ? new Refusal("ApprovesNoQuotes")
            : Current.BelowList > limit ? new Refusal("QuoteAboveLimit", Current.BelowList, limit)
            : CanIssue(Current, today));

    public void Approve(string? words, Percent? limit, Stamp stamp)
    {
        CanApprove(stamp.ActorId, limit, stamp.Today).ThrowIfRefused();
        Go(QuoteStatus.Approved, QuoteEventKind.Approved, stamp, words);
    }

    /// <summary>Back to be changed, with the reason why.</summary>
    public void Return(string? words, Stamp stamp)
    {
        CanDecide(stamp.ActorId).ThrowIfRefused();
        (PlainText.Line(words) is null ? new Refusal("ReasonNeeded") : null).ThrowIfRefused();
        Go(QuoteStatus.Draft, QuoteEventKind.Returned, stamp, words);
    }

    public void Withdraw(Stamp stamp)
    {
        (Status == QuoteStatus.Waiting ? null : new Refusal("QuoteDoesNotWait", Number)).ThrowIfRefused();
        Go(QuoteStatus.Draft, QuoteEventKind.Withdrawn, stamp);
    }

    public Refusal? CanSend(DateOnly today) => Status != QuoteStatus.Approved ? new Refusal("QuoteWay", Number, Status, QuoteStatus.Sent) : CanIssue(Current, today);

    /// <summary>The customer has it; from now on it never changes.</summary>
    public void Send(Stamp stamp)
    {
        CanSend(stamp.Today).ThrowIfRefused();
        Current.Send(stamp.Today);
        Go(QuoteStatus.Sent, QuoteEventKind.Sent, stamp);
    }

    public Refusal? CanAccept(DateOnly today) =>
        Status != QuoteStatus.Sent ? new Refusal("QuoteWay", Number, Status, QuoteStatus.Accepted)
        : Current.ValidUntil < today ? new Refusal("QuoteIsExpired", Number, Current.ValidUntil)
        : null;

    public void Accept(string? words, Stamp stamp)
    {
        CanAccept(stamp.Today).ThrowIfRefused();
        Go(QuoteStatus.Accepted, QuoteEventKind.Accepted, stamp, words);
    }

    /// <summary>Whether a contract came of it is for the database to see.</summary>
    public Refusal? CanTakeBackAcceptance() => Status == QuoteStatus.Accepted ? null : new Refusal("QuoteNotAccepted", Number, Status);

    /// <summary>It was a wrong word: the customer has the quote, and his answer is open again.</summary>
    public void TakeBackAcceptance(string? words, Stamp stamp)
    {
        (CanTakeBackAcceptance() ?? (PlainText.Line(words) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        Go(QuoteStatus.Sent, QuoteEventKind.AcceptanceTakenBack, stamp, words);
    }

    public void Decline(string? words, Stamp stamp)
    {
        (PlainText.Line(words) is null ? new Refusal("ReasonNeeded") : null).ThrowIfRefused();
        Go(QuoteStatus.Declined, QuoteEventKind.Declined, stamp, words);
    }

    /// <summary>Its last day is over and the customer said nothing.</summary>
    public bool Expire(Stamp stamp)
    {
        if (Status != QuoteStatus.Sent || !(Current.ValidUntil < stamp.Today))
        {
            return false;
        }

        Go(QuoteStatus.Expired, QuoteEventKind.Expired, stamp);
        return true;
    }

    public Refusal? CanContract() => Status == QuoteStatus.Accepted ? null : new Refusal("QuoteNotAccepted", Number, Status);

    /// <summary>It became a contract; that it becomes one only is for the database to see.</summary>
    public void BecameContract(Stamp stamp)
    {
        CanContract().ThrowIfRefused();
        Record(QuoteEventKind.Contracted, stamp, () => { });
    }
}
