namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>How far a quote is; said of its newest version.</summary>
public enum QuoteStatus
{
    Draft,

    /// <summary>Somebody has to approve its discount or margin.</summary>
    Waiting,
    Approved,
    Sent,
    Accepted,
    Declined,
    Expired,

    /// <summary>作废: a draft that was given up; it stays to be read and counts nowhere.</summary>
    Discarded,
}

/// <summary>The one table of a quote's ways: from which status to which. The way back to a draft is a new version, or a word of the approver.</summary>
public static class QuoteFlow
{
    private static readonly Dictionary<QuoteStatus, QuoteStatus[]> Ways = new()
    {
        [QuoteStatus.Draft] = [QuoteStatus.Waiting, QuoteStatus.Approved, QuoteStatus.Discarded],
        [QuoteStatus.Waiting] = [QuoteStatus.Approved, QuoteStatus.Draft],
        [QuoteStatus.Approved] = [QuoteStatus.Sent, QuoteStatus.Draft],
        [QuoteStatus.Sent] = [QuoteStatus.Accepted, QuoteStatus.Declined, QuoteStatus.Expired, QuoteStatus.Draft],
        [QuoteStatus.Accepted] = [QuoteStatus.Sent],
        [QuoteStatus.Declined] = [QuoteStatus.Draft],
        [QuoteStatus.Expired] = [QuoteStatus.Draft],
        [QuoteStatus.Discarded] = [],
    };

    public static bool Leads(this QuoteStatus from, QuoteStatus to) => Ways[from].Contains(to);
}

public enum QuoteEventKind
{
    Drafted,
    Edited,

    /// <summary>Asked for approval.</summary>
    Submitted,

    /// <summary>Within the limits: nobody has to approve it.</summary>
    Released,
    Approved,

    /// <summary>The approver gave it back.</summary>
    Returned,
    Withdrawn,
    Sent,
    Accepted,
    Declined,
    Expired,

    /// <summary>A new version was begun.</summary>
    Revised,

    /// <summary>It became a contract.</summary>
    Contracted,

    /// <summary>The draft was given up.</summary>
    Discarded,

    /// <summary>A newer version was given up: the one before counts again.</summary>
    VersionDiscarded,

    /// <summary>The customer did not accept it after all.</summary>
    AcceptanceTakenBack,
}

/// <summary>Why a quote needs an approval.</summary>
public enum QuoteConcern
{
    /// <summary>A line lies further below the price list than anybody may go.</summary>
    DiscountAboveLimit,
    MarginBelowLimit,

    /// <summary>What a line costs us is not known, so nobody can say what is left.</summary>
    CostUnknown,

    /// <summary>A line is said to cost nothing where the catalogue does not say so: its whole price would count as margin.</summary>
    CostIsZero,

    /// <summary>A line's tax rate is not its product's own.</summary>
    TaxedOtherwise,

    /// <summary>More than the allowed share is described freely, at costs that no catalogue says.</summary>
    MuchIsFree,
}

/// <summary>What of the concerns tells of costs.</summary>
public static class QuoteConcerns
{
    /// <summary>Nothing for whom costs are hidden from.</summary>
    public static bool IsOfCost(this QuoteConcern concern) => concern is QuoteConcern.MarginBelowLimit or QuoteConcern.CostUnknown or QuoteConcern.CostIsZero;
}

/// <summary>The longest texts of a quote, and how much it can hold.</summary>
public static class QuoteLengths
{
    public const int Number = 40;
    public const int Text = 200;
    public const int Phase = 40;
    public const int Terms = 2000;
    public const int Words = 400;
    public const int MostVersions = 50;
}
