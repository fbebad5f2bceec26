using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class FunnelPastSpecs
{
    private static readonly FunnelQuestion Year = new(Viewer.Program, new(2026, 1, 1), new(2026, 12, 31));

    [Theory, EveryDatabase]
    public async Task What_is_kept_of_the_past_never_tells_anything_else_than_the_history(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpenedAsync(world, "First", lostAfter: 3);
        world.Clock.Pass(TimeSpan.FromDays(10));
        using var past = new FunnelPast();
        await using var db = world.Open();
        await SameAsync(db, past, Year, lost: 1, entered: 1);

        await OpenedAsync(world, "Today's", lostAfter: 0);
        await OpenedAsync(world, "Open", lostAfter: null);
        await SameAsync(db, past, Year, lost: 2, entered: 3);

        // Recorded into days that were over.
        world.Clock.MoveTo(World.Start);
        await OpenedAsync(world, "Late", lostAfter: 5);
        await SameAsync(db, past, Year, lost: 3, entered: 4);

        // Another question, one of days that are over, and one of days to come.
        await SameAsync(db, past, Year with { Until = new(2026, 11, 22) }, lost: 1, entered: 2);
        await SameAsync(db, past, Year with { From = new(2026, 11, 28), Until = new(2026, 12, 31) }, lost: 1, entered: 2);
        await SameAsync(db, past, Year with { Until = new(2029, 12, 31) }, lost: 3, entered: 4);
    }

    [Theory, EveryDatabase]
    public async Task Who_sees_less_is_not_told_what_is_kept_of_all(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpenedAsync(world, "First", lostAfter: 3);
        world.Clock.Pass(TimeSpan.FromDays(10));
        using var past = new FunnelPast();
        await using var db = world.Open();
        await SameAsync(db, past, Year, lost: 1, entered: 1);
        await SameAsync(db, past, Year with { OwnerId = 4711 }, lost: 0, entered: 0);
        await SameAsync(db, past, Year with { Category = "Key" }, lost: 0, entered: 0);
    }

    private static Task<Opportunity> OpenedAsync(World world, string title, int? lostAfter) => world.OpenedAsync(title, verbs: (row, stamp) =>
    {
        if (lostAfter is { } days)
        {
            row.Lose(new Closing(CloseReason.Price, "Dear", null, null), stamp with { At = stamp.At.AddDays(days) });
        }
    });

    private static async Task SameAsync(CrmDbContext db, FunnelPast past, FunnelQuestion asked, long lost, long entered)
    {
        var (kept, compared) = await past.OfAsync(db, asked, new DateOnly(2026, 11, 28));
        var (read, anew) = (await FunnelReport.OfAsync(db, asked), await FunnelComparison.OfAsync(db, asked));
        Assert.Equal((lost, entered), (kept.Row(1).Lost, kept.Row(1).Entered));
        foreach (var stage in db.Company.Facts.Stages.Open)
        {
            Assert.Equal(read.Row(stage.Id), kept.Row(stage.Id));
            Assert.Equal(read.Slowest([stage.Id]), kept.Slowest([stage.Id]));
            Assert.Equal((anew.BeforeOf(stage.Id), anew.LastYearOf(stage.Id)), (compared.BeforeOf(stage.Id), compared.LastYearOf(stage.Id)));
        }
    }
}
