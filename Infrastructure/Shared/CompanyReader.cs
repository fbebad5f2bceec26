using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Covers;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;

namespace SiCrm.Infrastructure.Shared;

/// <summary>Reads the company's settings, calendar, policy and rights from the database into <see cref="Company"/>.</summary>
public static class CompanyReader
{
    public static async Task ReadCompanyAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var settings = new CompanySettings();
        foreach (var row in await db.Settings.AsNoTracking().ToListAsync(cancel))
        {
            settings = settings.With(row.Key, row.Value) ?? settings;
        }

        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancel);
        var calendar = new BusinessCalendar(
            days.Where(day => day.IsHoliday).Select(day => day.Day), days.Where(day => !day.IsHoliday).Select(day => day.Day));
        var policy = await db.ReclaimPolicies.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        var categories = await db.CategorySchemes.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        var care = await db.CarePolicies.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        var stages = await db.Stages.AsNoTracking().ToListAsync(cancel);
        var withShares = await db.RecordShares.Where(share => share.EndedAt == null).Select(share => share.PersonId).Distinct().ToListAsync(cancel);
        var inTeams = await db.People.Where(person => db.Set<OpportunityMember>().Any(member => member.PersonId == person.Id)).Select(person => person.Id).ToListAsync(cancel);
        var managing = await db.ProjectManagersAsync(cancel);
        var approvals = await db.ApprovalPolicies.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        var quotes = await db.QuotePolicies.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        db.Company.Become(CompanyFacts.Of(settings, calendar, policy ?? ReclaimPolicy.Default, categories ?? CategoryScheme.Default) with
        {
            Access = await db.MatrixAsync(cancel),
            WithShares = withShares.Concat(inTeams).Concat(managing).ToFrozenSet(),
            Approvals = approvals ?? ApprovalPolicy.Default,
            Quotes = quotes ?? QuotePolicy.Default,
            Covers = await db.CoverSpansAsync(cancel),
            Care = care ?? CarePolicy.Default,
            Stages = new StageScheme(stages),
        });
    }

    /// <summary>Stores one setting; false when the value is not one for the key.</summary>
    public static async Task<bool> SetAsync(this CrmDbContext db, string key, string value, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (db.Company.Settings.With(key, value) is not { } settings)
        {
            return false;
        }

        var isNewZone = settings.TimeZone != db.Company.Settings.TimeZone;
        if (await db.Settings.FindAsync([key], cancel) is { } row)
        {
            row.Value = settings.Get(key);
        }
        else
        {
            db.Settings.Add(new Setting(key, settings.Get(key)));
        }

        try
        {
            await db.WriteAsync(async () =>
            {
                await db.SaveChangesAsync(cancel);
                await db.ReadCompanyAsync(cancel);
                if (isNewZone)
                {
                    await db.RebuildRollupsAsync(cancel);
                }
            }, cancel);
        }
        finally
        {
            await db.ReadCompanyAsync(cancel);
        }

        return true;
    }
}
