using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>What a week did so far: the weekly promotion's figures of one group, or of all together.</summary>
public sealed record WeekGlance(IsoWeek Week, long Captured, long Assigned, long Started, long Converted, long Reclaimed, long Promoted)
{
    public long this[FlowFigure figure] => figure switch
    {
        FlowFigure.Captured => Captured,
        FlowFigure.Assigned => Assigned,
        FlowFigure.Started => Started,
        FlowFigure.Converted => Converted,
        FlowFigure.Reclaimed => Reclaimed,
        FlowFigure.Promoted => Promoted,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };
}

public static class WeekGlances
{
    /// <param name="key">Null: all groups together.</param>
    public static async Task<WeekGlance> GlanceAsync(
        this CrmDbContext db, IsoWeek week, LedgerGrouping grouping, string? key, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var monday = week.Monday;
        return await db.LeadWeekLines.AsNoTracking()
            .Where(line => line.Grouping == grouping && line.Week == monday && (key == null || line.Key == key))
            .GroupBy(line => line.Week)
            .Select(lines => new WeekGlance(
                week, lines.Sum(line => line.Leads.Captured), lines.Sum(line => line.Leads.Assigned), lines.Sum(line => line.Leads.Started),
                lines.Sum(line => line.Leads.Converted), lines.Sum(line => line.Leads.Reclaimed), lines.Sum(line => line.Leads.Promoted)))
            .SingleOrDefaultAsync(cancel) ?? new WeekGlance(week, 0, 0, 0, 0, 0, 0);
    }
}
