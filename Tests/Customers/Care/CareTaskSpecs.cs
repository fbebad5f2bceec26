using System.Globalization;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers.Care;

public sealed class CareTaskSpecs
{
    private static readonly DateOnly Today = Given.By(null).Today;

    [Fact]
    public void Done_is_a_touch_and_its_words_are_the_outcome()
    {
        var (customer, task) = New();
        var touch = new Touch(customer, null, TouchKind.Visit, "They plan a second site", Given.Start, true, Given.By(Given.Rep));

        task.Do(touch, Given.By(Given.Rep));

        Assert.Equal((CareState.Done, "They plan a second site", Given.Rep.Id), (task.State, task.Outcome, task.ClosedById));
        Assert.Equal(Given.Start, customer.LastTouchAt);
        Assert.Equal("CareIsClosed", Given.RefusalOf(() => task.Skip("again", Given.By(Given.Rep))));
    }

    [Theory]
    [InlineData("2026-11-18", "CareMovesAhead")] // today
    [InlineData("2026-11-22", "CareOnWorkingDay")] // a Sunday
    [InlineData("2027-03-01", "CareMovesTooFar")]
    [InlineData("2026-11-20", "CareIsDueThen")]
    public void It_moves_to_another_working_day_soon(string day, string refusal)
    {
        var (_, task) = New();

        Assert.Equal(refusal, Given.RefusalOf(() => task.MoveTo(DateOnly.Parse(day, CultureInfo.InvariantCulture), "busy", BusinessCalendar.Plain, Given.By(Given.Rep))));
    }

    [Fact]
    public void Moving_and_skipping_need_a_reason_that_is_kept()
    {
        var (_, task) = New();

        Assert.Equal("ReasonNeeded", Given.RefusalOf(() => task.MoveTo(Today.AddDays(5), " ", BusinessCalendar.Plain, Given.By(Given.Rep))));
        task.MoveTo(Today.AddDays(5), "they are away", BusinessCalendar.Plain, Given.By(Given.Rep));
        Assert.Equal("ReasonNeeded", Given.RefusalOf(() => task.Skip(null, Given.By(Given.Rep))));
        task.Skip("closed for the holidays", Given.By(Given.Rep));

        Assert.Equal((Today.AddDays(5), 1, CareState.Skipped), (task.DueOn, task.Moves, task.State));
        Assert.Equal([(CareEventKind.Moved, "they are away"), (CareEventKind.Skipped, "closed for the holidays")], task.History.Select(row => (row.Kind, row.Words)));
    }

    [Fact]
    public void A_cycle_asks_once_and_again_after_each_further_length_of_silence()
    {
        var subject = new CareSubject(7, null, CategoryScheme.Key, 2, 10, null);
        var end = Today.AddDays(-45);
        string Key(int days) => CareCycle.Task(subject, end, 30, BusinessCalendar.Plain, Given.By(null, days)).Key;

        Assert.Equal(Key(0), Key(14));
        Assert.NotEqual(Key(14), Key(15));
        Assert.Equal(Today, CareCycle.Task(subject, end, 30, BusinessCalendar.Plain, Given.By(null)).DueOn);
    }

    [Fact]
    public void The_end_of_a_cycle_follows_the_last_touch_and_the_category()
    {
        var customer = Customer();
        customer.ExpectCare(CategoryScheme.Default, Given.Shanghai);
        Assert.Equal(Today.AddDays(180), customer.CareDueOn);

        customer.Touched(Given.Start.AddDays(10), Given.By(Given.Rep, 10));
        customer.Edit(customer.Facts with { Category = CategoryScheme.Key }, Given.By(Given.Rep, 10));
        customer.ExpectCare(CategoryScheme.Default, Given.Shanghai);
        Assert.Equal(Today.AddDays(40), customer.CareDueOn);

        customer.Archive("twice", Given.By(Given.Desk));
        customer.ExpectCare(CategoryScheme.Default, Given.Shanghai);
        Assert.Null(customer.CareDueOn);
    }

    [Fact]
    public void Only_key_contacts_of_a_category_with_a_cycle_have_one()
    {
        var customer = Customer();
        customer.Edit(customer.Facts with { Category = CategoryScheme.Target }, Given.By(Given.Rep));
        var contact = customer.Know(new ContactFacts { Name = "李雷" }, Given.By(Given.Rep));
        contact.ExpectCare(CategoryScheme.Default, Given.Shanghai);
        Assert.Null(contact.CareDueOn);

        contact.BeKey(true);
        contact.ExpectCare(CategoryScheme.Default, Given.Shanghai);
        Assert.Equal(Today.AddDays(60), contact.CareDueOn);
    }

    [Fact]
    public void Nobody_takes_over_from_himself()
    {
        var customer = Customer();

        Assert.Equal("DeputyIsOwner", Given.RefusalOf(() => customer.NameDeputy(Given.Rep.Id, Given.By(Given.Rep))));
        customer.NameDeputy(Given.Colleague.Id, Given.By(Given.Rep));
        Assert.Equal(("DeputyId", "3"), (customer.Changes[^1].Field, customer.Changes[^1].After));
    }

    [Fact]
    public void A_policy_greets_before_the_festival_and_only_whom_it_names()
    {
        var ahead = CarePolicy.Default.FestivalsAhead(new DateOnly(2027, 1, 21)).ToList();

        Assert.Equal([(CareKind.SpringFestival, new DateOnly(2027, 2, 6))], ahead);
        Assert.True(CarePolicy.Default.Keeps(CategoryScheme.General, CareKind.SpringFestival));
        Assert.False(CarePolicy.Default.Keeps(CategoryScheme.General, CareKind.MidAutumn));
        Assert.Equal("CareDaysOutOfRange", Given.RefusalOf(() => _ = new CarePolicy(new Dictionary<string, IReadOnlyList<CareKind>>(), 5, 6, Given.By(Given.Desk))));
    }

    private static (Customer Customer, CareTask Task) New()
    {
        var subject = new CareSubject(0, null, CategoryScheme.General, Given.Rep.Id, 10, null);
        return (Customer(), new CareTask(subject, CareKind.Visit, "k", Today.AddDays(3), Today.AddDays(2), Given.By(null)));
    }

    private static Customer Customer() =>
        new(new CustomerFacts { Name = "绿色传媒有限公司" }, Given.Rep.Id, 10, Given.By(Given.Rep), CustomerOrigin.Form);
}
