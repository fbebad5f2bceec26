using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

public enum PresalesCostGrouping
{
    Industry,
    Region,

    /// <summary>Cost by who worked or spent, margin by who answers for the project.</summary>
    Person,
}

/// <summary>What is asked.</summary>
public sealed record PresalesCostQuestion
{
    /// <summary>The first day of the work.</summary>
    public DateOnly From { get; init; }

    /// <summary>The last one.</summary>
    public DateOnly Until { get; init; }

    /// <summary>The fiscal year's first month.</summary>
    public int FiscalStart { get; init; } = 1;

    public (DateOnly From, DateOnly Until) DaysBefore => ReportSpan.Before(From, Until, FiscalStart);

    public (DateOnly From, DateOnly Until) YearBefore => ReportSpan.LastYear(From, Until);

    public PresalesCostGrouping By { get; init; }

    /// <summary>The projects' own one, as for those below.</summary>
    public long? Region { get; init; }

    public long? Team { get; init; }

    /// <summary>Who answers for the projects, whoever worked on them.</summary>
    public long? Owner { get; init; }

    /// <summary>What the projects are to sell.</summary>
    public long? Product { get; init; }

    /// <summary>What the product is called.</summary>
    public string? ProductIs { get; init; }

    /// <summary>The category that their customers are of now, by its code.</summary>
    public string? CustomerCategory { get; init; }

    /// <summary>What the category is called.</summary>
    public string? CategoryIs { get; init; }

    /// <summary>The projects in the viewer's reach that are asked for: every figure, and every list behind one, is of these.</summary>
    internal IQueryable<Opportunity> Projects(CrmDbContext db, Viewer viewer)
    {
        var projects = db.Opportunities.VisibleTo(viewer);
        projects = Region is { } region ? projects.Where(row => row.RegionId == region) : projects;
        projects = Team is { } team ? projects.Where(row => row.TeamId == team) : projects;
        projects = Owner is { } owner ? projects.Where(row => row.OwnerId == owner) : projects;
        projects = Product is { } product ? projects.Where(row => row.ProductId == product) : projects;
        return CustomerCategory is { } category ? projects.Where(row => row.Customer != null && row.Customer.Category == category) : projects;
    }

    public PresalesCostQuestion Within((DateOnly From, DateOnly Until) days) => this with { From = days.From, Until = days.Until };
}

/// <summary>The ledger within the period of those projects of a group that are in one state.</summary>
/// <param name="State">As of the end of the period.</param>
/// <param name="Key">The industry, the region's or the person's number; null where that is not known.</param>
public sealed record PresalesCostPart(OpportunityState State, string? Key, int Projects, long Minor, long Minutes);

/// <summary>What a group's presales came to; its costs together are its lines of the ledger.</summary>
/// <param name="Margin">The planned margin of what was signed in the period.</param>
/// <param name="Lost">Of lost and abandoned projects.</param>
/// <param name="Open">Of projects that are still on their way.</param>
public sealed record PresalesCostLine(
    string? Key, int WonProjects, Money Margin, Money Won, int LostProjects, Money Lost, int OpenProjects, Money Open, long Minutes)
{
    public static readonly PresalesCostLine Nothing = Of(null, [], Money.Zero);

    public Money Cost => Won + Lost + Open;

    /// <summary>Signed margin − presales cost of won − presales cost of lost projects.</summary>
    public Money Result => Margin - Won - Lost;

    /// <summary>Presales cost of won and lost projects ÷ signed margin; null without a margin.</summary>
    public decimal? Ratio => Margin <= Money.Zero ? null : decimal.Divide(Won.Minor + Lost.Minor, Margin.Minor);

    public static PresalesCostLine Of(string? key, IReadOnlyCollection<PresalesCostPart> parts, Money margin)
    {
        var (won, lost, open) = (Split(parts, OpportunityState.Won), Split(parts, OpportunityState.Lost, OpportunityState.Abandoned), Split(parts, OpportunityState.Open));
        return new PresalesCostLine(key, won.Projects, margin, won.Cost, lost.Projects, lost.Cost, open.Projects, open.Cost, parts.Sum(part => part.Minutes));
    }

    private static (int Projects, Money Cost) Split(IEnumerable<PresalesCostPart> parts, params OpportunityState[] states)
    {
        var ours = parts.Where(part => states.Contains(part.State)).ToList();
        return (ours.Sum(part => part.Projects), new Money(ours.Sum(part => part.Minor)));
    }
}

/// <summary>A line for each group, and one for all.</summary>
public sealed record PresalesCostReport(PresalesCostQuestion Asked, IReadOnlyList<PresalesCostLine> Lines, PresalesCostLine Total)
{
    /// <summary>Of the time right before; null where it is not compared.</summary>
    public PresalesCostReport? Before { get; init; }

    /// <summary>Of the same time a year before.</summary>
    public PresalesCostReport? LastYear { get; init; }

    public PresalesCostLine? Find(string? key) => Lines.FirstOrDefault(line => line.Key == key);
}

/// <summary>The same projects, by who approved them and by industry.</summary>
public sealed record PostMortemLines(IReadOnlyList<PostMortemLine> ByApprover, IReadOnlyList<PostMortemLine> ByIndustry);

/// <summary>How predictions at the gate came out, of projects that ended in the period.</summary>
/// <param name="Key">The approver's number, or the industry.</param>
/// <param name="Predicted">The mean of the predicted probabilities, in percent.</param>
/// <param name="Brier">The mean of (probability − outcome)²: 0 is best, 1 worst, 0.25 what always saying 50 % brings.</param>
public sealed record PostMortemLine(string? Key, int Projects, int Won, decimal Predicted, decimal Brier, Money Margin, Money CameMargin, Money Budget, Money Spent)
{
    public decimal Came => 100m * Won / Projects;

    /// <summary>Predicted − came true, in points: above zero is too hopeful.</summary>
    public decimal Bias => Predicted - Came;
}
