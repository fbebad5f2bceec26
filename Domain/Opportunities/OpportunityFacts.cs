using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>客户立项: how far the customer's own approval of the money is.</summary>
public enum CustomerBudgetState
{
    NotStarted,
    Applied,
    Approved,
}

public enum CompetitorPosition
{
    Unknown,
    Behind,
    Level,
    Ahead,
}

/// <summary>Why it was won, lost or given up.</summary>
public enum CloseReason
{
    Price,
    Solution,
    Relationship,
    Delivery,
    Service,
    NoBudget,
    NoDecision,
    Competitor,
    NotOurBusiness,
    Duplicate,
    Other,
}

/// <summary>What a person may say of an opportunity apart from its amount, date, stage and owner, which have verbs of their own.</summary>
public sealed record OpportunityFacts
{
    public required string Name { get; init; }

    /// <summary>What the customer needs.</summary>
    public string? Need { get; init; }

    /// <summary>Where it came from, in words.</summary>
    public string? Source { get; init; }

    /// <summary>The product that it is mainly about.</summary>
    public long? ProductId { get; init; }

    public CustomerBudgetState BudgetState { get; init; }

    /// <summary>What the customer has for it.</summary>
    public Money? BudgetAmount { get; init; }

    public string? BudgetSource { get; init; }

    /// <summary>Followed by the general manager whatever it is worth.</summary>
    public bool IsStrategic { get; init; }

    internal OpportunityFacts Cleaned() => this with
    {
        Name = PlainText.Line(Name) ?? throw new RuleBroken(new Refusal("OpportunityNeedsName")),
        Need = PlainText.Lines(Need),
        Source = PlainText.Line(Source),
        BudgetSource = PlainText.Line(BudgetSource),
    };
}

public static class OpportunityLengths
{
    public const int Number = 40;
    public const int Name = 200;
    public const int Need = 2000;
    public const int Source = 200;
    public const int Reason = 500;
    public const int Lessons = 4000;
    public const int NextStep = 200;
    public const int Competitor = 120;
    public const int Note = 500;
}
