using SiCrm.Domain.Customers.Continuity;

namespace SiCrm.Tests.Customers.Continuity;

public sealed class ContinuityScoreSpecs
{
    [Fact]
    public void Nothing_done_is_nothing() => Assert.Equal(0, ContinuityScore.Of(default).Total);

    [Fact]
    public void Everything_done_is_a_hundred()
    {
        Assert.Equal(100, ContinuityScore.Of(new(3, 3, 9, 3, true, true, 5)).Total);
        Assert.Equal(100, ContinuityScore.Most.Values.Sum());
    }

    [Theory]
    [InlineData(4, 2, 0, 0, 0, 15, 0, 0)]
    [InlineData(0, 0, 10, 1, 0, 0, 6, 0)]
    [InlineData(0, 0, 10, 9, 2, 0, 20, 6)]
    public void A_part_counts_by_its_share(int contacts, int shared, int touches, int others, int notes, int second, int sharedPoints, int knowledge)
    {
        var score = ContinuityScore.Of(new(contacts, shared, touches, others, false, false, notes));

        Assert.Equal((second, sharedPoints, knowledge), (score.SecondColleague, score.SharedTouches, score.Knowledge));
    }

    [Fact]
    public void No_part_exceeds_its_most_and_more_is_never_worse()
    {
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            var facts = new ContinuityFacts(random.Next(5), 0, random.Next(30), 0, random.Next(2) == 0, random.Next(2) == 0, random.Next(9));
            facts = facts with { SharedContacts = random.Next(facts.KeyContacts + 1), OthersTouches = random.Next(facts.Touches + 1) };
            var score = ContinuityScore.Of(facts);

            Assert.All(ContinuityScore.Most, part => Assert.InRange(score[part.Key], 0, part.Value));
            Assert.True(ContinuityScore.Of(facts with { Notes = facts.Notes + 1, HasDeputy = true, HasNextDate = true }).Total >= score.Total);
        }
    }
}
