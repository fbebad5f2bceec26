using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>A period's appraisal of the whole company, read in the same few statements however many people there are.</summary>
public static class AppraisalReading
{
    public static Task<CompanyAppraisal> AppraiseAsync(this CrmDbContext db, FiscalSpan period, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ReadAsync(async () =>
        {
            var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
            return Of(db, period, new AppraisalSchemes(versions), await db.AppraisalFactsAsync(period, today, versions, cancel));
        }, cancel);
    }

    /// <summary>The same for a report: what was sold and how it was worked for are read at the same time.</summary>
    public static async Task<CompanyAppraisal> AppraiseTogetherAsync(this CrmDbContext db, FiscalSpan period, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
        var (work, sales) = await db.ReadTogetherAsync(
            here => here.WorkOfAsync(period, today, personId: null, cancel), other => other.SalesOfAsync(period, LookBack(versions), personId: null, cancel), cancel);
        return Of(db, period, new AppraisalSchemes(versions), Together(work, sales, await db.PersonTargetsAsync(period, cancel)));
    }

    /// <summary>
    /// For one person's sheet: his own contracts, receipts, plans and care, and of the company only what rates and days are measured by. His
    /// figures and score are the same as of the whole.
    /// </summary>
    public static Task<CompanyAppraisal> AppraiseOneAsync(
        this CrmDbContext db, long personId, FiscalSpan period, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ReadAsync(async () =>
        {
            var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
            return Of(db, period, new AppraisalSchemes(versions), await db.AppraisalFactsAsync(period, today, versions, cancel, personId));
        }, cancel);
    }

    /// <summary>As it is, and as it would be if the scheme had always held: of the same facts, and nothing is saved.</summary>
    public static Task<(CompanyAppraisal Was, CompanyAppraisal WouldBe)> TryAsync(
        this CrmDbContext db, FiscalSpan period, DateOnly today, AppraisalScheme trial, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ReadAsync(async () =>
        {
            var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
            var facts = await db.AppraisalFactsAsync(period, today, [.. versions, trial], cancel);
            return (Of(db, period, new AppraisalSchemes(versions), facts), Of(db, period, new AppraisalSchemes(versions, trial), facts));
        }, cancel);
    }

    /// <summary>Only what was signed, received and aimed at: figures that people's add up to, without rates, days and scores.</summary>
    public static Task<CompanyAppraisal> AppraiseSalesAsync(this CrmDbContext db, FiscalSpan period, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ReadAsync(async () =>
        {
            var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
            var sales = await db.SalesOfAsync(period, LookBack(versions), personId: null, cancel);
            return Of(db, period, new AppraisalSchemes(versions), sales with { Targets = await db.PersonTargetsAsync(period, cancel) });
        }, cancel);
    }

    private static CompanyAppraisal Of(CrmDbContext db, FiscalSpan period, AppraisalSchemes schemes, AppraisalFacts facts) =>
        new(facts, schemes, period.From, [.. db.Company.Facts.Stages.Open.Select(stage => stage.Id)]);

    private static async Task<AppraisalFacts> AppraisalFactsAsync(
        this CrmDbContext db, FiscalSpan period, DateOnly today, IReadOnlyList<AppraisalScheme> schemes, CancellationToken cancel, long? personId = null)
    {
        var sales = await db.SalesOfAsync(period, LookBack(schemes), personId, cancel);
        var work = await db.WorkOfAsync(period, today, personId, cancel);
        return Together(work, sales, await db.PersonTargetsAsync(period, cancel));
    }

    private static AppraisalFacts Together(AppraisalFacts work, AppraisalFacts sales, IReadOnlyDictionary<long, Money> targets) => work with
    {
        Signed = sales.Signed,
        Company = sales.Company,
        Contracts = sales.Contracts,
        Industries = sales.Industries,
        Shares = sales.Shares,
        Received = sales.Received,
        Targets = targets,
    };

    private static int LookBack(IReadOnlyList<AppraisalScheme> schemes) => schemes.Append(AppraisalScheme.Default).Max(scheme => scheme.Factors.LookBackMonths);

    private static async Task<IReadOnlyDictionary<long, Money>> PersonTargetsAsync(this CrmDbContext db, FiscalSpan period, CancellationToken cancel)
    {
        var sums = await db.TargetsAsync(period.From, period.Until, cancel);
        var people = await db.SalesTargets.Where(target => target.Of == TargetOf.Person && target.PeriodOn <= period.Until && target.SubjectId != null)
            .Select(target => target.SubjectId ?? 0).Distinct().ToListAsync(cancel);
        return (
            from person in people
            let target = sums.Of(TargetOf.Person, person, period.From, period.Until)
            where target is not null
            select (person, target.Value)).ToDictionary(pair => pair.person, pair => pair.Value);
    }
}
