using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Care;

/// <summary>The clock stands at Wednesday 2026-11-18, 10:00 in Shanghai.</summary>
public sealed class CareNightSpecs
{
    [Theory, EveryDatabase]
    public async Task Each_occasion_comes_once_however_often_the_night_is_run(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync(birthday: new DateOnly(1980, 11, 28));

        Assert.Equal(3, await world.NightAsync());
        Assert.Equal(0, await world.NightAsync());

        await using var db = world.Open();
        var tasks = await db.CareTasks.OrderBy(task => task.Kind).ToListAsync();
        Assert.Equal([CareKind.Birthday, CareKind.KeyContact, CareKind.Visit], tasks.Select(task => task.Kind));
        Assert.Equal((new DateOnly(2026, 11, 28), new DateOnly(2026, 11, 27)), (tasks[0].OccasionOn, tasks[0].DueOn));
        Assert.All(tasks, task => Assert.NotNull(task.OwnerId));
    }

    [Theory, EveryDatabase]
    public async Task A_contract_has_its_day_each_year_and_a_delivery_its_visit_some_weeks_later(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.NightAsync();
        await world.ContractAsync(customer, signedOn: new DateOnly(2024, 11, 24));
        await world.ContractAsync(customer, signedOn: new DateOnly(2025, 3, 3));
        var accepted = await world.ContractAsync(customer, signedOn: new DateOnly(2026, 2, 2));
        await using (var db = world.Open())
        {
            var (row, by) = (await db.LoadAsync(accepted.Id), world.By(null));
            row.Deliveries.ToList().ForEach(milestone => row.Finish(milestone.Id, new DateOnly(2026, 10, 20), by));
            row.Deliver(by);
            row.Accept(new DateOnly(2026, 10, 25), 12, [HandOverNeed.Documents], by);
            await db.SaveChangesAsync();
        }

        Assert.Equal(2, await world.NightAsync());
        Assert.Equal(0, await world.NightAsync());

        await using var after = world.Open();
        var made = await after.CareTasks.Where(task => task.Kind == CareKind.ContractDay || task.Kind == CareKind.Revisit).OrderBy(task => task.Kind).ToListAsync();
        Assert.Equal([(CareKind.ContractDay, new DateOnly(2026, 11, 24)), (CareKind.Revisit, new DateOnly(2026, 11, 24))], made.Select(task => (task.Kind, task.OccasionOn)));
        Assert.All(made, task => Assert.NotNull(task.OwnerId));
    }

    [Theory, EveryDatabase]
    public async Task Two_nodes_at_once_make_no_task_twice(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < 5; i++)
        {
            await world.CustomerAsync(name: $"Customer {i}");
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Record.ExceptionAsync(() => world.NightAsync()).AsTask()));
        await world.NightAsync();

        await using var db = world.Open();
        Assert.Equal((10, 10), (await db.CareTasks.CountAsync(), await db.CareTasks.Select(task => task.Key).Distinct().CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_touch_closes_what_it_met_and_begins_a_new_cycle(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.NightAsync();
        world.Clock.Pass(TimeSpan.FromHours(3));
        await world.TouchAsync(customer);

        Assert.Equal(0, await world.NightAsync());

        await using var db = world.Open();
        Assert.All(await db.CareTasks.ToListAsync(), task => Assert.Equal((CareState.Done, world.By(null).At), (task.State, task.ClosedAt)));
        Assert.Equal(new DateOnly(2026, 12, 18), (await db.Customers.SingleAsync()).CareDueOn);
    }

    [Theory, EveryDatabase]
    public async Task Open_tasks_follow_the_customer_to_its_new_owner(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.NightAsync();
        var stranger = await world.PersonAsync(WorldPeople.Stranger);
        await using (var db = world.Open())
        {
            var known = await Infrastructure.Customers.CustomerQueries.ForChange(db.Customers).SingleAsync(row => row.Id == customer.Id);
            known.HandOverTo(stranger.Id, stranger.TeamId, "he leaves", world.By(null));
            await db.SaveChangesAsync();
        }

        await using var after = world.Open();
        Assert.All(await after.CareTasks.ToListAsync(), task => Assert.Equal((stranger.Id, stranger.TeamId), (task.OwnerId, task.TeamId)));
    }

    [Theory, EveryDatabase]
    public async Task What_was_handed_over_past_the_change_tracker_follows_at_once_or_at_night(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.NightAsync();
        var colleague = await world.PersonAsync(WorldPeople.Colleague);
        await using var db = world.Open();
        await db.Customers.ExecuteUpdateAsync(row => row.SetProperty(r => r.OwnerId, colleague.Id));

        Assert.Equal(2, await db.CareFollowsAsync([customer.Id]));
        Assert.Equal(0, await db.CareFollowsAsync(null));
        Assert.Equal(2, await db.CareTasks.CountAsync(task => task.OwnerId == colleague.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_festival_is_kept_for_the_categories_of_the_policy(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.Clock.MoveTo(new DateTime(2027, 1, 21, 1, 0, 0, DateTimeKind.Utc));
        await world.CustomerAsync(category: CategoryScheme.General, sinceDays: 1, name: "General");
        await world.CustomerAsync(category: CategoryScheme.Key, sinceDays: 1, name: "Key");
        await world.NightAsync();

        await using var db = world.Open();
        var festival = await db.CareTasks.Where(task => task.Kind == CareKind.SpringFestival).ToListAsync();
        Assert.Equal(2, festival.Count);
        Assert.All(festival, task => Assert.Equal((new DateOnly(2027, 2, 6), new DateOnly(2027, 2, 3)), (task.OccasionOn, task.DueOn)));
    }

    [Theory, EveryDatabase]
    public async Task A_changed_scheme_moves_the_ends_of_all_cycles(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync(sinceDays: 10);
        await using var db = world.Open();
        db.CategorySchemes.Add(new CategoryScheme([new CustomerCategory(CategoryScheme.Key, "Key", "重点", 90, 7, 14)], world.By(null)));
        await db.SaveChangesAsync();
        await Infrastructure.Shared.CompanyReader.ReadCompanyAsync(db);

        Assert.Equal(2, await db.ExpectCareAnewAsync());
        Assert.Equal(0, await db.ExpectCareAnewAsync());
        Assert.Equal(new DateOnly(2026, 11, 15), await db.Customers.Select(row => row.CareDueOn).SingleAsync());
        Assert.Equal(new DateOnly(2026, 11, 22), await db.Contacts.Select(row => row.CareDueOn).SingleAsync());
    }
}
