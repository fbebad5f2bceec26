using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports;
using SiCrm.Web.Reports.Targets;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>A cell of the report, and where what it says is unfolded.</summary>
public sealed record PerformanceCell(object? Value, string? Link = null)
{
    /// <summary>Of a name: the row tells what was closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What it measures; null of what is no metric.</summary>
    public AppraisalMetric? Metric { get; init; }

    /// <summary>What it was before; null where that is not asked for.</summary>
    public ComparedFigures? Before { get; init; }

    /// <summary>The same as numbers.</summary>
    public (object? Previous, object? LastYear) Then { get; init; }
}

/// <summary>The appraisal as rows of cells: one set for the page, the files and the command line. The last row is the total.</summary>
public sealed record PerformanceTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<PerformanceCell>> Rows, IReadOnlyList<PerformanceCell> Total)
{
    /// <summary>Whose rows they are.</summary>
    public PerformanceGrouping By { get; init; }

    /// <summary>What is compared stands in columns of its own at the end.</summary>
    public ExportTable ToExport()
    {
        var places = Enumerable.Range(0, Columns.Count).Where(place => Total[place].Before is not null).ToList();
        return ExportTable.Of(
            "performance", [.. Columns, .. places.Select(place => "previous_" + Columns[place]), .. places.Select(place => "last_year_" + Columns[place])],
            Rows.Append(Total).Select(row => (IReadOnlyList<object?>)
            [
                .. row.Select(cell => Plain(cell.Value)), .. places.Select(place => Plain(row[place].Then.Previous)), .. places.Select(place => Plain(row[place].Then.LastYear)),
            ]));
    }

    /// <param name="compared">Null where it is not asked for.</param>
    public static PerformanceTable Of(PerformanceResult result, PerformanceQuestion asked, OrganisationFacts names, Words words, PerformanceComparison? compared = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(asked);
        var writer = new Writer(asked, names, words, compared);
        return new(writer.Columns, [.. result.Rows.Select(writer.Row)], writer.Total(result.Total)) { By = asked.By };
    }

    private static object? Plain(object? cell) => cell switch
    {
        decimal number => decimal.Round(number, 4) + 0.0000m,
        _ => cell,
    };

    private sealed class Writer(PerformanceQuestion asked, OrganisationFacts names, Words words, PerformanceComparison? compared)
    {
        private readonly bool _seesMargin = asked.Viewer.Sees(SensitiveField.Margin);

        public IReadOnlyList<string> Columns =>
            ["person", "team", "region", "target", "signed", "attainment", "points", "score", .. _seesMargin ? (string[])["margin"] : [], "received", "score_now", .. PerformanceMetrics.Columns(asked)];

        public IReadOnlyList<PerformanceCell> Row(PerformanceRow row)
        {
            if (row.Person is { } person)
            {
                return Cells(row, new(person.Name, SheetPage.PathOf(person.Id, asked.Period)) { IsClosed = row.IsClosed }, new(names.Team(row.TeamId)), new(names.Region(row.RegionId)), new Ways { PersonId = person.Id });
            }

            return asked.By == PerformanceGrouping.Team
                ? Cells(row, new(names.Team(row.TeamId) ?? words["Reports.NoTeam"], People(Team(row))), new(names.Team(row.TeamId), People(Team(row))), new(names.Region(row.RegionId)), new Ways { Group = Team(row) })
                : Cells(row, new(names.Region(row.RegionId) ?? words["Reports.NoRegion"], People(Region(row))), new(null), new(names.Region(row.RegionId)), new Ways { Group = Region(row) });
        }

        public IReadOnlyList<PerformanceCell> Total(PerformanceRow row) => Cells(row, new(words["Reports.Total"]), new(null), new(null), new Ways { Group = asked, IsTotal = true });

        private PerformanceQuestion Team(PerformanceRow row) => asked.Only(row.TeamId);

        private PerformanceQuestion Region(PerformanceRow row) => asked.Only(row.RegionId);

        private List<PerformanceCell> Cells(PerformanceRow row, PerformanceCell name, PerformanceCell team, PerformanceCell region, Ways ways)
        {
            string Behind(PerformanceFigure figure, AppraisalMetric metric) => Of(asked.Period, figure, metric);
            var (figures, aimed) = (row.Figures, row.IsClosed && ways.PersonId is { } whose ? SheetPage.PathOf(whose, asked.Period) : Aimed(ways));
            var (previous, lastYear) = (Then(compared?.Previous, row, ways), Then(compared?.LastYear, row, ways));

            PerformanceCell With(PerformanceCell cell, Func<PerformanceRow, object?> of, Func<FiscalSpan, string?> link) => compared is null ? cell : cell with
            {
                Then = (previous is null ? null : of(previous), lastYear is null ? null : of(lastYear)),
                Before = new(Told(previous is null ? null : of(previous)), Told(lastYear is null ? null : of(lastYear)), compared.IsSame)
                {
                    BeforeLink = previous is null ? null : link(compared.Before), LastYearLink = lastYear is null ? null : link(compared.YearBefore),
                },
            };

            string Of(FiscalSpan period, PerformanceFigure figure, AppraisalMetric metric) =>
                ways.PersonId is { } known ? SheetPage.PathOf(known, period, metric.ToString()) : PerformancePartsPage.Of((ways.Group ?? asked) with { Period = period }, figure);
            string? Ratios(FiscalSpan period) => period == compared?.Before ? Ratio(previous, ways, period) : Ratio(lastYear, ways, period);
            string? Sheets(FiscalSpan period) => ways.PersonId is { } known ? SheetPage.PathOf(known, period) : null;
            return
            [
                name, team, region, new(figures.Target, aimed), With(new(figures.Signed, Behind(PerformanceFigure.Signed, AppraisalMetric.Signed)), one => one.Figures.Signed, period => Of(period, PerformanceFigure.Signed, AppraisalMetric.Signed)),
                With(new(new ShareOf(row.Attainment), Ratio(row, ways, asked.Period)), one => new ShareOf(one.Attainment), Ratios),
                With(new(figures.Points, Behind(PerformanceFigure.Points, AppraisalMetric.Points)), one => one.Figures.Points, period => Of(period, PerformanceFigure.Points, AppraisalMetric.Points)),
                With(new(row.Score, Sheets(asked.Period)), one => one.Score, Sheets),
                .. _seesMargin ? (PerformanceCell[])[new(figures.Margin, Behind(PerformanceFigure.Margin, AppraisalMetric.Margin))] : [],
                new(figures.Received, Behind(PerformanceFigure.Received, AppraisalMetric.Receipts)), new(row.ScoreNow, row.IsClosed && ways.PersonId is { } closed ? SheetPage.PathOf(closed, asked.Period, isLive: true) : null),
                .. PerformanceMetrics.Cells(asked, row),
            ];
        }

        /// <summary>How an attainment is made; null where there is none.</summary>
        private string? Ratio(PerformanceRow? row, Ways ways, FiscalSpan period) => row?.Attainment is null ? null : PerformanceRatios.Link(asked with { Period = period }, row, ways.PersonId, ways.IsTotal);

        /// <summary>The targets that a person's is made of, or those of a group's people, for who may read them; a group's own target can be another one.</summary>
        private string? Aimed(Ways ways) => Aimed(ways, asked.Period);

        private string? Aimed(Ways ways, FiscalSpan period) => !asked.Viewer.May(RecordType.Target, AccessAction.Read) ? null
            : ways.PersonId is { } id ? TargetPartsPage.Of((TargetOf.Person, id), period.From, period.Until) : PerformancePartsPage.Of((ways.Group ?? asked) with { Period = period }, PerformanceFigure.Target);

        /// <summary>The row of the same people then.</summary>
        private PerformanceRow? Then(PerformanceResult? result, PerformanceRow row, Ways ways) => result is null ? null
            : ReferenceEquals(ways.Group, asked) ? result.Total : PerformanceComparison.Then(result, row, asked.By);

        private string Told(object? figure) => figure switch
        {
            Money money => Figures.Compact(money, words),
            ShareOf { Value: { } share } => Show.Percent(share),
            decimal number => MetricText.Points(number),
            _ => Show.Nothing,
        };

        /// <summary>The people of a group, whose total is the group's row.</summary>
        private static string People(PerformanceQuestion group) => "/reports/performance?" + PerformancePartsPage.Query(group);
    }

    /// <summary>Where a row leads.</summary>
    private sealed record Ways
    {
        /// <summary>Null for a group.</summary>
        public long? PersonId { get; init; }

        /// <summary>What is asked for of a group alone; null for a person.</summary>
        public PerformanceQuestion? Group { get; init; }

        /// <summary>Of everybody who is asked for.</summary>
        public bool IsTotal { get; init; }
    }
}
