using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What has become of a project since Monday.</summary>
/// <param name="StageId">Another stage or state than now: where it stood when the week began; null where it stands there still.</param>
/// <param name="Amount">By how much it is worth more.</param>
/// <param name="Days">By how many days it is expected later; null where one of the dates is not known.</param>
public sealed record ProjectWeek(bool IsNew, int? StageId, Money Amount, int? Days)
{
    public static readonly ProjectWeek Unchanged = new(false, null, Money.Zero, 0);

    public static ProjectWeek Of(OpportunityEvent first, OpportunityEvent last) => first.FromStageId is not { } stage
        ? new(true, null, last.Amount, null)
        : new(false, stage == last.StageId ? null : stage, last.Amount - first.AmountBefore,
            first.ExpectedBefore == last.ExpectedOn ? 0 : last.ExpectedOn?.DayNumber - first.ExpectedBefore?.DayNumber);
}

/// <summary>What a project is planned to earn.</summary>
/// <param name="Of">What it is a part of: the quoted amount without tax, or what was applied for.</param>
/// <param name="QuoteId">Null where it is of the initiation gate.</param>
public sealed record PlannedMargin(Money Margin, Money Of, long? QuoteId)
{
    public decimal? Rate => Contract.RateOf(Margin, Of);
}

/// <summary>What is told of a followed project only when all columns are asked for.</summary>
public sealed record KeyProjectFurther
{
    /// <summary>The presales engineers of its team.</summary>
    public IReadOnlyList<long> Presales { get; init; } = [];

    /// <summary>By the rules of the appraisal, as if it were signed today; null while customer or product is not known.</summary>
    public ContractNovelty? Novelty { get; init; }

    public StageStay? Stay { get; init; }

    /// <summary>Of the newest quote whose costs are known, else of what was applied for at the initiation gate; null where there is neither, or the viewer sees no margins.</summary>
    public PlannedMargin? Planned { get; init; }

    /// <summary>毛利率.</summary>
    public decimal? MarginRate => Planned?.Rate;

    /// <summary>The quote that the margin is from.</summary>
    public long? QuoteId => Planned?.QuoteId;

    /// <summary>Of the newest application at the initiation gate; null without one.</summary>
    public InitiationState? Gate { get; init; }

    public DateOnly? ConditionsUntil { get; init; }

    public ProjectWeek Week { get; init; } = ProjectWeek.Unchanged;
}

/// <summary>Each is a question of its own to the database, for the projects on the list together.</summary>
public static class KeyProjectsFurther
{
    public static async Task<IReadOnlyList<KeyProject>> OfAsync(
        CrmDbContext db, KeyProjectsQuestion asked, IReadOnlyList<KeyProject> projects, StageDays days, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(projects);
        ArgumentNullException.ThrowIfNull(days);
        List<long> ids = [.. projects.Select(project => project.Id)];
        var presales = (await db.Set<OpportunityMember>().AsNoTracking().Where(member => ids.Contains(member.OpportunityId) && member.Function == TeamFunction.Presales)
            .OrderBy(member => member.Id).Select(member => new { member.OpportunityId, member.PersonId }).ToListAsync(cancel)).ToLookup(row => row.OpportunityId, row => row.PersonId);
        var (stays, weeks) = (await days.OfAsync(db, asked.Today, cancel), await WeeksAsync(db, asked.Today, ids, cancel));
        var (gates, margins) = (await GatesAsync(db, ids, cancel), await MarginsAsync(db, asked.Viewer, ids, cancel));
        var novelties = await ProjectNovelty.OfAsync(db, asked, ids, cancel);
        return [.. projects.Select(project =>
        {
            var gate = gates.GetValueOrDefault(project.Id);
            var margin = margins.GetValueOrDefault(project.Id) ?? (asked.Viewer.Sees(SensitiveField.Margin) && gate is not null ? new PlannedMargin(gate.Margin, gate.Amount, null) : null);
            return project with
            {
                Further = new KeyProjectFurther
                {
                    Presales = [.. presales[project.Id]],
                    Novelty = novelties.TryGetValue(project.Id, out var novelty) ? novelty : null,
                    Stay = stays.GetValueOrDefault(project.StageId),
                    Planned = margin,
                    Gate = gate?.State,
                    ConditionsUntil = gate?.State == InitiationState.Conditional ? gate.ConditionsUntil : null,
                    Week = weeks.GetValueOrDefault(project.Id, ProjectWeek.Unchanged),
                },
            };
        })];
    }

    private static async Task<Dictionary<long, ProjectWeek>> WeeksAsync(CrmDbContext db, DateOnly today, List<long> ids, CancellationToken cancel)
    {
        var monday = db.Company.Time.StartOf(IsoWeek.Of(today).Monday);
        var rows = await db.OpportunityEvents.AsNoTracking().Where(row => ids.Contains(row.OpportunityId) && row.At >= monday).ToListAsync(cancel);
        return rows.GroupBy(row => row.OpportunityId).ToDictionary(
            history => history.Key, history => ProjectWeek.Of(history.MinBy(row => row.Seq) ?? throw new InvalidOperationException(), history.MaxBy(row => row.Seq) ?? throw new InvalidOperationException()));
    }

    private static async Task<Dictionary<long, GateRow>> GatesAsync(CrmDbContext db, List<long> ids, CancellationToken cancel) =>
        (await db.Initiations.AsNoTracking().Where(row => ids.Contains(row.OpportunityId) && row.State != InitiationState.Superseded)
            .OrderBy(row => row.Id).Select(row => new GateRow(row.OpportunityId, row.State, row.ConditionsUntil, row.Margin, row.Amount)).ToListAsync(cancel))
        .GroupBy(row => row.OpportunityId).ToDictionary(rows => rows.Key, rows => rows.Last());

    private static async Task<Dictionary<long, PlannedMargin>> MarginsAsync(CrmDbContext db, Viewer viewer, List<long> ids, CancellationToken cancel)
    {
        if (!viewer.Sees(SensitiveField.Margin))
        {
            return [];
        }

        var rows = await (
            from quote in db.Quotes.AsNoTracking().VisibleTo(viewer).Kept()
            where ids.Contains(quote.OpportunityId)
            from version in quote.Versions
            where version.No == quote.VersionNo && version.IsCostKnown
            orderby quote.Id
            select new { quote.OpportunityId, quote.Id, version.ExTax, version.Cost }).ToListAsync(cancel);
        return rows.GroupBy(row => row.OpportunityId)
            .ToDictionary(quotes => quotes.Key, quotes => new PlannedMargin(quotes.Last().ExTax - quotes.Last().Cost, quotes.Last().ExTax, quotes.Last().Id));
    }

    private sealed record GateRow(long OpportunityId, InitiationState State, DateOnly? ConditionsUntil, Money Margin, Money Amount);
}

/// <summary>新行业 / 新客户 / 新项目: which of the appraisal's kinds a project would be if it were signed today.</summary>
internal static class ProjectNovelty
{
    private const int Latest = 2_000;

    public static async Task<Dictionary<long, ContractNovelty>> OfAsync(CrmDbContext db, KeyProjectsQuestion asked, List<long> ids, CancellationToken cancel)
    {
        var projects = await db.Opportunities.AsNoTracking().VisibleTo(asked.Viewer).Where(row => ids.Contains(row.Id) && row.CustomerId != null)
            .Select(row => new { row.Id, CustomerId = row.CustomerId ?? 0, Industry = row.Customer == null ? null : row.Customer.Industry, row.ProductId }).ToListAsync(cancel);
        var customers = projects.Select(project => project.CustomerId).Distinct().ToList();
        var known = await db.Contracts.AsNoTracking().VisibleTo(Viewer.Program).Where(row => customers.Contains(row.CustomerId) && row.SignedOn != null)
            .Select(row => row.CustomerId).Distinct().ToListAsync(cancel);
        var bought = (await db.ContractLines.AsNoTracking().VisibleTo(Viewer.Program).Where(line => known.Contains(line.CustomerId) && line.SignedOn != null)
            .Select(line => new { line.CustomerId, line.ProductId }).Distinct().ToListAsync(cancel)).Select(line => (line.CustomerId, line.ProductId)).ToHashSet();
        var entered = await EnteredAsync(db, asked.Today, [.. projects.Select(project => project.Industry).OfType<string>().Distinct()], cancel);
        return projects
            .Select(project => (project.Id, Novelty: project.Industry is { } industry && !entered.Contains(industry) ? ContractNovelty.NewIndustry
                : !known.Contains(project.CustomerId) ? ContractNovelty.NewCustomer
                : project.ProductId is not { } product ? (ContractNovelty?)null
                : bought.Contains((project.CustomerId, product)) ? ContractNovelty.Repeat
                : ContractNovelty.NewProject))
            .Where(project => project.Novelty is not null).ToDictionary(project => project.Id, project => project.Novelty ?? default);
    }

    /// <summary>The open projects of customers in whose industry nothing was signed within the look-back, the biggest first; none while the company has signed nothing at all, as then all are new.</summary>
    public static async Task<IReadOnlyList<long>> InNewIndustriesAsync(CrmDbContext db, KeyProjectsQuestion asked, CancellationToken cancel)
    {
        var known = (await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Select(row => row.Industry).Distinct().ToListAsync(cancel)).OfType<string>().ToList();
        var entered = await EnteredAsync(db, asked.Today, known, cancel);
        List<string> others = entered.Count == 0 ? [] : [.. known.Where(industry => !entered.Contains(industry))];
        if (others.Count == 0)
        {
            return [];
        }

        var open = db.Opportunities.AsNoTracking().VisibleTo(asked.Viewer).Open()
            .Where(row => row.ArchivedAt == null && row.Customer != null && row.Customer.Industry != null && others.Contains(row.Customer.Industry));
        return await (asked.Viewer.Sees(SensitiveField.Amount) ? open.OrderByDescending(row => row.Amount).ThenBy(row => row.Id) : open.OrderBy(row => row.Id))
            .Select(row => row.Id).Take(KeyProjects.Most).ToListAsync(cancel);
    }

    /// <summary>In which of the industries something was signed within the appraisal's look-back: the latest contracts answer for nearly all, so that the rest is read only for a rare one.</summary>
    private static async Task<HashSet<string>> EnteredAsync(CrmDbContext db, DateOnly today, IReadOnlyList<string> industries, CancellationToken cancel)
    {
        var scheme = new AppraisalSchemes(await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel)).On(today);
        var since = today.AddMonths(-scheme.Factors.LookBackMonths);
        var signed = db.Contracts.AsNoTracking().VisibleTo(Viewer.Program).Where(row => row.SignedOn >= since && row.SignedOn <= today);
        var entered = await IndustriesAsync(signed.OrderByDescending(row => row.SignedOn).Take(Latest));
        return industries.All(entered.Contains) ? entered : await IndustriesAsync(signed);

        async Task<HashSet<string>> IndustriesAsync(IQueryable<Contract> contracts) => (await contracts
            .Join(db.Customers.AsNoTracking().VisibleTo(Viewer.Program), row => row.CustomerId, customer => customer.Id, (row, customer) => customer.Industry)
            .Distinct().ToListAsync(cancel)).OfType<string>().ToHashSet();
    }
}
