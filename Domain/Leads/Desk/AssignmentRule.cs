using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

/// <summary>How a rule chooses among the people that it names.</summary>
public enum AssignmentTurn
{
    /// <summary>Who fits best and has the fewest.</summary>
    Balanced,

    /// <summary>One after the other 轮流.</summary>
    RoundRobin,
}

/// <summary>What a rule says: which leads, to whom, and how it chooses.</summary>
public sealed record AssignmentTerms(
    long? RegionId, string? Industry, string? Product, long? PersonId, long? TeamId, AssignmentTurn Turn);

/// <summary>分配规则: leads of a region, industry and product go to a person or a team. The first rule in order that fits and has room decides.</summary>
public sealed class AssignmentRule
{
    public AssignmentRule(int place, AssignmentTerms terms)
    {
        Place = place;
        Change(terms);
    }

    private AssignmentRule()
    {
    }

    public long Id { get; private set; }

    /// <summary>The order in which rules are asked, from 1.</summary>
    public int Place { get; private set; }

    /// <summary>Null: any.</summary>
    public long? RegionId { get; private set; }

    public string? Industry { get; private set; }

    public string? Product { get; private set; }

    public long? PersonId { get; private set; }

    public long? TeamId { get; private set; }

    public AssignmentTurn Turn { get; private set; }

    /// <summary>Who had the last turn.</summary>
    public long? LastPersonId { get; private set; }

    public int Version { get; private set; }

    public AssignmentTerms Terms => new(RegionId, Industry, Product, PersonId, TeamId, Turn);

    public void Change(AssignmentTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.PersonId is null == terms.TeamId is null)
        {
            throw new RuleBroken(new Refusal("RuleNamesOne"));
        }

        (RegionId, Industry, Product) = (terms.RegionId, Blank(terms.Industry), Blank(terms.Product));
        (PersonId, TeamId, Turn) = (terms.PersonId, terms.TeamId, terms.Turn);
        Version++;
    }

    public void MoveTo(int place)
    {
        Place = place;
        Version++;
    }

    public void Gave(long personId)
    {
        LastPersonId = personId;
        Version++;
    }

    public bool Fits(LeadToPlace lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return (RegionId is null || RegionId == lead.RegionId)
            && (Industry is null || Same(Industry, lead.Industry))
            && (Product is null || Candidate.Lines(lead.Products).Any(product => Same(Product, product)));
    }

    public bool Names(Candidate person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return PersonId is { } id ? person.Id == id : person.IsRep && person.TeamId == TeamId;
    }

    private static bool Same(string mine, string? theirs) => string.Equals(mine, theirs?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
