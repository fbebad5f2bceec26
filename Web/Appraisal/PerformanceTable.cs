using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Reports.Targets;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>A cell of the report, and where what it says is unfolded.</summary>
public sealed record PerformanceCell(object? Value, string? Link = null);

/// <summary>The appraisal as rows of cells: one set for the page, the files and the command line. The last row is the total.</summary>
public sealed record PerformanceTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<PerformanceCell>> Rows, IReadOnlyList<PerformanceCell> Total)
{
    /// <summary>Whose rows they are.</summary>
    public PerformanceGrouping By { get; init; }

    public ExportTable ToExport() => ExportTable.Of("performance", Columns, Rows.Append(Total).Select(row => (IReadOnlyList<object?>)[.. row.Select(cell => Plain(cell.Value))]));

    public static PerformanceTable Of(PerformanceResult result, PerformanceQuestion asked, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(asked);
        var writer = new Writer(asked, names, words);
        return new(writer.Columns, [.. result.Rows.Select(writer.Row)], writer.Total(result.Total)) { By = asked.By };
    }

    private static object? Plain(object? cell) => cell switch
    {
        ShareOf { Value: { } share } => decimal.Round(share, 4) + 0.0000m,
        ShareOf => null,
        decimal number => decimal.Round(number, 4) + 0.0000m,
        _ => cell,
    };

    private sealed class Writer(PerformanceQuestion asked, OrganisationFacts names, Words words)
    {
        private readonly bool _seesMargin = asked.Viewer.Sees(SensitiveField.Margin);

        public IReadOnlyList<string> Columns =>
            ["person", "team", "region", "target", "signed", "attainment", "points", "score", .. _seesMargin ? (string[])["margin"] : [], "received", "closed_score"];

        public IReadOnlyList<PerformanceCell> Row(PerformanceRow row)
        {
            if (row.Person is { } person)
            {
                var sheet = SheetPage.PathOf(person.Id, asked.Period);
                return Cells(row, new(person.Name, sheet), new(names.Team(row.TeamId)), new(names.Region(row.RegionId)), new Ways { PersonId = person.Id, Sheet = sheet });
            }

            var people = asked.By == PerformanceGrouping.Team ? People(row.TeamId ?? 0, asked.Region) : People(asked.Team, row.RegionId ?? 0);
            return asked.By == PerformanceGrouping.Team
                ? Cells(row, new(names.Team(row.TeamId) ?? words["Reports.NoTeam"], people), new(names.Team(row.TeamId), people), new(names.Region(row.RegionId)), new Ways { Group = people })
                : Cells(row, new(names.Region(row.RegionId) ?? words["Reports.NoRegion"], people), new(null), new(names.Region(row.RegionId)), new Ways { Group = people });
        }

        public IReadOnlyList<PerformanceCell> Total(PerformanceRow row) => Cells(
            row, new(words["Reports.Total"]), new(null), new(null), new Ways { Signed = Contracts, Group = asked.By == PerformanceGrouping.Person ? null : People(asked.Team, asked.Region) });

        private List<PerformanceCell> Cells(PerformanceRow row, PerformanceCell name, PerformanceCell team, PerformanceCell region, Ways ways)
        {
            string? Behind(string metric) => ways.PersonId is { } known ? SheetPage.PathOf(known, asked.Period, metric) : ways.Group;
            var (figures, aimed) = (row.Figures, Aimed(ways.PersonId) ?? ways.Group);
            return
            [
                name, team, region, new(figures.Target, aimed), new(figures.Signed, ways.Signed ?? Behind("Signed")), new(new ShareOf(row.Attainment), row.Attainment is null ? null : aimed),
                new(figures.Points, Behind("Points")), new(row.Score, ways.Sheet), .. _seesMargin ? (PerformanceCell[])[new(figures.Margin, Behind("Margin"))] : [],
                new(figures.Received, Behind("Receipts")), new(row.ClosedScore, row.IsClosed ? ways.Sheet : null),
            ];
        }

        /// <summary>The targets that a person's is made of, for who may read them; a group's own can be another one than its people's make together.</summary>
        private string? Aimed(long? person) => person is { } id && asked.Viewer.May(RecordType.Target, AccessAction.Read)
            ? TargetPartsPage.Of((TargetOf.Person, id), asked.Period.From, asked.Period.Until) : null;

        /// <summary>The people of a group, whose total is the group's row.</summary>
        private string People(long? team, long? region) =>
            $"/reports/performance?period={asked.Period}{(team is null ? "" : $"&team={team}")}{(region is null ? "" : $"&region={region}")}";

        /// <summary>What a group's people signed can be of any contract; of the company as a whole it is all of them.</summary>
        private string? Contracts => asked is { Team: null, Region: null } ? $"/contracts?from={Show.Day(asked.Period.From)}&to={Show.Day(asked.Period.Until)}" : null;
    }
    /// <summary>Where a row leads.</summary>
    private sealed record Ways
    {
        /// <summary>Null for a group.</summary>
        public long? PersonId { get; init; }

        public string? Sheet { get; init; }

        /// <summary>The people of a group.</summary>
        public string? Group { get; init; }

        /// <summary>Of everybody.</summary>
        public string? Signed { get; init; }
    }
}
