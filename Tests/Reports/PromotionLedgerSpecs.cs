using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports;

public sealed class PromotionLedgerSpecs
{
    private static readonly LedgerGrouping[] Groupings = Enum.GetValues<LedgerGrouping>();

    private static readonly FlowFigure[] Shown = [.. Enum.GetValues<FlowFigure>().Where(figure => figure != FlowFigure.Stirred)];

    public static TheoryData<string, string> Worlds => new()
    {
        { "Asia/Shanghai", "2026-11-02" },
        { "Europe/Berlin", "2026-10-15" },
        { "Europe/Berlin", "2026-03-20" },
        { "America/Sao_Paulo", "2018-10-25" },
        { "America/Sao_Paulo", "2026-12-15" },
        { "Pacific/Auckland", "2020-12-20" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public void Every_figure_of_every_row_is_what_the_definition_says(string zone, string start) => ForAll(zone, start, (world, time) =>
        Each(world, time, (rows, defined, week, grouping) =>
        {
            foreach (var group in defined.Groups)
            {
                var row = rows.GetValueOrDefault(group) ?? new PromotionRow(group);
                foreach (var figure in Shown)
                {
                    Assert.Equal((week, grouping, group, figure, defined.Of(figure, group)), (week, grouping, group, figure, (row.Leads(figure), row.Amount(figure))));
                }
            }
        }));

    [Theory, MemberData(nameof(Worlds))]
    public void Every_row_closes_in_number_and_in_money(string zone, string start) => ForAll(zone, start, (world, time) =>
        Each(world, time, (_, defined, _, _) =>
        {
            foreach (var group in defined.Groups)
            {
                Assert.Equal(defined.Of(FlowFigure.Closing, group).Leads, Sum(group, of => of.Leads));
                Assert.Equal(defined.Of(FlowFigure.Closing, group).Amount, Sum(group, of => of.Amount) + defined.Of(FlowFigure.Revalued, group).Amount);
            }

            long Sum(string group, Func<(long Leads, long Amount), long> what) =>
                ((FlowFigure[])[FlowFigure.Opening, FlowFigure.Captured, FlowFigure.Reopened, FlowFigure.MovedIn]).Sum(figure => what(defined.Of(figure, group)))
                - ((FlowFigure[])[FlowFigure.MovedOut, FlowFigure.Converted, FlowFigure.Disqualified]).Sum(figure => what(defined.Of(figure, group)));
        }));

    [Theory, MemberData(nameof(Worlds))]
    public void The_matrix_is_what_the_definition_says_and_its_sums_are_those_of_the_flow(string zone, string start) => ForAll(zone, start, (world, time) =>
    {
        var ledger = Ledger(world, time);
        Each(world, time, (rows, defined, week, grouping) =>
        {
            if (grouping != LedgerGrouping.Total)
            {
                return;
            }

            var opening = PromotionMatrix.OpeningOf(Before(ledger, week));
            var matrix = PromotionMatrix.Of(opening, [.. ledger.Paths.Where(path => path.Week == week.Monday)]);
            Assert.Equal(defined.Matrix(), matrix);

            var total = rows.GetValueOrDefault(LedgerKey.Total) ?? new PromotionRow(LedgerKey.Total);
            Assert.Equal(total.Leads(FlowFigure.Opening), matrix.Where(cell => cell.From.IsOpen()).Sum(cell => cell.Leads));
            Assert.Equal(total.Leads(FlowFigure.Captured), matrix.Where(cell => cell.From == LedgerPoint.Captured).Sum(cell => cell.Leads));
            Assert.Equal(total.Leads(FlowFigure.Closing), matrix.Where(cell => cell.To.IsOpen()).Sum(cell => cell.Leads));
            Assert.Equal(total.Amount(FlowFigure.Closing), matrix.Where(cell => cell.To.IsOpen()).Sum(cell => cell.Amount));
        });
    });

    [Theory, MemberData(nameof(Worlds))]
    public void What_is_taken_out_again_leaves_nothing(string zone, string start) => ForAll(zone, start, (world, time) =>
    {
        var ledger = Ledger(world, time);
        foreach (var lead in world)
        {
            ledger.Add(Attributes(lead), [.. lead.History.Select(LeadMovement.Of)], -1);
        }

        Assert.Empty(ledger.Lines);
        Assert.Empty(ledger.Paths);
        Assert.Empty(ledger.Stays);
    });

    [Theory, MemberData(nameof(Worlds))]
    public void The_groups_add_up_to_the_company(string zone, string start) => ForAll(zone, start, (world, time) =>
    {
        foreach (var week in Ledger(world, time).Lines.GroupBy(line => line.Week))
        {
            foreach (var grouping in PromotionLedger.Kept)
            {
                foreach (var figure in FlowFigures.Kept.Where(figure => !grouping.Moves() || figure is not (FlowFigure.MovedIn or FlowFigure.MovedOut)))
                {
                    Assert.Equal(
                        week.Where(line => line.Grouping == LedgerGrouping.Total).Sum(line => line.Leads[figure]),
                        week.Where(line => line.Grouping == grouping).Sum(line => line.Leads[figure]));
                }

                Assert.Equal(0, week.Where(line => line.Grouping == grouping).Sum(line => line.Leads.MovedIn - line.Leads.MovedOut));
            }
        }
    });

    [Theory, MemberData(nameof(Worlds))]
    public void A_team_s_share_closes_too_and_moves_at_its_border_only(string zone, string start) => ForAll(zone, start, (world, time) =>
    {
        var ledger = new PromotionLedger(time, [LedgerGrouping.Total, LedgerGrouping.Channel], (holding, _) => holding.TeamId == 2);
        Fill(ledger, world);
        foreach (var week in Weeks(world, time))
        {
            var defined = new DefinedPromotion(world, time, week, LedgerGrouping.Team);
            var row = RowsOf(ledger, LedgerGrouping.Total, week).GetValueOrDefault(LedgerKey.Total) ?? new PromotionRow(LedgerKey.Total);
            foreach (var figure in Shown.Where(figure => figure != FlowFigure.Promoted))
            {
                Assert.Equal((week, figure, defined.Of(figure, "2")), (week, figure, (row.Leads(figure), row.Amount(figure))));
            }

            var opening = PromotionMatrix.OpeningOf(Before(ledger, week));
            var matrix = PromotionMatrix.Of(opening, [.. ledger.Paths.Where(path => path.Week == week.Monday)]);
            Assert.Equal(row.Leads(FlowFigure.Closing), matrix.Where(cell => cell.To.IsOpen()).Sum(cell => cell.Leads));
            Assert.Equal(row.Leads(FlowFigure.Opening), matrix.Where(cell => cell.From.IsOpen()).Sum(cell => cell.Leads));
        }
    });

    [Fact]
    public void The_median_of_stays_is_the_middle_one()
    {
        Assert.Null(LeadWeekStay.MedianDays([]));
        Assert.Equal(1.2m, LeadWeekStay.MedianDays([(12, 1)]));
        Assert.Equal(1.5m, LeadWeekStay.MedianDays([(20, 1), (10, 1)]));
        Assert.Equal(1m, LeadWeekStay.MedianDays([(10, 2), (400, 1)]));
        Assert.Equal(12, LeadWeekStay.TenthsOf(TimeSpan.FromDays(1.29)));
        Assert.Equal(420, LeadWeekStay.TenthsOf(TimeSpan.FromDays(42.9)));
    }

    private static void ForAll(string zone, string start, Action<IReadOnlyList<Lead>, CompanyTime> holds)
    {
        var time = new CompanyTime(TimeZoneInfo.FindSystemTimeZoneById(zone));
        Prop.ForAll(RandomHistories.Steps, steps => holds(RandomHistories.Play(time, DateOnly.Parse(start, CultureInfo.InvariantCulture), steps).Leads, time))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private static void Each(
        IReadOnlyList<Lead> leads, CompanyTime time, Action<Dictionary<string, PromotionRow>, DefinedPromotion, IsoWeek, LedgerGrouping> holds)
    {
        var ledger = Ledger(leads, time);
        foreach (var week in Weeks(leads, time))
        {
            foreach (var grouping in Groupings)
            {
                holds(RowsOf(ledger, grouping, week), new DefinedPromotion(leads, time, week, grouping), week, grouping);
            }
        }
    }

    private static Dictionary<string, PromotionRow> RowsOf(PromotionLedger ledger, LedgerGrouping grouping, IsoWeek week) =>
        ledger.Lines.Where(line => line.Grouping == grouping).GroupBy(line => line.Key).ToDictionary(lines => lines.Key, lines =>
        {
            var row = new PromotionRow(lines.Key);
            foreach (var line in lines.Where(line => line.Week < week.Monday))
            {
                row.Open(line.Leads.Net, line.Amounts.Net + line.Amounts.Revalued);
            }

            foreach (var line in lines.Where(line => line.Week == week.Monday))
            {
                row.Add(line);
            }

            return row;
        });

    private static PromotionLedger Ledger(IReadOnlyList<Lead> leads, CompanyTime time)
    {
        var ledger = new PromotionLedger(time, Groupings);
        Fill(ledger, leads);
        return ledger;
    }

    private static void Fill(PromotionLedger ledger, IReadOnlyList<Lead> leads)
    {
        foreach (var lead in leads)
        {
            ledger.Add(Attributes(lead), [.. lead.History.Select(LeadMovement.Of)]);
        }
    }

    private static LeadAttributes Attributes(Lead lead) => new(lead.RegionId, lead.Channel, lead.Industry);

    private static IEnumerable<MatrixFlow> Before(PromotionLedger ledger, IsoWeek week) =>
        from path in ledger.Paths
        where path.Week < week.Monday
        select new MatrixFlow(path.From, path.To, path.Leads, path.AmountFrom, path.AmountTo);

    private static IEnumerable<IsoWeek> Weeks(IReadOnlyList<Lead> leads, CompanyTime time)
    {
        var instants = leads.SelectMany(lead => lead.History).Select(row => row.At).ToList();
        for (var week = instants.Count == 0 ? default : time.WeekOf(instants.Min()); instants.Count > 0 && week <= time.WeekOf(instants.Max()); week = week.Next)
        {
            yield return week;
        }
    }
}
