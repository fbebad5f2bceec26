using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>A period's appraisal of the whole company, read in the same few statements however many people there are.</summary>
public static class AppraisalReading
{
    public static async Task<CompanyAppraisal> AppraiseAsync(
        this CrmDbContext db, AppraisalCache cache, FiscalSpan period, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(cache);
        var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
        return await AsItStandsAsync(db, await cache.AppraiseAsync(db, period, today, versions, cancel), period, today, cancel);
    }

    /// <summary>As it is, and as it would be if the scheme had always held: of the same facts, and nothing is saved.</summary>
    public static async Task<(CompanyAppraisal Was, CompanyAppraisal WouldBe)> TryAsync(
        this CrmDbContext db, AppraisalCache cache, FiscalSpan period, DateOnly today, AppraisalScheme trial, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(cache);
        var versions = await db.AppraisalSchemes.AsNoTracking().ToListAsync(cancel);
        var facts = await cache.FactsAsync(db, period, today, [.. versions, trial], cancel);
        return (
            await AsItStandsAsync(db, new(facts, new AppraisalSchemes(versions), period.From), period, today, cancel),
            await AsItStandsAsync(db, new(facts, new AppraisalSchemes(versions, trial), period.From), period, today, cancel));
    }

    /// <summary>With care, answers about leads and targets, which are few and never kept.</summary>
    private static async Task<CompanyAppraisal> AsItStandsAsync(CrmDbContext db, CompanyAppraisal appraisal, FiscalSpan period, DateOnly today, CancellationToken cancel) =>
        appraisal.With(
            await db.CareAsync(AppraisedSpan.Of(db, period, today), cancel), await db.ConfirmationsAsync(AppraisedSpan.Of(db, period, today), cancel), await db.PersonTargetsAsync(period, cancel));

    private static async Task<IReadOnlyDictionary<long, Money>> PersonTargetsAsync(this CrmDbContext db, FiscalSpan period, CancellationToken cancel)
    {
        var sums = await db.TargetsAsync(period.From, period.Until, cancel);
        return (
            from person in sums.People
            let target = sums.Of(TargetOf.Person, person, period.From, period.Until)
            where target is not null
            select (person, target.Value)).ToDictionary(pair => pair.person, pair => pair.Value);
    }
}
