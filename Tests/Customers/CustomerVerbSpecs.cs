using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

public sealed class CustomerVerbSpecs
{
    private static readonly CustomerCategory General = CategoryScheme.Default.Of(CategoryScheme.General);

    [Fact]
    public void A_new_customer_is_a_prospect_with_one_event()
    {
        var customer = New();

        Assert.Equal((CustomerStatus.Prospect, Given.Start, 1), (customer.Status, customer.StatusSince, customer.History.Count));
        Assert.Equal("绿色传媒", customer.NameKey);
    }

    [Theory]
    [InlineData(" ", "CustomerNeedsName", null, null)]
    [InlineData("Green", "CreditCodeIsWrong", "91350100M000100Y44", null)]
    [InlineData("Green", "EconomicStrengthOutOfRange", null, 6)]
    public void Facts_that_are_none_are_refused(string name, string code, string? creditCode, int? strength) =>
        Assert.Equal(code, Given.RefusalOf(() => New(new CustomerFacts { Name = name, CreditCode = creditCode, EconomicStrength = strength })));

    [Fact]
    public void Status_follows_projects_and_signatures_and_says_because_of_what()
    {
        var customer = New();

        customer.OpportunityOpened(7, Given.By(Given.Rep, 1));
        customer.OpportunityEnded(7, Given.By(Given.Rep, 2));
        customer.OpportunityOpened(8, Given.By(Given.Rep, 3));
        customer.ContractSigned(5, Given.By(Given.Rep, 4));
        customer.OpportunityEnded(8, Given.By(Given.Rep, 5));

        Assert.Equal(
            [(CustomerStatus.Active, CustomerCause.OpportunityOpened, 7L), (CustomerStatus.Prospect, CustomerCause.OpportunityEnded, 7L),
             (CustomerStatus.Active, CustomerCause.OpportunityOpened, 8L), (CustomerStatus.Installed, CustomerCause.ContractSigned, 5L)],
            customer.History.Skip(1).Select(row => (row.ToStatus, row.Cause!.Value, row.RelatedId!.Value)));
        Assert.Equal(Given.Start.AddDays(4), customer.StatusSince);
    }

    [Fact]
    public void Silence_makes_it_dormant_and_a_touch_wakes_it_to_what_it_was()
    {
        var customer = New();
        customer.ContractSigned(5, Given.By(Given.Rep, 1));

        Assert.False(customer.FallAsleep(General, Given.By(null, General.DormantDays - 0.01)));
        Assert.True(customer.FallAsleep(General, Given.By(null, General.DormantDays)));
        Assert.False(customer.FallAsleep(General, Given.By(null, General.DormantDays + 1)));
        Assert.Equal(CustomerStatus.Dormant, customer.Status);

        customer.Touched(Given.Start.AddDays(400), Given.By(Given.Rep, 400));

        Assert.Equal((CustomerStatus.Installed, CustomerCause.Touched), (customer.Status, customer.History[^1].Cause!.Value));
        Assert.False(customer.FallAsleep(General, Given.By(null, 401)));
    }

    [Fact]
    public void A_touch_recorded_late_does_not_take_the_place_of_a_newer_one()
    {
        var customer = New();
        customer.Touched(Given.Start.AddDays(5), Given.By(Given.Rep, 5));
        customer.Touched(Given.Start.AddDays(2), Given.By(Given.Rep, 6));

        Assert.Equal(Given.Start.AddDays(5), customer.LastTouchAt);
    }

    [Fact]
    public void A_customer_with_an_open_project_is_not_given_up()
    {
        var customer = New();
        customer.OpportunityOpened(7, Given.By(Given.Rep));

        Assert.Equal("CustomerHasOpenOpportunities", Given.RefusalOf(() => customer.GiveUp("moved abroad", Given.By(Given.Rep))));
        customer.OpportunityEnded(7, Given.By(Given.Rep));
        Assert.Equal("ReasonNeeded", Given.RefusalOf(() => customer.GiveUp(" ", Given.By(Given.Rep))));
        customer.GiveUp("moved abroad", Given.By(Given.Rep));
        Assert.Equal("CustomerIsLost", Given.RefusalOf(() => customer.GiveUp("again", Given.By(Given.Rep))));
        customer.TakeUp("they are back", Given.By(Given.Rep));
        Assert.Equal(CustomerStatus.Prospect, customer.Status);
    }

    [Fact]
    public void Contacts_follow_the_owner_and_the_region()
    {
        var customer = New();
        var contact = customer.Know(new ContactFacts { Name = "李雷" }, Given.By(Given.Rep));

        customer.HandOverTo(Given.Stranger.Id, 20, "he leaves", Given.By(Given.Desk));
        customer.Edit(customer.Facts with { RegionId = 9 }, Given.By(Given.Desk));

        Assert.Equal((Given.Stranger.Id, 20L, 9L), (contact.OwnerId!.Value, contact.TeamId!.Value, contact.RegionId!.Value));
        Assert.Equal("CustomerHasThisOwner", Given.RefusalOf(() => customer.HandOverTo(Given.Stranger.Id, 20, null, Given.By(Given.Desk))));
    }

    [Fact]
    public void Each_changed_value_is_kept_with_before_and_after()
    {
        var customer = New();

        customer.Edit(customer.Facts with { Industry = "Media", Tier = CustomerTier.A }, Given.By(Given.Rep));
        customer.Edit(customer.Facts, Given.By(Given.Rep));

        Assert.Equal([("Industry", null, "Media"), ("Tier", null, "A")], customer.Changes.Select(change => (change.Field, change.Before, change.After)));
    }

    [Fact]
    public void An_archived_customer_changes_no_more_until_it_is_restored()
    {
        var customer = New();
        customer.Archive("twice", Given.By(Given.Desk));

        Assert.Equal("CustomerIsArchived", Given.RefusalOf(() => customer.Edit(customer.Facts with { Industry = "x" }, Given.By(Given.Rep))));
        Assert.Equal("CustomerIsArchived", Given.RefusalOf(() => customer.HandOverTo(4, 20, null, Given.By(Given.Desk))));
        customer.Restore(Given.By(Given.Desk));
        customer.Edit(customer.Facts with { Industry = "x" }, Given.By(Given.Rep));
        Assert.Equal("x", customer.Industry);
    }

    [Fact]
    public void A_touch_is_never_in_the_future_and_a_note_is_no_touch()
    {
        var customer = New();

        Assert.Equal("TouchInTheFuture", Given.RefusalOf(() => _ = new Touch(customer, null, TouchKind.Call, null, Given.Start.AddDays(1), true, Given.By(Given.Rep))));
        _ = new Touch(customer, null, TouchKind.Note, "heard that they build", Given.Start, true, Given.By(Given.Rep));
        Assert.Null(customer.LastTouchAt);
    }

    [Fact]
    public void A_group_has_no_circle_and_a_limited_depth()
    {
        var chain = Enumerable.Range(1, Customer.MostLevels + 1).Select(id => WithId(New(), id)).ToList();
        var above = chain.Take(Customer.MostLevels).Reverse().ToList();

        Assert.Equal("CustomerAboveItself", chain[0].CanBelongTo(above, 0)?.Code);
        Assert.Equal("GroupTooDeep", chain[^1].CanBelongTo(above, 0)?.Code);
        Assert.Null(chain[^1].CanBelongTo([.. above.Skip(1)], 0));
        Assert.Equal("GroupTooDeep", chain[^1].CanBelongTo([.. above.Skip(1)], 1)?.Code);
    }

    private static Customer New(CustomerFacts? facts = null) =>
        new(facts ?? new CustomerFacts { Name = "绿色传媒有限公司" }, Given.Rep.Id, 10, Given.By(Given.Rep), CustomerOrigin.Form);

    private static Customer WithId(Customer customer, long id)
    {
        typeof(Customer).GetProperty(nameof(Customer.Id))!.SetValue(customer, id);
        return customer;
    }
}
