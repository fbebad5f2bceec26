using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>One lead behind a figure, with the event that put it there.</summary>
/// <param name="Company">Null when the viewer no longer sees the lead: then its number is all that is told.</param>
/// <param name="Since">The lead's last transition by then.</param>
/// <param name="DueAt">When the reclaim policy takes the lead, if it still stands as the event left it.</param>
public sealed record PromotionLead(
    long EventId, long LeadId, string Number, string? Company, DateTime At, LeadEventKind Kind, LeadStatus? From, LeadStatus To,
    string? OwnerBefore, string? Owner, Money Amount, DateTime Since, DateTime? DueAt, ReclaimRule? Rule, string? Reason);

/// <summary>How many rows stand behind a figure, and what they are worth together.</summary>
public sealed record PromotionTotal(long Rows, Money Amount)
{
    internal static async Task<PromotionTotal> OfAsync(IQueryable<EventOfLead> rows, bool isDifference, CancellationToken cancel)
    {
        // By way of object, for the sum to be one of minor units.
        var sums = await rows.GroupBy(x => 1).Select(all => new
        {
            Rows = all.LongCount(), After = all.Sum(x => (long)(object)x.Row.Amount), Before = all.Sum(x => (long)(object)x.Row.AmountBefore),
        }).SingleOrDefaultAsync(cancel);
        return new(sums?.Rows ?? 0, new Money((sums?.After ?? 0) - (isDifference ? sums?.Before ?? 0 : 0)));
    }
}

/// <summary>Every figure opens: the leads behind a number of the weekly promotion, exactly as many as it says.</summary>
public static class PromotionLeads
{
    private static readonly KeysetOrder<EventOfLead, PromotionLead> Latest =
        new(row => row.EventId, new KeysetLeg<EventOfLead, PromotionLead, DateTime>(x => x.Row.At, row => row.At));

    private static readonly KeysetOrder<EventOfLead, PromotionLead> Quietest =
        new(row => row.EventId, new KeysetLeg<EventOfLead, PromotionLead, DateTime>(x => x.Row.TransitionAt, row => row.Since));

    /// <summary>The latest first; what is stalled, the longest first.</summary>
    public static Task<KeysetPage<PromotionLead>> PageAsync(
        CrmDbContext db, PromotionQuestion asked, FlowFigure figure, string? group, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        var rows = Behind(db, asked, figure, group);
        return figure == FlowFigure.Stalled
            ? Quietest.PageAsync(rows, some => Project(db, asked.Viewer, some), descending: false, cursor, size, cancel)
            : Latest.PageAsync(rows, some => Project(db, asked.Viewer, some), descending: true, cursor, size, cancel);
    }

    public static Task<PromotionTotal> TotalAsync(
        CrmDbContext db, PromotionQuestion asked, FlowFigure figure, string? group, CancellationToken cancel = default) =>
        PromotionTotal.OfAsync(Behind(db, asked, figure, group), figure == FlowFigure.Revalued, cancel);

    internal static Task<KeysetPage<PromotionLead>> LatestAsync(
        CrmDbContext db, Viewer viewer, IQueryable<EventOfLead> rows, KeysetCursor? cursor, int size, CancellationToken cancel) =>
        Latest.PageAsync(rows, some => Project(db, viewer, some), descending: true, cursor, size, cancel);

    public static IAsyncEnumerable<PromotionLead> AllAsync(CrmDbContext db, PromotionQuestion asked, FlowFigure figure, string? group)
    {
        var rows = Behind(db, asked, figure, group);
        return figure == FlowFigure.Stalled
            ? Quietest.AllAsync(rows, some => Project(db, asked.Viewer, some), descending: false)
            : Latest.AllAsync(rows, some => Project(db, asked.Viewer, some), descending: true);
    }

    private static IQueryable<EventOfLead> Behind(CrmDbContext db, PromotionQuestion asked, FlowFigure figure, string? group) =>
        FigureEvents.Behind(db, asked, figure, group is null or LedgerKey.Total ? null : new LeadSlice(asked.By, group));

    private static IQueryable<PromotionLead> Project(CrmDbContext db, Viewer viewer, IQueryable<EventOfLead> rows)
    {
        var visible = db.Leads.VisibleTo(viewer);
        var seesAll = viewer.ScopeOf(RecordType.Lead, AccessAction.Read) == Scope.All;
        return rows.Select(x => new PromotionLead(
            x.Row.Id, x.Row.LeadId, x.Lead.Number, seesAll || visible.Any(lead => lead.Id == x.Row.LeadId) ? x.Lead.Company : null,
            x.Row.At, x.Row.Kind, x.Row.From, x.Row.To,
            db.People.Where(person => person.Id == x.Row.FromOwnerId).Select(person => person.Name).FirstOrDefault(),
            db.People.Where(person => person.Id == x.Row.ToOwnerId).Select(person => person.Name).FirstOrDefault(),
            x.Row.Amount, x.Row.TransitionAt,
            x.Row.UntilAt == null ? x.Lead.ReclaimDueAt : null, x.Row.UntilAt == null ? x.Lead.ReclaimRule : null, x.Row.Reason));
    }
}
