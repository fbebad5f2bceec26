using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Development;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Development;

/// <summary>What was signed with the customer in a period, and what his open opportunities promise beyond it.</summary>
/// <param name="Amount">Of those whose amount is known.</param>
/// <param name="Signed">By day of signing, amendments included, with tax.</param>
/// <param name="Contracts">How many contracts that was.</param>
public sealed record DevelopmentProspect(int Opportunities, Money Amount, Money Signed, int Contracts);

public static class DevelopmentPlans
{
    private const int MostVersions = 20;

    /// <summary>The fiscal period of a day, as the company's settings cut it.</summary>
    public static FiscalSpan FiscalSpanOf(this CompanySettings settings, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return FiscalSpan.Of(day, settings.FiscalPeriod == FiscalPeriod.Month ? 1 : 3, settings.FiscalYearStart);
    }

    /// <summary>The versions of one period's plan, the newest first.</summary>
    public static Task<List<DevelopmentPlan>> DevelopmentPlansAsync(this CrmDbContext db, long customerId, FiscalSpan period, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var from = period.From;
        return db.DevelopmentPlans.AsNoTracking().Include(plan => plan.Actions).Where(plan => plan.CustomerId == customerId && plan.PeriodOn == from)
            .OrderByDescending(plan => plan.Number).Take(MostVersions).ToListAsync(cancel);
    }

    public static async Task<DevelopmentProspect> ProspectAsync(
        this CrmDbContext db, Viewer viewer, long customerId, FiscalSpan period, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (from, until) = (period.From, period.Until);
        var amounts = await db.Opportunities.VisibleTo(viewer).Open().Where(row => row.CustomerId == customerId && row.ExpectedOn >= from && row.ExpectedOn <= until)
            .Select(row => row.Amount).ToListAsync(cancel);
        var signed = await db.ContractLines.VisibleTo(viewer).SignedWithin(from, until).Where(line => line.CustomerId == customerId)
            .Select(line => new { line.ContractId, line.InTax }).ToListAsync(cancel);
        return new(
            amounts.Count, amounts.Aggregate(Money.Zero, (sum, amount) => sum + (amount ?? Money.Zero)),
            signed.Aggregate(Money.Zero, (sum, line) => sum + line.InTax), signed.Select(line => line.ContractId).Distinct().Count());
    }
}
