using SiCrm.Domain.Customers;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

public sealed class BuyingCentreSpecs
{
    [Fact]
    public void An_attitude_is_kept_with_what_it_was_concluded_from()
    {
        var centre = new BuyingCentre(9, 1);
        var contact = Relations.Contact(1, "Li Lei");

        centre.Place(contact, Relations.Facts(), null, null, Given.By(Given.Rep));
        centre.Place(contact, Relations.Facts(), -1, "Asked the competitor in", Given.By(Given.Rep, 1));
        centre.Place(contact, Relations.Facts(), -1, "Again", Given.By(Given.Rep, 2));
        var member = centre.Place(contact, Relations.Facts(), 1, "Liked the demo", Given.By(Given.Rep, 3));

        Assert.Equal([(null, -1), (-1, 1)], member.Attitudes.Select(row => (row.From, row.To)));
        Assert.Equal((1, Given.Start.AddDays(3)), (member.Attitude, member.AttitudeSince));
        Assert.Equal("AttitudeNeedsEvidence", Given.RefusalOf(() => centre.Place(contact, Relations.Facts(), 2, null, Given.By(Given.Rep))));
    }

    [Fact]
    public void Nobody_reports_to_himself_directly_or_through_others()
    {
        var centre = Chain(3);

        Assert.Equal("ReportsInARing", Given.RefusalOf(() => Place(centre, 1, reportsTo: 3)));
        Assert.Equal("ReportsInARing", Given.RefusalOf(() => Place(centre, 2, reportsTo: 2)));
        Assert.Equal("NotInBuyingCentre", Given.RefusalOf(() => Place(centre, 2, reportsTo: 77)));
    }

    [Fact]
    public void A_line_is_no_longer_than_a_company_is_deep()
    {
        var centre = Chain(BuyingCentre.Deepest);

        Assert.Equal("ReportsTooDeep", Given.RefusalOf(() => Place(centre, 99, reportsTo: BuyingCentre.Deepest)));
    }

    [Fact]
    public void Who_leaves_is_nobody_s_superior_and_may_come_back()
    {
        var centre = Chain(3);

        centre.Leave(2, Given.By(Given.Rep, 1));

        Assert.Equal([(1L, null), (3L, null)], centre.Present.Select(member => (member.ContactId, member.ReportsToId)));
        Place(centre, 2);
        Assert.Equal(3, centre.Members.Count);
        Assert.Equal("NotInBuyingCentre", Given.RefusalOf(() => centre.Leave(55, Given.By(Given.Rep))));
    }

    [Fact]
    public void Only_people_of_the_customer_take_part_and_not_without_end()
    {
        var centre = new BuyingCentre(9, 1);
        Assert.Equal("ContactOfAnother", Given.RefusalOf(() => centre.Place(Relations.Contact(5, "Han", 2), Relations.Facts(), null, null, Given.By(Given.Rep))));
        Assert.Equal("InfluenceOutOfRange", Given.RefusalOf(() => centre.Place(Relations.Contact(5, "Han"), Relations.Facts(influence: 6), null, null, Given.By(Given.Rep))));

        for (var id = 1; id <= BuyingCentre.Most; id++)
        {
            Place(centre, id);
        }

        Assert.Equal("BuyingCentreIsFull", Given.RefusalOf(() => Place(centre, 1000)));
        Place(centre, 1);
    }

    [Fact]
    public void Whatever_is_drawn_in_whatever_order_there_is_no_ring()
    {
        var chance = new Random(4711);
        var centre = new BuyingCentre(9, 1);
        for (var id = 1; id <= 12; id++)
        {
            Place(centre, id);
        }

        for (var i = 0; i < 2000; i++)
        {
            var (who, boss) = (chance.Next(1, 13), chance.Next(1, 13));
            Given.RefusalOf(() => Place(centre, who, reportsTo: boss));
            var lines = centre.Present.ToDictionary(member => member.ContactId, member => member.ReportsToId);
            Assert.False(ReportingLines.HasRing(lines));
            Assert.InRange(ReportingLines.Depth(lines), 1, BuyingCentre.Deepest);
        }
    }

    private static void Place(BuyingCentre centre, long id, long? reportsTo = null) =>
        centre.Place(Relations.Contact(id, $"P{id}"), Relations.Facts(reportsTo: reportsTo), null, null, Given.By(Given.Rep));

    /// <summary>1 at the top, each next one below the one before.</summary>
    private static BuyingCentre Chain(int length)
    {
        var centre = new BuyingCentre(9, 1);
        for (var id = 1; id <= length; id++)
        {
            Place(centre, id, id > 1 ? id - 1 : null);
        }

        return centre;
    }
}
