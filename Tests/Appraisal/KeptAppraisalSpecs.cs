using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Plans;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>Facts are kept between two questions; nobody may notice.</summary>
public sealed class KeptAppraisalSpecs
{
    private static readonly FiscalSpan Year = new(new DateOnly(2026, 1, 1), 12, 1);

    private static readonly string[] People = [WorldPeople.Rep, WorldPeople.Colleague, WorldPeople.Presales, WorldPeople.Stranger];

    [Theory]
    [EveryDatabase(21)]
    [EveryDatabase(22)]
    [EveryDatabase(23)]
    public async Task Whatever_happens_what_was_kept_says_the_same_as_what_is_read_anew(DatabaseKind kind, int seed)
    {
        await using var world = await World.CreateAsync(kind);
        await world.SignAtRandomAsync(seed, 8);
        using var cache = new AppraisalCache();
        var (random, happened) = (new Random(seed), new List<string>());
        await SameAsync(world, cache, happened);
        var all = Happenings(world, random);
        foreach (var (name, happen) in all.Concat(all).OrderBy(_ => random.Next()).ToList())
        {
            try
            {
                await happen();
                happened.Add(name);
            }
            catch (RuleBroken)
            {
                // The project was lost meanwhile, or the customer merged: what is refused changes nothing.
            }

            await SameAsync(world, cache, happened);
        }

        Assert.True(happened.Distinct().Count() > all.Count - 3, string.Join(", ", happened));
    }

    [Fact]
    public async Task Nothing_is_read_again_where_nothing_happened_and_little_where_little_did()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.SignAtRandomAsync(31, 8);
        using var cache = new AppraisalCache();
        await using var db = world.Open();
        await db.AppraiseAsync(cache, Year, ContractWorld.Today);

        using (var again = new Statements(world))
        {
            await db.AppraiseAsync(cache, Year, ContractWorld.Today);
            Assert.DoesNotContain(again.Sent, sql => sql.Contains("ContractLines", StringComparison.Ordinal) || sql.Contains("StageVisits", StringComparison.Ordinal));
        }

        await world.OpenedAsync();
        using var after = new Statements(world);
        await db.AppraiseAsync(cache, Year, ContractWorld.Today);
        Assert.DoesNotContain(after.Sent, sql => sql.Contains("ContractLines", StringComparison.Ordinal));
        Assert.Contains(after.Sent, sql => sql.Contains("StageVisits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stay_that_goes_on_is_seen_until_today_and_not_until_the_period_ends()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await using var db = world.Open();

        var (going, over) = (AppraisedSpan.Of(db, Year, new DateOnly(2026, 3, 31)), AppraisedSpan.Of(db, Year, new DateOnly(2027, 3, 31)));

        Assert.Equal(db.Company.Time.StartOf(new DateOnly(2026, 4, 1)), going.Seen);
        Assert.Equal((going.End, over.End), (over.Seen, over.Seen));
        Assert.Equal((new DateOnly(2026, 3, 30), new DateOnly(2026, 12, 31)), (going.Last, over.Last));
    }

    private static List<(string Name, Func<Task> Happen)> Happenings(World world, Random random)
    {
        Opportunity? project = null;
        DateOnly Day() => new DateOnly(2025, 6, 1).AddDays(random.Next(500));
        string Somebody() => People[random.Next(People.Length)];
        async Task<Customer> CustomerAsync()
        {
            await using var db = world.Open();
            return (await db.Customers.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).FindAll(row => row.MergedIntoId is null) is var all ? all[random.Next(all.Count)] : null!;
        }

        async Task<Receipt?> ReceiptAsync()
        {
            await using var db = world.Open();
            return await db.Receipts.AsNoTracking().Include(row => row.Parts).Where(row => row.VoidedAt == null).OrderBy(row => row.Id).FirstOrDefaultAsync();
        }

        async Task DoAsync(string by, Action<Opportunity, Stamp> verb)
        {
            project ??= await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
            await using var db = world.Open();
            var opened = await db.Opportunities.Include(row => row.History).Include(row => row.Visits).Include(row => row.Members).AsSplitQuery().SingleAsync(row => row.Id == project.Id);
            verb(opened, world.By(await world.PersonAsync(by)));
            await db.SaveChangesAsync();
        }

        return
        [
            ("sign", async () => await world.SignAsync(await CustomerAsync(), Day(), Money.FromMajor(random.Next(1, 90_000)), (await world.ProductAsync("N" + Guid.NewGuid().ToString("N")[..6])).Id)),
            ("sign what was bought", async () =>
            {
                await using var db = world.Open();
                await world.SignAsync(await CustomerAsync(), Day(), Money.FromMajor(700), (await db.Products.OrderBy(row => row.Id).FirstAsync()).Id);
            }),
            ("amend", async () =>
            {
                await using var db = world.Open();
                var contract = await db.LoadAsync((await db.Contracts.Where(row => row.SignedOn != null).OrderBy(row => row.SignedOn).FirstAsync()).Id);
                contract.Amend((contract.SignedOn ?? default).AddDays(200), "More", [new(contract.Lines[0].ProductId, 1, Money.FromMajor(55), Percent.Zero, new Percent(1300), null)], [], null, world.By(null));
                await db.SaveChangesAsync();
            }),
            ("receive", async () =>
            {
                await using var db = world.Open();
                var by = world.By(await world.PersonAsync(WorldPeople.Administrator));
                var contract = await db.LoadAsync((await db.Contracts.Where(row => row.SignedOn != null).OrderByDescending(row => row.Id).FirstAsync()).Id);
                var receipt = new Receipt("B-" + Guid.NewGuid().ToString("N")[..6], contract.CustomerId, ContractWorld.Today, new Money(1), isRefund: false, null, by);
                receipt.Match(contract, contract.Payments.First().Id, new Money(1), by);
                db.Receipts.Add(receipt);
                await db.SaveChangesAsync();
            }),
            ("void a receipt", async () =>
            {
                var (viewer, by) = (await world.ViewerAsync(WorldPeople.Administrator), world.By(await world.PersonAsync(WorldPeople.Administrator)));
                if (await ReceiptAsync() is { } receipt)
                {
                    await using var db = world.Open();
                    await db.UnmatchAsync(receipt.Id, receipt.Version, receipt.Parts[0].MilestoneId, "Wrong", viewer, by);
                    await using var other = world.Open();
                    await other.VoidAsync(receipt.Id, (await ReceiptAsync())?.Version ?? 0, "Wrong", viewer, by);
                }
            }),
            ("change an industry", async () => await world.ChangeAsync(await CustomerAsync(), row => row.Edit(row.Facts with { Industry = random.Next(3) == 0 ? "Port" : "Rail" }, world.By(null)))),
            ("open", async () => project = await world.OpenedAsync("Project " + Guid.NewGuid().ToString("N")[..6], Somebody(), OpportunityWorld.Initiate)),
            ("move", () => DoAsync(WorldPeople.Rep, (opened, stamp) =>
            {
                if (opened.IsOpen)
                {
                    var to = OpportunityWorld.Stages.Of(opened.StageId == OpportunityWorld.Stages.Of(StageKind.Proposal).Id ? StageKind.Bidding : StageKind.Proposal);
                    opened.MoveTo(to, OpportunityWorld.Stages, "Further", stamp);
                }
            })),
            ("lose", () => DoAsync(WorldPeople.Rep, (opened, stamp) =>
            {
                if (opened.IsOpen)
                {
                    opened.Lose(new Closing(CloseReason.Price, "Dear", null, null), stamp);
                }
            })),
            ("lead", () => world.LeadAsync(random.Next(2) == 0 ? LeadStatus.Converted : LeadStatus.Working, Somebody())),
            ("plan", async () =>
            {
                var action = await world.PlanAsync(project ??= await world.OpenedAsync());
                await using var db = world.Open();
                (await db.PlanActions.Include(row => row.People).SingleAsync(row => row.Id == action.Id)).Do("Done", 10, world.By(await world.PersonAsync(WorldPeople.Rep)));
                await db.SaveChangesAsync();
            }),
            ("hand an opportunity over", () => DoAsync(WorldPeople.Manager, (opened, stamp) =>
            {
                if (opened.IsOpen)
                {
                    opened.HandOverTo((opened.OwnerId ?? 0) + (random.Next(2) == 0 ? 1 : -1) is > 0 and var other && other <= 4 ? other : 1, null, "Holidays", stamp);
                }
            })),
            ("merge", async () =>
            {
                var (kept, merged) = (await world.CustomerAsync("Kept " + Guid.NewGuid().ToString("N")[..6]), await CustomerAsync());
                await MergeSpecs.MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));
            }),
            ("a day passes", () =>
            {
                world.Clock.Pass(TimeSpan.FromHours(7));
                return Task.CompletedTask;
            }),
        ];
    }

    /// <summary>Of everybody, with all that lies behind.</summary>
    private static async Task SameAsync(World world, AppraisalCache cache, IReadOnlyList<string> happened)
    {
        await using var db = world.Open();
        using var fresh = new AppraisalCache();
        var names = await world.NamesAsync();
        foreach (var period in (FiscalSpan[])[Year, AppraisalWorld.Quarter])
        {
            var (kept, anew) = (await db.AppraiseAsync(cache, period, ContractWorld.Today), await db.AppraiseAsync(fresh, period, ContractWorld.Today));
            foreach (var name in People)
            {
                var person = names.People[(await world.PersonAsync(name)).Id];
                var (one, other) = (await db.WholeContentAsync(kept, person, period, names, ContractWorld.Today), await db.WholeContentAsync(anew, person, period, names, ContractWorld.Today));
                Assert.True(one.Write() == other.Write(), $"After {string.Join(", ", happened)} ({name}, {period}):\n{one.Write()}\n{other.Write()}");
            }
        }
    }
}
