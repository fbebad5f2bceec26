using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>
/// The columns of the report that only all columns have: how each person worked, whether his role is measured by it or not. Rates and days of people
/// together are not told: a person's are what is held against anybody.
/// </summary>
internal static class PerformanceMetrics
{
    /// <summary>In their order; amounts have columns of their own.</summary>
    private static readonly (string Column, AppraisalMetric Metric)[] All =
    [
        ("success", AppraisalMetric.Success), ("speed", AppraisalMetric.Speed), ("lead_conversion", AppraisalMetric.LeadConversion), ("first_contact_hours", AppraisalMetric.FirstContact),
        ("plan_keeping", AppraisalMetric.PlanKeeping), ("care_in_time", AppraisalMetric.Care), ("confirmations_in_time", AppraisalMetric.Confirmation),
        ("collection", AppraisalMetric.Collection), ("presales_ratio", AppraisalMetric.PresalesRatio),
    ];

    /// <summary>Null: the column tells no metric.</summary>
    public static AppraisalMetric? Of(string column) => All.FirstOrDefault(one => one.Column == column) is { Column: not null } known ? known.Metric : null;

    public static string Called(string column, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Of(column) is { } metric ? words.Of(metric) : words[$"Appraisal.Column.{column}"];
    }

    public static string Means(string column, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words[Of(column) is { } metric ? $"Appraisal.MetricMeans.{metric}" : $"Appraisal.Means.{column}"];
    }

    /// <summary>Those of people that the reader may see; none of groups.</summary>
    public static IReadOnlyList<string> Columns(PerformanceQuestion asked) => !asked.All || asked.By != PerformanceGrouping.Person ? []
        : [.. All.Where(one => asked.Viewer.SeesMetric(one.Metric)).Select(one => one.Column)];

    public static IEnumerable<PerformanceCell> Cells(PerformanceQuestion asked, PerformanceRow row) => Columns(asked).Select(column => Of(column) is not { } metric || row.Person is not { } person
        ? new PerformanceCell(null) : new PerformanceCell(Value(metric, row.Figures), SheetPage.PathOf(person.Id, asked.Period, metric.ToString())) { Metric = metric });

    /// <summary>A metric of margins or costs is for who sees these.</summary>
    public static bool SeesMetric(this Viewer viewer, AppraisalMetric metric)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return metric switch
        {
            AppraisalMetric.Margin => viewer.Sees(SensitiveField.Margin),
            AppraisalMetric.PresalesRatio => viewer.Sees(SensitiveField.Margin) && viewer.Sees(SensitiveField.PresalesCost),
            _ => true,
        };
    }

    private static object? Value(AppraisalMetric metric, AppraisalFigures figures) => figures.ValueOf(metric) switch
    {
        null => null,
        var value when metric is AppraisalMetric.Speed or AppraisalMetric.FirstContact => value,
        var value => new ShareOf(value),
    };
}
