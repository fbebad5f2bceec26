using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Appraisal;

public sealed class SheetSpecs
{
    private static readonly FiscalSpan Period = new(new DateOnly(2017, 4, 1), 3, 1);

    [Fact]
    public void A_sheet_is_closed_after_its_period_by_another_with_a_comment()
    {
        Assert.Equal("PeriodNotOver", AppraisalSheet.CanClose(1, Period, By(2, new DateOnly(2017, 6, 30)))?.Code);
        Assert.Equal("OwnSheet", AppraisalSheet.CanClose(1, Period, By(1))?.Code);
        Assert.Equal("CommentNeeded", Assert.Throws<RuleBroken>(() => Sheet(comment: " ")).Refusal.Code);
        Assert.True(Sheet().IsIntact);
    }

    [Fact]
    public void An_appeal_counts_once_another_has_accepted_it()
    {
        var sheet = Sheet();
        var appeal = sheet.Appeal(2.5m, "The bid was mine", By(1));

        Assert.Equal(sheet.Score, sheet.FinalScore);
        Assert.Equal("AppealIsOpen", sheet.CanAppeal(1)?.Code);
        Assert.Equal("OwnSheet", appeal.CanDecide(1)?.Code);
        appeal.Decide(sheet, isAccepted: true, "It was", By(2));
        Assert.Equal(sheet.Score + 2.5m, sheet.FinalScore);
        Assert.Equal("AppealIsDecided", appeal.CanDecide(2)?.Code);
        Assert.True(sheet.IsIntact);
    }

    [Fact]
    public void A_refused_appeal_changes_nothing_and_leaves_room_for_another()
    {
        var sheet = Sheet();
        sheet.Appeal(-1m, "Too much", By(1)).Decide(sheet, isAccepted: false, "It was right", By(2));
        Assert.Equal(sheet.Score, sheet.FinalScore);
        Assert.Null(sheet.CanAppeal(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-100.01)]
    [InlineData(1.005)]
    public void An_appeal_asks_for_a_little(decimal change) => Assert.Equal("ChangeOutOfRange", Assert.Throws<RuleBroken>(() => Sheet().Appeal(change, "Why", By(1))).Refusal.Code);

    [Fact]
    public void Nobody_appeals_for_another() => Assert.Equal("AppealOfAnother", Sheet().CanAppeal(2)?.Code);

    private static AppraisalSheet Sheet(string comment = "Good work")
    {
        var own = new AppraisalFigures { Signed = Money.FromMajor(80_000), Target = Money.FromMajor(100_000) };
        return new AppraisalSheet(1, Period, own, AppraisalScore.Of(own, own, AppraisalScheme.Default, [Role.Sales]), "{}", comment, By(2));
    }

    private static Stamp By(long person, DateOnly? day = null) => new(person, new DateTime(2017, 7, 3, 1, 0, 0, DateTimeKind.Utc), day ?? new DateOnly(2017, 7, 3));
}
