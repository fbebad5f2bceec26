using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Home;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>This week so far, each figure leading to its leads, and the reports beside it.</summary>
public sealed record HomeWeek(IsoWeek Week, IReadOnlyList<(FlowFigure Figure, long Leads)> Shown, DateOnly Today)
{
    private static readonly IReadOnlyList<FlowFigure> Desk =
        [FlowFigure.Captured, FlowFigure.Assigned, FlowFigure.Promoted, FlowFigure.Converted, FlowFigure.Reclaimed];

    private static readonly IReadOnlyList<FlowFigure> Own =
        [FlowFigure.Assigned, FlowFigure.Started, FlowFigure.Promoted, FlowFigure.Converted, FlowFigure.Reclaimed];

    public string Report => $"/reports/lead-promotion?week={Week}";

    public string LastWeek => $"/reports/lead-promotion?week={Week.Previous}";

    public string Opportunities => $"/reports/opportunity-promotion?week={Week}";

    public string Daily => $"/reports/lead-daily?date={Show.Day(Today)}";

    public string DailyBefore => $"/reports/lead-daily?date={Show.Day(Today.AddDays(-1))}";

    public static IReadOnlyList<FlowFigure> For(Role? role) => role is Role.Sales or Role.SalesManager ? Own : Desk;

    public static HomePart PartOf(FlowFigure figure) => figure switch
    {
        FlowFigure.Captured => HomePart.WeekCaptured,
        FlowFigure.Assigned => HomePart.WeekAssigned,
        FlowFigure.Started => HomePart.WeekStarted,
        FlowFigure.Promoted => HomePart.WeekPromoted,
        FlowFigure.Converted => HomePart.WeekConverted,
        _ => HomePart.WeekReclaimed,
    };

    public static HomeWeek Of(HomeFigures figures, Role? role, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return new(IsoWeek.Of(today), [.. For(role).Select(figure => (figure, figures.Count(PartOf(figure))))], today);
    }

    public string Open(FlowFigure figure) => $"/reports/lead-promotion/leads?week={Week}&by=Total&figure={figure}";
}
