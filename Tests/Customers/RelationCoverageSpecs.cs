using SiCrm.Domain.Customers;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

public sealed class RelationCoverageSpecs
{
    private static readonly BuyingRole[] Three = [BuyingRole.DecisionMaker, BuyingRole.EconomicBuyer, BuyingRole.TechnicalEvaluator];

    [Fact]
    public void A_missing_role_and_an_opponent_who_is_silent_are_told()
    {
        var coverage = Of(
            Relations.Person(1, BuyingRole.DecisionMaker),
            Relations.Person(2, BuyingRole.TechnicalEvaluator, attitude: -1, touchedDaysAgo: 41));

        Assert.Equal(
            [(RelationGapKind.RoleMissing, BuyingRole.EconomicBuyer, null), (RelationGapKind.Against, BuyingRole.TechnicalEvaluator, 41)],
            coverage.Gaps.Select(gap => (gap.Kind, gap.Role, gap.Days)));
        Assert.Equal(1m / 3, coverage.Share);
    }

    [Theory]
    [InlineData(BuyingRole.DecisionMaker, 1, 1.0, 1.0, true, null)]
    [InlineData(BuyingRole.DecisionMaker, 1, 1.0, 45.0, false, RelationGapKind.NoManager)]
    [InlineData(BuyingRole.DecisionMaker, null, 1.0, 1.0, false, RelationGapKind.AttitudeUnknown)]
    [InlineData(BuyingRole.TechnicalEvaluator, 0, 30.0, null, true, null)]
    [InlineData(BuyingRole.TechnicalEvaluator, 0, 31.0, null, false, RelationGapKind.Silent)]
    [InlineData(BuyingRole.TechnicalEvaluator, 0, null, null, false, RelationGapKind.NeverTouched)]
    [InlineData(BuyingRole.TechnicalEvaluator, -2, 1.0, null, true, RelationGapKind.Against)]
    public void A_role_is_covered_by_a_known_attitude_and_a_contact_of_late_by_the_right_one_of_us(
        BuyingRole role, int? attitude, double? touched, double? byManager, bool isCovered, RelationGapKind? gap)
    {
        var coverage = RelationCoverage.Of([Relations.Person(1, role, attitude, touched, byManager)], [role], Given.By(null).Today, Given.Shanghai.DayOf);

        Assert.Equal(isCovered, coverage.Covered.Count == 1);
        Assert.Equal(gap is null ? [] : [gap.Value], coverage.Gaps.Select(one => one.Kind));
    }

    [Fact]
    public void Two_for_one_role_cover_it_when_one_of_them_does()
    {
        var coverage = RelationCoverage.Of(
            [Relations.Person(1, BuyingRole.TechnicalEvaluator, touchedDaysAgo: null), Relations.Person(2, BuyingRole.TechnicalEvaluator)],
            [BuyingRole.TechnicalEvaluator], Given.By(null).Today, Given.Shanghai.DayOf);

        Assert.Equal(1, coverage.Share);
        Assert.Equal([RelationGapKind.NeverTouched], coverage.Gaps.Select(gap => gap.Kind));
    }

    [Fact]
    public void What_has_to_be_covered_follows_from_how_the_customer_buys_and_how_far_it_is()
    {
        RoleNeed[] table = [new(BuyingRole.User, Stage: "Proposal"), new(BuyingRole.Coach, ProcurementMode.OpenTender)];

        Assert.Equal(Three, BuyingCentreNeeds.Of(null));
        Assert.Contains(BuyingRole.Coach, BuyingCentreNeeds.Of(ProcurementMode.OpenTender));
        Assert.Equal([], BuyingCentreNeeds.Of(null, [], table));
        Assert.Equal([BuyingRole.User, BuyingRole.Coach], BuyingCentreNeeds.Of(ProcurementMode.OpenTender, ["Discovery", "Proposal"], table));
    }

    private static RelationCoverage Of(params RelationPerson[] people) => RelationCoverage.Of(people, Three, Given.By(null).Today, Given.Shanghai.DayOf);
}
