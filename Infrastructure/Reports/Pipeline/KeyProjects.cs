using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>Which projects are followed.</summary>
/// <param name="AtLeast">Of what amount on a project is followed whatever else it is.</param>
public sealed record KeyProjectsQuestion(Viewer Viewer, DateOnly Today, DateTime Now, Money AtLeast)
{
    /// <summary>One million, a hundred 万.</summary>
    public static readonly Money Large = Money.FromMajor(1_000_000);

    /// <summary>Looks for projects in new industries too, which takes questions of its own.</summary>
    public bool SeeksNewIndustries { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }
}

/// <summary>One followed project.</summary>
public sealed record KeyProject
{
    public required long Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public string? Customer { get; init; }

    public string? Category { get; init; }

    public long? RegionId { get; init; }

    public long? OwnerId { get; init; }

    public int StageId { get; init; }

    public Money? Amount { get; init; }

    public int? Called { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public DateOnly? FirstExpectedOn { get; init; }

    /// <summary>How often the expected date was put off.</summary>
    public int Slips { get; init; }

    public bool IsStrategic { get; init; }

    public CustomerBudgetState BudgetState { get; init; }

    public DateTime? LastActivityAt { get; init; }

    public string? NextStep { get; init; }

    public DateOnly? NextDueOn { get; init; }

    /// <summary>The most dangerous one that is known.</summary>
    public string? Competitor { get; init; }

    public ProcurementMode? Procurement { get; init; }

    /// <summary>The presales budget that is in force; null without one.</summary>
    public Money? PresalesBudget { get; init; }

    public Money? PresalesSpent { get; init; }

    /// <summary>Why it is pinned by hand; null where it is not.</summary>
    public string? PinReason { get; init; }

    /// <summary>批示: the newest one that waits for an answer, else the newest; null without one, or where it was not asked for.</summary>
    public Instruction? Instruction { get; init; }

    /// <summary>覆盖度: of the required parts in the decision the share that is covered; null where it was not asked for.</summary>
    public decimal? Coverage { get; init; }

    /// <summary>The last contact with the decision maker that counts: two-way, by one of our managers where his part needs one; null: none, or nobody is known to decide.</summary>
    public DateTime? DecisionMakerAt { get; init; }

    /// <summary>Null where not all columns were asked for.</summary>
    public KeyProjectFurther? Further { get; init; }

    /// <summary>The share of the presales budget that is spent.</summary>
    public decimal? Burn => PresalesBudget is { Minor: > 0 } budget && PresalesSpent is { } spent ? decimal.Divide(spent.Minor, budget.Minor) : null;

    public ProjectSigns Signs { get; init; } = ProjectSigns.None;
}

/// <summary>重点跟踪项目 <c>key-projects</c>: the open projects that the general manager follows, why, and what is to be worried about.</summary>
public static class KeyProjects
{
    public const int Most = 300;

    /// <summary>The biggest first. To whom amounts are hidden no project is on the list for its amount, nor has its place by it.</summary>
    public static async Task<IReadOnlyList<KeyProject>> OfAsync(CrmDbContext db, KeyProjectsQuestion asked, int most = Most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var rows = await Rows(db, asked, asked.SeeksNewIndustries ? await ProjectNovelty.InNewIndustriesAsync(db, asked, cancel) : [], most).ToListAsync(cancel);
        var (stages, present) = (db.Company.Facts.Stages, db.Company.Settings.FiscalSpanOf(asked.Today));
        return [.. rows.Select(row => row.Project with
        {
            Signs = ProjectSigns.Of(row.Facts, stages.Of(row.Project.StageId), stages, present, asked.Now, asked.Today, asked.AtLeast),
        })];
    }

    /// <summary>The same with how well the people who decide are covered, and what the managers want done.</summary>
    public static async Task<IReadOnlyList<KeyProject>> CoveredAsync(
        CrmDbContext db, KeyProjectsQuestion asked, IReadOnlyList<KeyProject> projects, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(projects);
        var people = (await db.RelationsOfManyAsync(asked.Viewer, [.. projects.Select(project => project.Id)], cancel)).ToLookup(row => row.OpportunityId, row => row.Person);
        var instructions = await db.LatestInstructionsAsync([.. projects.Select(project => project.Id)], cancel);
        return [.. projects.Select(project => project with
        {
            Instruction = instructions.GetValueOrDefault(project.Id),
            DecisionMakerAt = people[project.Id].Where(person => person.Role == BuyingRole.DecisionMaker).Max(person => person.EffectiveTouchAt),
            Coverage = RelationCoverage.Of([.. people[project.Id]], BuyingCentreNeeds.Of(project.Procurement), asked.Today, db.Company.Time.DayOf).Share,
        })];
    }

    /// <summary>加权金额: the call, or the stage's estimate without one, × amount.</summary>
    public static Money? WeightedOf(KeyProject project, StageScheme stages)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(stages);
        return project.Amount?.WeightedBy(project.Called ?? stages.Of(project.StageId).Probability);
    }

    private static IQueryable<Row> Rows(CrmDbContext db, KeyProjectsQuestion asked, IReadOnlyList<long> entering, int most)
    {
        var (seesAmount, seesPresales) = (asked.Viewer.Sees(SensitiveField.Amount), asked.Viewer.Sees(SensitiveField.PresalesCost));
        var least = seesAmount ? asked.AtLeast : new Money(long.MaxValue);
        var followed = db.Opportunities.VisibleTo(asked.Viewer).AsNoTracking().Open()
            .Where(row => row.ArchivedAt == null && (row.IsStrategic || row.Amount >= least || entering.Contains(row.Id) || db.ProjectPins.Any(pin => pin.OpportunityId == row.Id && pin.UnpinnedAt == null)))
            .Where(row => (asked.OwnerId == null || row.OwnerId == asked.OwnerId) && (asked.TeamId == null || row.TeamId == asked.TeamId)
                && (asked.RegionId == null || row.RegionId == asked.RegionId));
        return (seesAmount ? followed.OrderByDescending(row => row.Amount).ThenBy(row => row.Id) : followed.OrderBy(row => row.Id)).Take(most)
            .Select(row => new Row(
                new KeyProject
                {
                    Id = row.Id, Number = row.Number, Name = row.Name, Customer = row.Customer == null ? null : row.Customer.Name,
                    Category = row.Customer == null ? null : row.Customer.Category, RegionId = row.RegionId, OwnerId = row.OwnerId, StageId = row.StageId,
                    Amount = seesAmount ? row.Amount : null, Called = row.Called, ExpectedOn = row.ExpectedOn, FirstExpectedOn = row.FirstExpectedOn,
                    Slips = row.Slips, IsStrategic = row.IsStrategic, BudgetState = row.BudgetState, LastActivityAt = row.LastActivityAt, NextStep = row.NextStep, NextDueOn = row.NextDueOn,
                    Competitor = row.Competitors.OrderByDescending(other => other.Position == CompetitorPosition.Ahead).ThenBy(other => other.Id).Select(other => other.Name).FirstOrDefault(),
                    Procurement = db.BuyingCentres.Where(centre => centre.OpportunityId == row.Id).Select(centre => centre.Procurement).FirstOrDefault(),
                    PresalesBudget = !seesPresales ? null : db.Initiations.Live().Where(one => one.OpportunityId == row.Id).Select(one => (Money?)one.BudgetTotal).FirstOrDefault(),
                    PresalesSpent = !seesPresales ? null : db.Initiations.Live().Where(one => one.OpportunityId == row.Id).Select(one => (Money?)one.Spent).FirstOrDefault(),
                    PinReason = db.ProjectPins.Where(pin => pin.OpportunityId == row.Id && pin.UnpinnedAt == null).Select(pin => pin.Reason).FirstOrDefault(),
                },
                new ProjectFacts(
                    row.IsStrategic, seesAmount ? row.Amount : null, row.StageSince, row.ExpectedOn, row.IsHeld, row.Slips, row.NextStep, row.NextDueOn, row.LastActivityAt,
                    row.BudgetState, row.Competitors.Any(other => other.Position == CompetitorPosition.Ahead),
                    db.ProjectPins.Any(pin => pin.OpportunityId == row.Id && pin.UnpinnedAt == null))
                {
                    IsNewIndustry = entering.Contains(row.Id),
                    HasLateInstruction = db.Instructions.Any(given => given.OpportunityId == row.Id && given.AnsweredAt == null && given.DueOn < asked.Today),
                }));
    }

    private sealed record Row(KeyProject Project, ProjectFacts Facts);
}
