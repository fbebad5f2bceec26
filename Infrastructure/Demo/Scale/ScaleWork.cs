using Bogus;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using Person = SiCrm.Domain.Access.Person;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>What was planned and worked for the opportunities of a batch, once they are in the database: four actions each, and presales hours once they were initiated.</summary>
internal sealed class ScaleWork(CrmDbContext db, DemoCast cast, DateTime until)
{
    private const int Actions = 4;
    private const int Hours = 3;

    private readonly Randomizer _chance = new(20_261_127);
    private readonly CompanyTime _time = db.Company.Time;
    private readonly Dictionary<long, Person> _reps = cast.Reps.ToDictionary(rep => rep.Id);
    private readonly long[] _presales = [.. cast.Presales.Select(person => person.Id)];

    /// <summary>The opportunities and their applications have their numbers.</summary>
    public async Task KeepAsync(ScaleBatch batch, CancellationToken cancel)
    {
        await db.InsertInBulkAsync(batch.Opportunities.SelectMany(Planned).ToList(), cancel);
        await db.InsertInBulkAsync(batch.Initiations.Zip(Initiated(batch)).SelectMany(pair => Logged(pair.First, pair.Second)).ToList(), cancel);
        await db.UpdateInBulkAsync(batch.Initiations, nameof(Initiation.Spent));
    }

    private static IEnumerable<Opportunity> Initiated(ScaleBatch batch)
    {
        var known = batch.Opportunities.ToDictionary(row => row.Id);
        return batch.Initiations.Select(application => known[application.OpportunityId]);
    }

    private IEnumerable<PlanAction> Planned(Opportunity opportunity)
    {
        if (opportunity.OwnerId is not { } owner || !_reps.TryGetValue(owner, out var rep))
        {
            yield break;
        }

        var end = opportunity.ClosedAt ?? until;
        for (var i = 0; i < Actions; i++)
        {
            var at = Stamp.Of(owner, opportunity.CreatedAt + ((end - opportunity.CreatedAt) * _chance.Double()), _time);
            var day = at.Today.AddDays(_chance.Int(1, 12));
            var action = new PlanAction(opportunity.Id, new ActionTerms("Visit them", ActionKind.Visit, null, day, 9 * 60, 90, null, null, [rep]), at);
            if (_time.StartOf(day.AddDays(1)) is var after && after < until && _chance.Bool(0.95f))
            {
                action.Do("Went well", 90, Stamp.Of(owner, after.AddHours(-6), _time));
            }

            yield return action;
        }
    }

    private IEnumerable<PresalesEntry> Logged(Initiation application, Opportunity opportunity)
    {
        if (!application.IsLive || application.DecidedAt is not { } decided)
        {
            yield break;
        }

        for (var i = 0; i < Hours; i++)
        {
            var (at, person) = (decided.AddDays(_chance.Double(0, 25)), _chance.ArrayElement(_presales));
            var stamp = Stamp.Of(person, at < until ? at : until, _time);
            var work = new PresalesWork(person, PresalesKind.PersonDays, stamp.Today, _chance.Int(1, 8) * 60, Money.FromMajor(1_800), Money.Zero, null);
            if (application.CanLog(opportunity, stamp) is null)
            {
                yield return application.Log(opportunity, work, stamp);
            }
        }
    }
}
