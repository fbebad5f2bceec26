using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>What a stage is to the rules, whatever the company calls it (product text, section 5).</summary>
public enum StageKind
{
    Discovery,
    Qualified,
    Initiated,
    Proposal,
    Bidding,
    Negotiation,
    Won,
    Lost,
    Abandoned,

    /// <summary>A step that the company put in between; no rule knows it.</summary>
    Step,
}

/// <summary>阶段: a place on the way of an opportunity.</summary>
public sealed class Stage
{
    public const int NameLength = 40;
    public const int MostNormDays = 730;
    public const int MostChecks = 12;
    public const int CheckLength = 200;

    private List<string> _checklist = [];

    public Stage(int id, StageKind kind, int position, StageTerms terms)
        : this()
    {
        (Id, Kind, Position) = (id, kind, position);
        Become(terms);
    }

    private Stage()
    {
        English = Chinese = "";
    }

    /// <summary>Given, not counted: the stages that rules know have the same number in every company.</summary>
    public int Id { get; private set; }

    public StageKind Kind { get; private set; }

    /// <summary>The order of the way; a higher one is further on.</summary>
    public int Position { get; private set; }

    public string English { get; private set; }

    public string Chinese { get; private set; }

    /// <summary>The company's own estimate in percent that an opportunity here is won.</summary>
    public int Probability { get; private set; }

    /// <summary>So many days an opportunity ordinarily stays; null for an end.</summary>
    public int? NormDays { get; private set; }

    /// <summary>What should be done before an opportunity leaves forward.</summary>
    public IReadOnlyList<string> Checklist => _checklist;

    public int Version { get; private set; }

    public bool IsOpen => Kind is not (StageKind.Won or StageKind.Lost or StageKind.Abandoned);

    public OpportunityState State => Kind switch
    {
        StageKind.Won => OpportunityState.Won,
        StageKind.Lost => OpportunityState.Lost,
        StageKind.Abandoned => OpportunityState.Abandoned,
        _ => OpportunityState.Open,
    };

    /// <summary>The number of the one stage of a kind that rules know.</summary>
    public static int IdOf(StageKind kind) => kind == StageKind.Step ? throw new ArgumentOutOfRangeException(nameof(kind)) : (int)kind + 1;

    public void Change(StageTerms terms)
    {
        Become(terms);
        Version++;
    }

    public void PutAt(int position)
    {
        Position = position;
        Version++;
    }

    private void Become(StageTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Refuse(terms).ThrowIfRefused();
        (English, Chinese) = (terms.English.Trim(), terms.Chinese.Trim());
        (Probability, NormDays) = IsOpen ? (terms.Probability, terms.NormDays) : (Kind == StageKind.Won ? 100 : 0, null);
        _checklist = [.. terms.Checklist.Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    private static Refusal? Refuse(StageTerms terms) =>
        string.IsNullOrWhiteSpace(terms.English) || string.IsNullOrWhiteSpace(terms.Chinese) ? new Refusal("StageNeedsName")
        : terms.Probability is < 0 or > 100 ? new Refusal("ProbabilityOutOfRange")
        : terms.NormDays is < 1 or > MostNormDays ? new Refusal("NormDaysOutOfRange", MostNormDays)
        : terms.Checklist.Count > MostChecks || terms.Checklist.Any(line => line.Length > CheckLength) ? new Refusal("ChecklistTooLong", MostChecks, CheckLength)
        : null;
}

/// <summary>What an administrator may set of a stage.</summary>
/// <param name="Probability">In percent.</param>
public sealed record StageTerms(string English, string Chinese, int Probability, int? NormDays, IReadOnlyList<string> Checklist);
