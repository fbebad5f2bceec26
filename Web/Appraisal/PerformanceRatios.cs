using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>How attainments of the appraisal are made: of a person, of a team or region, of everybody who is asked for.</summary>
internal sealed class PerformanceRatios(PerformanceQuestion asked, OrganisationFacts names, Words words)
{
    public static string Link(PerformanceQuestion asked, PerformanceRow row, long? person, bool isTotal)
    {
        var group = isTotal ? null : asked.By switch
        {
            PerformanceGrouping.Team => row.TeamId ?? PerformanceReport.None,
            PerformanceGrouping.Region => row.RegionId ?? PerformanceReport.None,
            _ => (long?)null,
        };
        return $"/reports/performance/ratio?by={asked.By}{(person is { } one ? $"&person={one}" : "")}{(group is { } of ? $"&row={of}" : "")}&{PerformancePartsPage.Query(asked)}";
    }

    /// <summary>Null where nobody of the kind is in the result, or there is no target.</summary>
    /// <param name="result">Of the group alone, where it is of one.</param>
    public RatioPage? Of(PerformanceResult result, long? person, long? group)
    {
        var row = person is null ? result.Rows.Count == 0 ? null : result.Total : result.Rows.FirstOrDefault(one => one.Person?.Id == person);
        if (row?.Attainment is null)
        {
            return null;
        }

        var whose = person is null && group is { } of ? asked.Only(of) : asked;
        var cells = Cells(result, row, whose);
        return new RatioPage(
            words["Appraisal.Column.attainment"], words["Appraisal.Means.attainment"], row.Person?.Name ?? Name(group), [Part("signed")], [Part("target")], Show.Percent(row.Attainment))
        {
            Back = new($"/reports/performance?by={asked.By}&{PerformancePartsPage.Query(asked)}", words["Appraisal.Report"]),
            Days = $"{asked.Period} {Show.Day(asked.Period.From)} – {Show.Day(asked.Period.Until)}",
            Narrowed = asked.Narrowed(names, words),
        };

        RatioPart Part(string column)
        {
            var cell = cells.Cells[cells.Columns.ToList().IndexOf(column)];
            return new(words[$"Appraisal.Column.{column}"], cell.Value is Domain.Shared.Money amount ? Show.Money(amount) : Show.Nothing, cell.Link);
        }
    }

    /// <summary>The row as the report shows it, with what each of its figures opens.</summary>
    private (IReadOnlyList<string> Columns, IReadOnlyList<PerformanceCell> Cells) Cells(PerformanceResult result, PerformanceRow row, PerformanceQuestion whose)
    {
        var table = PerformanceTable.Of(row.Person is null ? result : result with { Rows = [row] }, row.Person is null ? whose : whose with { By = PerformanceGrouping.Person }, names, words);
        return (table.Columns, row.Person is null ? table.Total : table.Rows[0]);
    }

    private string Name(long? group) => group is not { } id ? words["Reports.Total"]
        : asked.By == PerformanceGrouping.Team ? names.Team(id) ?? words["Reports.NoTeam"] : names.Region(id) ?? words["Reports.NoRegion"];
}
