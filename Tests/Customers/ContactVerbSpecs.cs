using SiCrm.Domain.Customers;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

public sealed class ContactVerbSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Fact]
    public void Who_changes_employer_leaves_a_row_behind_and_belongs_to_the_new_one()
    {
        var (old, next) = (Relations.Customer(1, "Green Media", ownerId: 2), Relations.Customer(2, "Blue Bank", ownerId: 3));
        var contact = old.Know(new ContactFacts { Name = "Li Lei", Position = "Engineer" }, Given.By(Given.Rep));

        contact.MoveTo(next, "Head of IT", null, Today, Given.By(Given.Rep));

        var row = Assert.Single(contact.Employments);
        Assert.Equal(("Engineer", null, Today), (row.Position, row.From, row.Until));
        Assert.Equal((2L, "Head of IT", Today, 3L), (contact.CustomerId, contact.Position, contact.EmployedSince, contact.OwnerId));
        Assert.Contains(contact.Changes, change => change is { Field: nameof(ContactFacts.Position), Before: "Engineer", After: "Head of IT" });
    }

    [Theory]
    [InlineData(2, 1, "DateInTheFuture")]
    [InlineData(0, 0, "ContactWorksThere")]
    public void A_move_that_is_none_is_refused(long to, int days, string code)
    {
        var contact = Relations.Customer(0, "Green Media").Know(new ContactFacts { Name = "Li Lei" }, Given.By(Given.Rep));

        Assert.Equal(code, Given.RefusalOf(() => contact.MoveTo(Relations.Customer(to, "Blue Bank"), null, null, Today.AddDays(days), Given.By(Given.Rep))));
    }

    [Fact]
    public void A_second_move_does_not_begin_before_the_first()
    {
        var contact = Relations.Customer(1, "Green Media").Know(new ContactFacts { Name = "Li Lei" }, Given.By(Given.Rep));
        contact.MoveTo(Relations.Customer(2, "Blue Bank"), null, null, Today, Given.By(Given.Rep));

        Assert.Equal("EmploymentBackwards", Given.RefusalOf(() => contact.MoveTo(Relations.Customer(3, "Red Rail"), null, null, Today.AddDays(-1), Given.By(Given.Rep))));
    }

    [Fact]
    public void Consent_is_kept_with_since_when_and_how_and_no_edit_touches_it()
    {
        var contact = Relations.Customer(1, "Green Media").Know(new ContactFacts { Name = "Li Lei" }, Given.By(Given.Rep));

        contact.Decide(Consent.Given, Today, "Said at the fair", Given.By(Given.Rep));
        contact.Edit(contact.Facts with { Name = "Li Lei", Consent = Consent.Refused, ConsentHow = null, Email = "li@example.com" }, Given.By(Given.Rep));

        Assert.Equal((Consent.Given, Today, "Said at the fair"), (contact.Consent, contact.ConsentOn, contact.ConsentHow));
        Assert.Equal("ConsentNeedsHow", Given.RefusalOf(() => contact.Decide(Consent.Refused, Today, " ", Given.By(Given.Rep))));
        Assert.Equal("DateInTheFuture", Given.RefusalOf(() => contact.Decide(Consent.Refused, Today.AddDays(1), "Mail", Given.By(Given.Rep))));
    }

    [Fact]
    public void An_archived_contact_is_not_changed_until_it_is_restored()
    {
        var contact = Relations.Customer(1, "Green Media").Know(new ContactFacts { Name = "Li Lei" }, Given.By(Given.Rep));
        Assert.Equal("ContactIsNotArchived", Given.RefusalOf(contact.Restore));

        contact.Archive(Given.By(Given.Rep));

        Assert.Equal("ContactIsArchived", Given.RefusalOf(() => contact.BeKey(true)));
        Assert.Equal("ContactIsArchived", Given.RefusalOf(() => contact.Decide(Consent.Unknown, Today, null, Given.By(Given.Rep))));
        contact.Restore();
        contact.BeKey(true);
        Assert.True(contact.IsKey);
    }

    [Fact]
    public void The_birthday_is_found_by_its_key_and_a_lunar_one_needs_a_day()
    {
        var contact = Relations.Customer(1, "Green Media").Know(new ContactFacts { Name = "Li Lei", IsBirthdayLunar = true }, Given.By(Given.Rep));
        Assert.Equal((null, false), (contact.BirthdayKey, contact.IsBirthdayLunar));

        contact.Edit(contact.Facts with { Birthday = new DateOnly(1990, 10, 3), IsBirthdayLunar = true }, Given.By(Given.Rep));

        Assert.Equal(10_815, contact.BirthdayKey);
    }
}
