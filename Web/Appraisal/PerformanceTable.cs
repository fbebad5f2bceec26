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
    public ExportTable ToExport() => ExportTable.Of("performance", Columns, Rows.Append(Total).Select(row => (IReadOnlyList<object?>)[.. row.Select(cell => Plain(cell.Value))]));

    public static PerformanceTable Of(PerformanceResult result, PerformanceQuestion asked, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(asked);
        var writer = new Writer(asked, names, words);
        return new(writer.Columns, [.. result.Rows.Select(writer.Row)], writer.Total(result.Total));
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
            var sheet = row.Person is { } person ? SheetPage.PathOf(person.Id, asked.Period) : null;
            return Cells(row, new(row.Person?.Name, sheet), new(names.Team(row.TeamId), Group(row)), new(names.Region(row.RegionId)), row.Person?.Id);
        }

        public IReadOnlyList<PerformanceCell> Total(PerformanceRow row) => Cells(row, new(words["Reports.Total"]), new(null), new(null), null);

        private List<PerformanceCell> Cells(PerformanceRow row, PerformanceCell person, PerformanceCell team, PerformanceCell region, long? id)
        {
            string? Behind(string metric) => id is { } known ? SheetPage.PathOf(known, asked.Period, metric) : null;
            var figures = row.Figures;
            return
            [
                person, team, region, new(figures.Target, Aimed(id)), new(figures.Signed, Behind("Signed") ?? Contracts(row)), new(new ShareOf(row.Attainment), row.Attainment is null ? null : Aimed(id)),
                new(figures.Points, Behind("Points")), new(row.Score, person.Link), .. _seesMargin ? (PerformanceCell[])[new(figures.Margin, Behind("Margin"))] : [],
                new(figures.Received, Behind("Receipts")), new(row.ClosedScore, row.IsClosed ? person.Link : null),
            ];
        }

        /// <summary>The targets that a person's is made of, for who may read them; a group's own can be another one than its people's make together.</summary>
        private string? Aimed(long? person) => person is { } id && asked.Viewer.May(RecordType.Target, AccessAction.Read)
            ? TargetPartsPage.Of((TargetOf.Person, id), asked.Period.From, asked.Period.Until) : null;

        /// <summary>The people of a group.</summary>
        private string? Group(PerformanceRow row) => row.Person is null && row.TeamId is { } team ? $"/reports/performance?period={asked.Period}&team={team}" : null;

        /// <summary>What a group's people signed can be of any contract; of the company as a whole it is all of them.</summary>
        private string? Contracts(PerformanceRow row) => row is { TeamId: null, RegionId: null } && asked is { Team: null, Region: null }
            ? $"/contracts?from={Show.Day(asked.Period.From)}&to={Show.Day(asked.Period.Until)}" : null;
    }
}
