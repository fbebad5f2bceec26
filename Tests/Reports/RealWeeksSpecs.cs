using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Architecture;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Reports;

/// <summary>The weeks 2011-W40 to W48 of the real leads, against figures that another program, in another language, counted from the files.</summary>
public sealed class RealWeeksSpecs
{
    private static readonly string[] Zones = ["Europe/Amsterdam", "America/Sao_Paulo", "Asia/Shanghai"];

    [Theory, EveryDatabase]
    public async Task Every_row_is_as_counted_elsewhere_in_any_time_zone(DatabaseKind kind)
    {
        Assert.SkipUnless(RealLeads.AreHere, "../shared/data/leads is not there");
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await using var db = world.Open();
        await RealLeads.BringAsync(db);
        var expected = Expected();
        foreach (var zone in Zones)
        {
            Assert.True(await db.SetAsync("TimeZone", zone));
            foreach (var week in Enumerable.Range(40, 9).Select(number => IsoWeek.Of(2011, number)))
            {
                var written = await WrittenAsync(db, week);
                Assert.Equal(string.Join('\n', expected[(zone, week.ToString())]), string.Join('\n', written));
                await AssertMatrixSumsAsync(db, week);
            }
        }

        Assert.Empty(await db.DifferencesAsync());
    }

    private static async Task<IEnumerable<string>> WrittenAsync(CrmDbContext db, IsoWeek week)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var flow = await LeadPromotion.FlowAsync(db, new PromotionQuestion(Viewer.Program, week, LedgerGrouping.Owner));
        using var text = new StringWriter();
        await CsvExport.WriteAsync(new PlainTables(new Words(), db.Company.Time).Flow(flow), text, "\n");
        return text.ToString().TrimEnd('\n').Split('\n').Skip(1);
    }

    private static async Task AssertMatrixSumsAsync(CrmDbContext db, IsoWeek week)
    {
        var asked = new PromotionQuestion(Viewer.Program, week);
        var total = (await LeadPromotion.FlowAsync(db, asked)).Total;
        var matrix = await LeadPromotion.MatrixAsync(db, asked);
        Assert.Equal(total[FlowFigure.Opening].Leads, matrix.Where(cell => cell.From.IsOpen()).Sum(cell => cell.Leads));
        Assert.Equal(total[FlowFigure.Captured].Leads, matrix.Where(cell => cell.From == LedgerPoint.Captured).Sum(cell => cell.Leads));
        Assert.Equal(total[FlowFigure.Closing].Amount, matrix.Where(cell => cell.To.IsOpen()).Sum(cell => cell.Amount));
        Assert.Equal(total[FlowFigure.Converted].Leads, matrix.Where(cell => cell.To == LedgerPoint.Converted).Sum(cell => cell.Leads));
    }

    private static ILookup<(string, string), string> Expected() =>
        File.ReadLines(SourceTree.Path("Tests/Reports/real-weeks.csv")).Skip(1).Select(line => line.Split(',', 3))
            .ToLookup(parts => (parts[0], parts[1]), parts => parts[2]);
}
