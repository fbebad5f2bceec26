using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class PipelinePastSpecs
{
    [Theory, EveryDatabase]
    public async Task Weeks_that_are_kept_never_tell_anything_else_than_the_history(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        world.Clock.Pass(TimeSpan.FromDays(8));
        using var past = new PipelinePast(world.Clock);
        await using var db = world.Open();
        await SameAsync(db, past, closing: 7);

        await world.OpenedAsync("Today's");
        await SameAsync(db, past, closing: 8);

        // Recorded into a week that was over.
        world.Clock.MoveTo(World.Start);
        await world.OpenedAsync("Late", verbs: (row, stamp) => row.Lose(new Closing(CloseReason.Price, "Dear", null, null), stamp with { At = stamp.At.AddHours(1) }));
        await world.OpenedAsync("Later");
        world.Clock.Pass(TimeSpan.FromDays(8));
        await SameAsync(db, past, closing: 9);
    }

    [Theory, EveryDatabase]
    public async Task Who_sees_a_part_is_told_of_that_part_alone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        world.Clock.Pass(TimeSpan.FromDays(8));
        using var past = new PipelinePast(world.Clock);
        await using var db = world.Open();
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var asked = new PipelineQuestion(Viewer.Program, IsoWeek.Of(2026, 48), PipelineGrouping.Owner);
        var all = await OpportunityPromotion.SumsAsync(db, asked, past: past);
        var his = await OpportunityPromotion.SumsAsync(db, asked with { Filter = [new(PipelineGrouping.Owner, $"{rep.Id}")] }, past: past);
        Assert.Equal(all.Lines.Single(line => line.Key == $"{rep.Id}").Numbers, his.Total.Numbers);
    }

    private static async Task SameAsync(CrmDbContext db, PipelinePast past, long closing)
    {
        foreach (var by in Enum.GetValues<PipelineGrouping>())
        {
            foreach (var week in (int[])[45, 47, 48, 49])
            {
                var asked = new PipelineQuestion(Viewer.Program, IsoWeek.Of(2026, week), by);
                var (kept, read) = (await OpportunityPromotion.SumsAsync(db, asked, past: past), await OpportunityPromotion.SumsAsync(db, asked));
                Assert.Equal(Told(read), Told(kept));
                Assert.True(week < 48 || kept.Total[PipelineFigure.Closing].Count == closing);
            }
        }
    }

    private static IEnumerable<string> Told(PipelineSums sums) => sums.Lines.Append(sums.Total).Select(line => $"{line.Key} {line.Name}: {string.Join(' ', line.Numbers)}");
}
