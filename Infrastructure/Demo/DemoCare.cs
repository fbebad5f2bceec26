using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What was done for the customers once they were won: who is important, who was spoken with and who was forgotten, week by week.</summary>
internal sealed class DemoCare(CrmDbContext db, DemoStory story, DateTime until)
{
    /// <summary>So many weeks are played night by night; before them is only what was logged.</summary>
    private const int Weeks = 4;

    private readonly IReadOnlyList<Customer> _customers = story.Clients;
    private readonly Dictionary<long, Customer> _byId = story.Clients.ToDictionary(customer => customer.Id);
    private readonly HashSet<Customer> _met = [];
    private readonly DemoDevelopment _development = new(story);

    private DateTime Begun => until.AddDays(-7 * Weeks);

    public async Task PlayAsync(CancellationToken cancel)
    {
        foreach (var customer in _customers)
        {
            Know(customer);
        }

        await DemoShelf.KeepNewAsync(db, _customers, cancel);
        await db.InsertInBulkAsync(_customers.SelectMany(Before).ToList(), cancel);
        await DemoShelf.KeepAsync(db, _customers, cancel);
        for (var week = 0; week < Weeks; week++)
        {
            await WeekAsync(Begun.AddDays(7 * week), cancel);
        }

        db.DevelopmentPlans.AddRange(_customers.Where(IsKey).SelectMany(customer => _development.PlansOf(customer, until, db.Company.Settings)));
        await NightAsync(until, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private static bool IsKey(Customer customer) => customer.Category == CategoryScheme.Key;

    /// <summary>Its class, its key contact, and sometimes who takes over.</summary>
    private void Know(Customer customer)
    {
        var stamp = By(customer.OwnerId, customer.CreatedAt);
        var category = story.Chance.WeightedRandom([CategoryScheme.Key, CategoryScheme.Target, CategoryScheme.General], [0.2f, 0.4f, 0.4f]);
        customer.Edit(customer.Facts with { Category = category }, stamp, CustomerOrigin.Demo);
        var isChinese = customer.Name.Any(sign => sign > 0x4e00);
        foreach (var contact in customer.Contacts.Where(_ => category != CategoryScheme.General && story.Chance.Bool(0.85f)))
        {
            contact.BeKey(true);
            contact.Edit(Born(contact.Facts, isChinese), stamp, CustomerOrigin.Demo);
        }

        if (category == CategoryScheme.Key && story.Chance.Bool(0.8f))
        {
            var head = new ContactFacts { Name = story.Talk.Names.Of(isChinese), Position = isChinese ? "信息中心主任" : "Head of IT" };
            customer.Know(Born(head, isChinese), stamp, CustomerOrigin.Demo).BeKey(true);
        }

        if (story.Chance.Bool(category == CategoryScheme.Key ? 0.6f : 0.15f) && ColleagueOf(customer) is { } deputy)
        {
            customer.NameDeputy(deputy, stamp);
        }
    }

    private ContactFacts Born(ContactFacts facts, bool isChinese) => facts with
    {
        Birthday = story.Chance.Bool(0.6f) ? new DateOnly(1962 + story.Chance.Int(0, 32), story.Chance.Int(1, 12), story.Chance.Int(1, 28)) : null,
        IsBirthdayLunar = isChinese && story.Chance.Bool(0.4f),
    };

    /// <summary>Touches up to the weeks that are played; about one customer of four is forgotten at some time.</summary>
    private IEnumerable<Touch> Before(Customer customer)
    {
        var cycle = CategoryScheme.Default.Of(customer.Category).VisitDays ?? 180;
        var end = story.Chance.Bool(0.25f) ? Begun.AddDays(-story.Chance.Int(10, 200)) : Begun;
        for (var at = Later(customer.CreatedAt, cycle); at < end; at = Later(at, cycle))
        {
            yield return Speak(customer, customer.Contacts.Count == 0 ? null : story.Chance.ListItem([.. customer.Contacts]), at);
        }
    }

    private async Task WeekAsync(DateTime monday, CancellationToken cancel)
    {
        await NightAsync(monday, cancel);
        var end = story.Hours.Time.DayOf(monday.AddDays(7));
        foreach (var task in await db.CareTasks.Include(task => task.History).Where(task => task.State == CareState.Open && task.DueOn < end)
            .OrderBy(task => task.Id).ToListAsync(cancel))
        {
            See(task, story.Hours.After(monday, story.Chance.Double(1, 35)));
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        await DemoShelf.KeepAsync(db, [.. _met], cancel);
        _met.Clear();
    }

    private void See(CareTask task, DateTime at)
    {
        var (customer, stamp) = (_byId.GetValueOrDefault(task.CustomerId), By(task.OwnerId, at));
        switch (story.Chance.Double())
        {
            case < 0.55 when customer is not null:
                var touch = Speak(customer, customer.Contacts.FirstOrDefault(contact => contact.Id == task.ContactId), at);
                db.Touches.Add(touch);
                _met.Add(customer);
                task.Do(touch, stamp);
                break;
            case < 0.62:
                task.Skip(story.Chance.ArrayElement(["客户出差，下次再约", "Met them at the fair already"]), stamp);
                break;
            case < 0.72 when db.Company.Facts.Calendar.AddWorkingDays(stamp.Today, story.Chance.Int(3, 12)) is var later && later != task.DueOn:
                task.MoveTo(later, story.Chance.ArrayElement(["对方在审计期", "They asked for a later date"]),
                    db.Company.Facts.Calendar, stamp);
                break;
        }
    }

    /// <summary>The owner mostly, sometimes a colleague of his team.</summary>
    private Touch Speak(Customer customer, Contact? contact, DateTime at)
    {
        at = Stamp.WholeMilliseconds(at);
        var person = story.Chance.Bool(0.75f) ? customer.OwnerId : ColleagueOf(customer) ?? customer.OwnerId;
        var kind = story.Chance.ArrayElement([TouchKind.Call, TouchKind.Visit, TouchKind.Meeting, TouchKind.Message]);
        var words = story.Chance.Bool(0.7f) ? story.Speech.Contact(customer.Name.Any(sign => sign > 0x4e00)) : null;
        return new Touch(customer, contact, kind, words, at, story.Chance.Bool(0.9f), By(person, at));
    }

    private async Task NightAsync(DateTime at, CancellationToken cancel)
    {
        var stamp = By(null, at);
        await db.RunCareNightAsync(stamp, cancel);
        await db.ScoreContinuityAsync(stamp, cancel);
    }

    private long? ColleagueOf(Customer customer) => story.Cast.Reps.FirstOrDefault(rep => rep.TeamId == customer.TeamId && rep.Id != customer.OwnerId
        && rep.IsActive(story.Hours.Time.DayOf(until)) && story.Chance.Bool(0.5f))?.Id;

    private DateTime Later(DateTime at, int cycle) => story.Hours.After(at.AddDays(cycle * story.Chance.Double(0.4, 1.1)), story.Chance.Double(0, 8));

    private Stamp By(long? personId, DateTime at) => Stamp.Of(personId, at, story.Hours.Time);
}
