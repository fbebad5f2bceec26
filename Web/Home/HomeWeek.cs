using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>This week so far, each figure leading to its leads, and the reports beside it.</summary>
public sealed record HomeWeek(WeekGlance Figures, IReadOnlyList<FlowFigure> Shown, DateOnly Today)
{
    public static readonly IReadOnlyList<FlowFigure> Desk =
        [FlowFigure.Captured, FlowFigure.Assigned, FlowFigure.Promoted, FlowFigure.Converted, FlowFigure.Reclaimed];

    public static readonly IReadOnlyList<FlowFigure> Own =
        [FlowFigure.Assigned, FlowFigure.Started, FlowFigure.Promoted, FlowFigure.Converted, FlowFigure.Reclaimed];

    public string Report => $"/reports/lead-promotion?week={Figures.Week}";

    public string LastWeek => $"/reports/lead-promotion?week={Figures.Week.Previous}";

    public string Daily => $"/reports/lead-daily?date={Show.Day(Today)}";

    public string DailyBefore => $"/reports/lead-daily?date={Show.Day(Today.AddDays(-1))}";

    public string Open(FlowFigure figure) => $"/reports/lead-promotion/leads?week={Figures.Week}&by=Total&figure={figure}";
}
