using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

public sealed class FrozenWeekSpecs
{
    private static readonly IsoWeek Week47 = IsoWeek.Of(2026, 47);

    [Theory, EveryDatabase]
    public async Task Missed_weeks_are_frozen_in_order_and_each_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Working);
        await using var db = world.Open();
        world.Clock.MoveTo(new DateTime(2026, 11, 22, 15, 59, 59, DateTimeKind.Utc));
        Assert.Equal([Week47.Previous], await db.FreezeWeeksAsync(world.By(null)));
        world.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([Week47], await db.FreezeWeeksAsync(world.By(null)));
        Assert.Empty(await db.FreezeWeeksAsync(world.By(null)));
        world.Clock.Pass(TimeSpan.FromDays(21));
        Assert.Equal([Week47.Plus(1), Week47.Plus(2), Week47.Plus(3)], await db.FreezeWeeksAsync(world.By(null)));
        Assert.Empty(await db.FrozenTroublesAsync());
        var chain = await db.FrozenWeeks.Where(week => week.Report == WeeklyFreeze.Report).OrderBy(week => week.Id).ToListAsync();
        Assert.Equal(["", .. chain.SkipLast(1).Select(week => week.Hash)], chain.Select(week => week.PreviousHash));
    }

    [Theory, EveryDatabase]
    public async Task Several_programs_freeze_a_week_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var db = world.Open();
            return await db.FreezeWeeksAsync(world.By(null));
        }));
        Assert.Equal(Week47.Previous, Assert.Single(all.SelectMany(weeks => weeks)));
    }

    [Theory, EveryDatabase]
    public async Task What_is_recorded_late_is_an_adjustment_and_the_frozen_week_stays_as_it_is(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned, change: facts => facts with { Amount = new Money(5_000) });
        world.Clock.MoveTo(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc));
        await using var db = world.Open();
        await db.FreezeWeeksAsync(world.By(null), Week47);
        var before = await ContentAsync(db);
        var asked = new PromotionQuestion(Viewer.Program, Week47, LedgerGrouping.Industry);
        var untouched = await PromotionOfWeek.OfAsync(db, asked);
        Assert.NotNull(untouched.Seal);
        Assert.Empty(untouched.Adjustments);

        world.Clock.Pass(TimeSpan.FromMinutes(1));
        await EditAsync(world, lead, facts => facts with { Industry = "Energy", Amount = new Money(9_000) });
        db.Leads.Add(new Lead("LATE-1", new LeadFacts { Company = "Late", Amount = new Money(70) }, LeadOrigin.Import, world.By(null), World.Start));
        await db.SaveChangesAsync();

        Assert.Equal(before, await ContentAsync(db));
        var week = await PromotionOfWeek.OfAsync(db, asked);
        Assert.Equal(untouched.Flow.Total[FlowFigure.Closing], week.Flow.Total[FlowFigure.Closing]);
        var captured = Assert.Single(week.Adjustments, a => (a.Key, a.Figure) == (LedgerKey.Total, FlowFigure.Captured));
        Assert.Equal((1, 2), (captured.Frozen.Leads, captured.Now.Leads));
        Assert.Contains(week.Adjustments, a => (a.Key, a.Figure, a.Now.Leads) == ("Energy", FlowFigure.Closing, 1));
        var late = await PromotionOfWeek.LateAsync(db, asked, week.Seal!, null, 10);
        Assert.Equal("LATE-1", Assert.Single(late.Rows).Number);

        world.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Equal([Week47.Next], await db.FreezeWeeksAsync(world.By(null)));
        var next = await PromotionOfWeek.OfAsync(db, asked with { Week = Week47.Next });
        Assert.Empty(next.Adjustments);
        var closing = Assert.Single(week.Adjustments, a => (a.Key, a.Figure) == (LedgerKey.Total, FlowFigure.Closing));
        Assert.Equal(
            week.Flow.Total[FlowFigure.Closing].Leads + closing.Now.Leads - closing.Frozen.Leads, next.Flow.Total[FlowFigure.Opening].Leads);
    }

    [Theory]
    [EveryDatabase("UPDATE \"FrozenWeeks\" SET \"Content\" = replace(\"Content\", 'trend', 'Trend') WHERE \"Id\" = 3")]
    [EveryDatabase("UPDATE \"FrozenWeeks\" SET \"Hash\" = \"PreviousHash\" WHERE \"Id\" = 3")]
    [EveryDatabase("DELETE FROM \"FrozenWeeks\" WHERE \"Id\" = 3")]
    [EveryDatabase("DELETE FROM \"FrozenWeeks\" WHERE \"Id\" = 4")]
    [EveryDatabase("UPDATE \"FrozenWeeks\" SET \"Content\" = replace(\"Content\", 'sums', 'Sums') WHERE \"Id\" = 4")]
    public async Task Tampering_is_found(DatabaseKind kind, string sql)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        await db.FreezeWeeksAsync(world.By(null), Week47.Plus(-4));
        Assert.Empty(await db.FrozenTroublesAsync());
        await db.Database.ExecuteSqlRawAsync(sql);
        Assert.NotEmpty(await db.FrozenTroublesAsync());
    }

    [Theory, EveryDatabase]
    public async Task The_matrix_and_the_days_in_status_are_frozen_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        world.Clock.Pass(TimeSpan.FromDays(2));
        await using (var db = world.Open())
        {
            (await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).Start(world.By(null));
            await db.SaveChangesAsync();
        }

        var asked = new PromotionQuestion(Viewer.Program, Week47);
        await using var later = world.Open();
        var live = (await LeadPromotion.FlowAsync(later, asked), await LeadPromotion.MatrixAsync(later, asked));
        world.Clock.MoveTo(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc));
        await later.FreezeWeeksAsync(world.By(null), Week47);
        var week = await PromotionOfWeek.OfAsync(later, asked);
        Assert.Equal(live.Item1.Stays, week.Flow.Stays);
        Assert.Equal(new StatusStay(LeadStatus.Assigned, 2, 1), week.Flow.Stays.Single(stay => stay.Status == LeadStatus.Assigned));
        Assert.Equal(live.Item1.Total.Figures, week.Flow.Total.Figures);
        Assert.Equal(live.Item2, (await PromotionOfWeek.MatrixAsync(later, asked)).Cells);
    }

    private static async Task EditAsync(World world, Lead lead, Func<LeadFacts, LeadFacts> change)
    {
        await using var db = world.Open();
        var changed = await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id);
        changed.Edit(change(changed.Facts), world.By(null));
        await db.SaveChangesAsync();
    }

    private static async Task<string> ContentAsync(CrmDbContext db) =>
        string.Join('\n', await db.FrozenWeeks.AsNoTracking().OrderBy(week => week.Id).Select(week => week.Hash + week.Content).ToListAsync());
}
