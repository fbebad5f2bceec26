using System.Linq.Expressions;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>The rows of history that a figure counts: the same as <see cref="PromotionLedger"/> in the words of a query.</summary>
internal static class FigureEvents
{
    private static readonly Expression<Func<EventOfLead, bool>> WasOpen =
        x => x.Row.From != null && x.Row.From != LeadStatus.Converted && x.Row.From != LeadStatus.Disqualified;

    private static readonly Expression<Func<EventOfLead, bool>> IsOpen =
        x => x.Row.To != LeadStatus.Converted && x.Row.To != LeadStatus.Disqualified;

    private static readonly Expression<Func<EventOfLead, bool>> IsPromotion =
        x => x.Row.Kind == LeadEventKind.Qualified || x.Row.Kind == LeadEventKind.Assigned
            || x.Row.Kind == LeadEventKind.Started || x.Row.Kind == LeadEventKind.Converted;

    /// <param name="group">The row of the report; null for the row of all.</param>
    public static IQueryable<EventOfLead> Behind(CrmDbContext db, PromotionQuestion asked, FlowFigure figure, LeadSlice? group)
    {
        var (from, to) = db.Company.Time.BoundsOf(asked.Week);
        IReadOnlyList<LeadSlice> slices = group is null ? asked.Slices : [.. asked.Slices, group];
        var week = db.EventsOfLeads().Where(x => x.Row.At >= from && x.Row.At < to);
        return figure switch
        {
            FlowFigure.Opening => Standing(db, from).Within(slices, EventSide.After),
            FlowFigure.Closing => Standing(db, to).Within(slices, EventSide.After),
            FlowFigure.Stalled => Standing(db, to).Where(x => x.Row.TransitionAt < from).Within(slices, EventSide.After),
            FlowFigure.Captured => week.Where(x => x.Row.Kind == LeadEventKind.Captured).Within(slices, EventSide.After),
            FlowFigure.Reopened => week.Where(x => x.Row.From == LeadStatus.Disqualified || x.Row.From == LeadStatus.Converted)
                .Where(IsOpen).Within(slices, EventSide.After),
            FlowFigure.Qualified => week.Where(x => x.Row.Kind == LeadEventKind.Qualified).Within(slices, EventSide.After),
            FlowFigure.Assigned => week.Where(x => x.Row.Kind == LeadEventKind.Assigned || x.Row.Kind == LeadEventKind.Reassigned)
                .Within(slices, EventSide.After),
            FlowFigure.Started => week.Where(x => x.Row.Kind == LeadEventKind.Started).Within(slices, EventSide.After),
            FlowFigure.Reclaimed => week.Where(x => x.Row.Kind == LeadEventKind.Reclaimed || x.Row.Kind == LeadEventKind.GivenBack)
                .Within(slices, EventSide.Before),
            FlowFigure.Converted => week.Where(x => x.Row.To == LeadStatus.Converted).Where(WasOpen).Within(slices, EventSide.Before),
            FlowFigure.Disqualified => week.Where(x => x.Row.To == LeadStatus.Disqualified).Where(WasOpen).Within(slices, EventSide.Before),
            FlowFigure.Revalued => week.Where(x => x.Row.Kind == LeadEventKind.Revalued).Where(IsOpen).Within(slices, EventSide.After),
            FlowFigure.MovedIn => Moving(week, asked, slices, group, EventSide.After, EventSide.Before),
            FlowFigure.MovedOut => Moving(week, asked, slices, group, EventSide.Before, EventSide.After),
            FlowFigure.Promoted => week.Where(IsPromotion).Within(slices, EventSide.After).Where(LastPromotion(db, asked, to)),
            _ => throw new ArgumentOutOfRangeException(nameof(figure)),
        };
    }

    /// <summary>Open leads as they stood at the instant.</summary>
    private static IQueryable<EventOfLead> Standing(CrmDbContext db, DateTime at) =>
        db.EventsOfLeads().Where(x => x.Row.At < at && (x.Row.UntilAt == null || x.Row.UntilAt >= at)).Where(IsOpen);

    private static IQueryable<EventOfLead> Moving(
        IQueryable<EventOfLead> week, PromotionQuestion asked, IReadOnlyList<LeadSlice> slices, LeadSlice? group, EventSide here, EventSide there)
    {
        var elsewhere = EventSlices.Not(EventSlices.All(slices, there));
        return week.Where(WasOpen).Where(IsOpen).Within(slices, here)
            .Where(group is null ? EventSlices.Either(elsewhere, Regroups(asked.By)) : elsewhere);
    }

    /// <summary>Whether the event takes a lead from one row of the report to another.</summary>
    private static Expression<Func<EventOfLead, bool>> Regroups(LedgerGrouping by) => by switch
    {
        LedgerGrouping.Owner => x => x.Row.FromOwnerId != x.Row.ToOwnerId,
        LedgerGrouping.Team => x => x.Row.FromTeamId != x.Row.ToTeamId || (x.Row.FromOwnerId == null) != (x.Row.ToOwnerId == null),
        _ => x => false,
    };

    private static Expression<Func<EventOfLead, bool>> LastPromotion(CrmDbContext db, PromotionQuestion asked, DateTime to)
    {
        var seen = db.EventsOfLeads().Where(x => x.Row.At < to).Where(IsPromotion).Within(asked.Slices, EventSide.After);
        return x => !seen.Any(later => later.Row.LeadId == x.Row.LeadId && later.Row.Seq > x.Row.Seq);
    }
}
