using Bogus;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>What becomes of an opportunity: through both gates, from stage to stage, worth something else, put off, lost or won; one of five is still open, some of them because nobody went on.</summary>
internal sealed class ScaleSale(DemoCast cast, CompanyFacts facts, Randomizer chance, DateTime until)
{
    private static readonly QualificationAnswers Sound = new(GateAnswer.Yes, "Our trade", GateAnswer.Yes, "Done before", GateAnswer.Yes, "In their plan", null, null);

    private const float LeftLying = 0.2f;

    private readonly Dictionary<long, long> _managers = cast.Reps.ToDictionary(rep => rep.Id, rep => cast.ManagerOf(rep).Id);
    private readonly long[] _presales = [.. cast.Presales.Select(person => person.Id)];

    public void Live(Opportunity opportunity, ScaleBatch batch)
    {
        var at = opportunity.CreatedAt;
        var lasts = chance.Bool(LeftLying) ? chance.Int(1, 5) : int.MaxValue;
        foreach (var step in Steps(opportunity, batch).Take(lasts))
        {
            at += TimeSpan.FromDays(chance.Double(2, 40));
            if (at > until || !opportunity.IsOpen)
            {
                return;
            }

            step(Stamp.Of(opportunity.OwnerId, at, facts.Time));
        }
    }

    private IEnumerable<Action<Stamp>> Steps(Opportunity opportunity, ScaleBatch batch)
    {
        yield return stamp => Qualify(opportunity, batch, stamp);
        yield return stamp => Initiate(opportunity, batch, stamp);
        foreach (var stage in (StageKind[])[StageKind.Proposal, StageKind.Bidding, StageKind.Negotiation])
        {
            yield return stamp => Go(opportunity, stage, stamp);
        }

        yield return stamp => opportunity.Win(facts.Stages, new Closing(CloseReason.Solution, null, null, null), stamp);
    }

    private void Qualify(Opportunity opportunity, ScaleBatch batch, Stamp stamp)
    {
        opportunity.Revalue(DemoFacts.Amount(chance), null, stamp);
        opportunity.Redate(stamp.Today.AddDays(chance.Int(60, 240)), "Their plan", stamp);
        batch.Qualifications.Add(new Qualification(opportunity, Sound, stamp));
        Move(opportunity, StageKind.Qualified, stamp);
    }

    private void Initiate(Opportunity opportunity, ScaleBatch batch, Stamp stamp)
    {
        var amount = opportunity.Amount ?? Money.FromMajor(100_000);
        var budget = new PresalesLine(PresalesKind.PersonDays, "Design", chance.ArrayElement(_presales), 50, Money.FromMajor(1_800), Money.Zero, stamp.Today, stamp.Today.AddDays(20));
        var expected = DemoFacts.Later(opportunity.ExpectedOn, stamp.Today);
        var application = new Initiation(opportunity, new InitiationTerms(amount, new Percent(2_200).Of(amount), 40, expected, "By reference", null, [budget]), stamp);
        application.Decide(opportunity, InitiationVerdict.Approve, null, null, null, stamp with { ActorId = _managers[opportunity.OwnerId ?? 0] });
        batch.Initiations.Add(application);
        Move(opportunity, StageKind.Initiated, stamp);
    }

    private void Go(Opportunity opportunity, StageKind stage, Stamp stamp)
    {
        switch (chance.Double())
        {
            case < 0.18:
                opportunity.Lose(new Closing(CloseReason.Price, null, "Others", null), stamp);
                return;
            case < 0.4:
                opportunity.Redate(DemoFacts.Later(opportunity.ExpectedOn, stamp.Today).AddDays(chance.Int(10, 90)), "Their board meets later", stamp);
                break;
            case < 0.7:
                opportunity.Revalue(DemoFacts.Amount(chance), "As offered", stamp);
                break;
        }

        Move(opportunity, stage, stamp);
        opportunity.Plan("Call them", stamp.Today.AddDays(chance.Int(2, 30)));
    }

    private void Move(Opportunity opportunity, StageKind to, Stamp stamp) => opportunity.MoveTo(facts.Stages.Of(to), facts.Stages, null, stamp);
}
