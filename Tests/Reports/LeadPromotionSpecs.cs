using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>The report over the database against the definitions, on histories of some hundred random verbs.</summary>
public sealed class LeadPromotionSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly FlowFigure[] Shown = [.. Enum.GetValues<FlowFigure>().Where(figure => figure != FlowFigure.Stirred)];

    [Theory, EveryDatabase]
    public async Task Every_figure_is_what_the_definition_says(DatabaseKind kind)
    {
        var (world, leads) = await PlayedAsync(kind);
        await using var db = world.Open();
        foreach (var week in Weeks(leads))
        {
            foreach (var by in Enum.GetValues<LedgerGrouping>())
            {
                var flow = await LeadPromotion.FlowAsync(db, new PromotionQuestion(Viewer.Program, week, by));
                var defined = new DefinedPromotion(leads, Time, week, by);
                foreach (var line in flow.Lines)
                {
                    Assert.Equal(Shown.Select(figure => defined.Of(figure, line.Key)), Shown.Select(figure => (line[figure].Leads, line[figure].Amount)));
                }

                Assert.Equal(defined.Groups.Sum(group => defined.Of(FlowFigure.Closing, group).Leads), flow.Lines.Sum(line => line[FlowFigure.Closing].Leads));
                Assert.All(Shown, figure => Assert.Equal(flow.Lines.Sum(line => line[figure].Leads), flow.Total[figure].Leads));
            }

            var matrix = await LeadPromotion.MatrixAsync(db, new PromotionQuestion(Viewer.Program, week));
            Assert.Equal(new DefinedPromotion(leads, Time, week, LedgerGrouping.Total).Matrix(), matrix);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_part_of_the_leads_is_counted_as_the_ledger_counts_it(DatabaseKind kind)
    {
        var (world, leads) = await PlayedAsync(kind);
        await using var db = world.Open();
        foreach (var (slice, by) in await PartsAsync(db))
        {
            var ledger = new PromotionLedger(Time, [by], slice.Has);
            leads.ForEach(lead => ledger.Add(LeadAttributes.Of(lead), [.. lead.History.Select(LeadMovement.Of)]));
            foreach (var week in Weeks(leads).Where((_, i) => i % 3 == 2))
            {
                var asked = new PromotionQuestion(Viewer.Program, week, by) { Filter = [slice] };
                var flow = await LeadPromotion.FlowAsync(db, asked);
                var expected = ledger.Lines.GroupBy(line => line.Key).Select(lines => Row(lines, week)).Where(row => !row.IsEmpty);
                Assert.Equal(
                    expected.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, Text(row.Leads, row.Amount))),
                    flow.Lines.OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => (line.Key, Text(f => line[f].Leads, f => line[f].Amount))));

                var opening = PromotionMatrix.OpeningOf(ledger.Paths.Where(path => path.Week < week.Monday)
                    .Select(path => new MatrixFlow(path.From, path.To, path.Leads, path.AmountFrom, path.AmountTo)));
                Assert.Equal(PromotionMatrix.Of(opening, [.. ledger.Paths.Where(path => path.Week == week.Monday)]), await LeadPromotion.MatrixAsync(db, asked));
                Assert.Equal(Stays(ledger, week), flow.Stays);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Every_figure_opens_to_as_many_leads(DatabaseKind kind)
    {
        var (world, leads) = await PlayedAsync(kind);
        await using var db = world.Open();
        var week = Weeks(leads).ElementAt(3);
        var questions = Enum.GetValues<LedgerGrouping>().Select(by => new PromotionQuestion(Viewer.Program, week, by))
            .Concat((await PartsAsync(db)).Select(part => new PromotionQuestion(Viewer.Program, week, part.By) { Filter = [part.Slice] }));
        foreach (var asked in questions)
        {
            var flow = await LeadPromotion.FlowAsync(db, asked);
            foreach (var (line, figure) in flow.Lines.Append(flow.Total).SelectMany(line => Shown.Select(figure => (line, figure))))
            {
                var page = await PromotionLeads.PageAsync(db, asked, figure, line.Key, null, 1000);
                var total = await PromotionLeads.TotalAsync(db, asked, figure, line.Key);
                Assert.Equal((asked.By, line.Key, figure, line[figure].Leads), (asked.By, line.Key, figure, page.Rows.Count));
                Assert.Equal((asked.By, line.Key, figure, line[figure].Leads, line[figure].Amount), (asked.By, line.Key, figure, total.Rows, total.Amount.Minor));
            }
        }
    }

    private static IEnumerable<StatusStay> Stays(PromotionLedger ledger, IsoWeek week) =>
        from stay in ledger.Stays
        where stay.Week == week.Monday
        group (stay.Tenths, stay.Stays) by stay.Status into stays
        orderby stays.Key
        select new StatusStay(stays.Key, LeadWeekStay.MedianDays(stays) ?? 0, stays.Sum(stay => stay.Stays));

    private static PromotionRow Row(IEnumerable<LeadWeekLine> lines, IsoWeek week)
    {
        var row = new PromotionRow(lines.First().Key);
        foreach (var line in lines)
        {
            _ = line.Week < week.Monday ? row.Open(line.Leads.Net, line.Amounts.Net + line.Amounts.Revalued) : line.Week == week.Monday ? row.Add(line) : row;
        }

        return row;
    }

    private static string Text(Func<FlowFigure, long> leads, Func<FlowFigure, long> amounts) =>
        string.Join(' ', Enum.GetValues<FlowFigure>().Select(figure => $"{figure} {leads(figure)} {amounts(figure)}"));

    private static async Task<IReadOnlyList<(LeadSlice Slice, LedgerGrouping By)>> PartsAsync(CrmDbContext db)
    {
        var team = await db.Teams.OrderBy(t => t.Id).Select(t => $"{t.Id}").FirstAsync();
        var rep = await db.People.Where(p => p.Name == WorldPeople.Rep).Select(p => $"{p.Id}").FirstAsync();
        return
        [
            (new(LedgerGrouping.Team, team), LedgerGrouping.Owner),
            (new(LedgerGrouping.Team, team), LedgerGrouping.Industry),
            (new(LedgerGrouping.Team, LedgerKey.None), LedgerGrouping.Owner),
            (new(LedgerGrouping.Owner, rep), LedgerGrouping.Total),
            (new(LedgerGrouping.Owner, LedgerKey.Desk), LedgerGrouping.Channel),
            (new(LedgerGrouping.Region, LedgerKey.None), LedgerGrouping.Team),
            (new(LedgerGrouping.Channel, nameof(LeadChannel.Website)), LedgerGrouping.Owner),
            (new(LedgerGrouping.Industry, LedgerKey.None), LedgerGrouping.Region),
        ];
    }

    private static IEnumerable<IsoWeek> Weeks(List<Lead> leads)
    {
        var instants = leads.SelectMany(lead => lead.History).Select(row => row.At).ToList();
        return Enumerable.Range(0, 60).Select(Time.WeekOf(instants.Min()).Plus).Where(week => week <= Time.WeekOf(instants.Max())).Take(9);
    }

    private async Task<(World World, List<Lead> Leads)> PlayedAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (!await db.Leads.AnyAsync())
        {
            var people = await db.People.Where(person => person.Name.Contains("Sales") || person.Name == WorldPeople.Stranger).ToListAsync();
            people.Add(new Person("No Team", null, null, null, new DateOnly(2020, 1, 1), Role.Sales));
            db.Add(people[^1]);
            await db.SaveChangesAsync();
            var random = new Random(7);
            db.Leads.AddRange(RandomHistories.Play(
                Time, new DateOnly(2026, 8, 3), Enumerable.Range(0, 900).Select(_ => random.Next()), await db.Teams.OrderBy(t => t.Id).ToListAsync(), people).Leads);
            await db.SaveChangesAsync();
        }

        return (world, await db.Leads.AsNoTracking().Include(lead => lead.History.OrderBy(row => row.Seq)).OrderBy(lead => lead.Id).ToListAsync());
    }
}
