using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What a quote's pages stand on: the quote with the version that is looked at, in the viewer's reach.</summary>
/// <param name="Products">Those that the shown versions name.</param>
public sealed record QuoteSubject(Quote Quote, QuoteVersion Shown, Opportunity Opportunity, IReadOnlyDictionary<long, Product> Products, OrganisationFacts Names)
{
    public string Path => $"/quotes/{Quote.Id}";

    public bool IsNewest => Shown.No == Quote.VersionNo;

    /// <summary>Of the version that is shown: an older one is as it was when the next began.</summary>
    public QuoteStatus Status => Quote.Versions.FirstOrDefault(version => version.No == Shown.No + 1)?.RevisedFrom ?? Quote.Status;

    /// <summary>The product's name in the page's language, and what was said beside it.</summary>
    public string NameOf(QuoteLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var product = line.ProductId is { } id && Products.TryGetValue(id, out var found) ? found.LocalName() : null;
        return Named(product, line.Text);
    }

    public static string Named(string? product, string? text) => string.Join(" · ", new[] { product, text }.OfType<string>());

    public string UnitOf(QuoteLine line) => line?.ProductId is { } id && Products.TryGetValue(id, out var found) ? found.Unit : "";

    /// <summary>Lines of one phase together, in the order of their first lines; what belongs to none stands before them, not below another’s heading.</summary>
    public static IEnumerable<IGrouping<string?, QuoteLine>> Phases(IEnumerable<QuoteLine> lines) =>
        lines.GroupBy(line => line.Phase).OrderBy(phase => phase.Key is not null);
}

/// <summary>What the viewer may do with it.</summary>
/// <param name="Limit">How far below the price list he lets a quote go; null: he approves none.</param>
public sealed record QuoteRights(bool Write, bool Approve, bool Contract, Percent? Limit, long? ViewerId, bool SeesMargin, bool SeesAmount);

/// <summary>What is done with a quote.</summary>
public enum QuoteVerb
{
    Submit,
    Withdraw,
    Decide,
    Send,
    Accept,
    Decline,
    Reopen,
    Revise,
    Discard,
}

/// <summary>The page of a quote.</summary>
/// <param name="Contract">What it became.</param>
public sealed record QuotePage(
    QuoteSubject Subject, IReadOnlyList<QuoteEvent> History, Contract? Contract, QuotePolicy Policy, QuoteRights Rights, QuoteWordForm Word, DateOnly Today)
{
    public Quote Quote => Subject.Quote;

    public QuoteVersion Shown => Subject.Shown;

    public string Path => Subject.Path;

    public IReadOnlyList<QuoteConcern> Concerns => [.. Policy.Concerns(Shown).Where(concern => Rights.SeesMargin || !concern.IsOfCost())];

    public bool IsOverdue => Subject.IsNewest && Quote.Status == QuoteStatus.Sent && Quote.ValidUntil < Today;

    public Refusal? DecideRefusal => Quote.CanDecide(Rights.ViewerId);

    public Refusal? ApproveRefusal => Quote.CanApprove(Rights.ViewerId, Rights.Limit, Today);

    /// <summary>What was refused; null where nothing was.</summary>
    public QuoteVerb? Refused { get; init; }

    /// <summary>What was typed for it, where the page has no form of it any more.</summary>
    public KeptForm? Kept { get; init; }

    /// <summary>Whether the page has a form of it in which something is typed.</summary>
    public bool Takes(QuoteVerb verb) => verb switch
    {
        QuoteVerb.Decide => Quote.Status == QuoteStatus.Waiting && Rights.Approve && DecideRefusal is null,
        QuoteVerb.Accept or QuoteVerb.Decline => Rights.Write && Quote.Status == QuoteStatus.Sent,
        QuoteVerb.Reopen => Rights.Write && Quote.CanTakeBackAcceptance() is null && Contract is null,
        QuoteVerb.Discard => Rights.Write && Quote.Status == QuoteStatus.Draft,
        _ => false,
    };

    public Refusal? IssueRefusal => Quote.CanIssue(Shown, Today);
}

/// <summary>Two versions beside each other.</summary>
public sealed record QuoteDifferencesPage(QuoteSubject Subject, QuoteDifferences Differences, bool SeesMargin);

/// <summary>The document for the customer, in a language of its own.</summary>
/// <param name="On">Its date: when it was sent, else when it was written.</param>
public sealed record QuoteDocumentPage(QuoteSubject Subject, string Language, DateOnly On, string? Contact)
{
    /// <summary>The server can make a PDF of it.</summary>
    public bool HasPdf { get; init; }
}
