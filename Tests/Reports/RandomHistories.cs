using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports;

/// <summary>Legal histories made by the leads' own verbs: any moves, at any pace, often right on a week's first instant.</summary>
public sealed class RandomHistories
{
    private static readonly string[] Industries = ["Finance", "Retail", " "];

    private readonly CompanyTime _time;
    private readonly List<Person> _people;
    private readonly List<Team> _teams;
    private readonly Dictionary<Lead, (LeadHold Hold, int Events)> _decisions = [];
    private DateTime _now;

    private RandomHistories(CompanyTime time, DateOnly start, List<Team> teams, List<Person> people)
    {
        (_time, _teams, _people) = (time, teams, people);
        _now = time.StartOf(start).AddHours(9);
    }

    public List<Lead> Leads { get; } = [];

    /// <summary>Each number is one step: which lead, which move, which person, how long after the one before.</summary>
    public static Arbitrary<int[]> Steps { get; } = Arb.From(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf(60), steps => Enumerable.Range(0, steps.Length).Select(i => steps.Where((_, at) => at != i).ToArray()));

    public static RandomHistories Play(CompanyTime time, DateOnly start, IEnumerable<int> steps) => Play(
        time, start, steps,
        [.. Enumerable.Range(1, 3).Select(id => new Team($"Team {id}", 1).WithId(id))],
        [.. Enumerable.Range(1, 4).Select(id => new Person($"Rep {id}", null, id == 4 ? null : 1 + (id % 2), 1, DateOnly.MinValue, Role.Sales).WithId(id))]);

    public static RandomHistories Play(CompanyTime time, DateOnly start, IEnumerable<int> steps, List<Team> teams, List<Person> people)
    {
        var play = new RandomHistories(time, start, teams, people);
        foreach (var step in steps)
        {
            play.Take(step);
        }

        return play;
    }

    private void Take(int step)
    {
        Wait(step % 7, step / 7 % 5000);
        var stamp = Stamp.Of(1, _now, _time);
        var person = _people[step / 13 % _people.Count];
        if (Leads.Count == 0 || step % 4 == 0)
        {
            Leads.Add(new Lead($"L-{Leads.Count}", Facts(step), LeadOrigin.QuickForm, stamp));
            return;
        }

        var lead = Leads[step / 31 % Leads.Count];
        var hold = lead.Hold;
        try
        {
            Move(lead, (step / 101) % 14, person, stamp);
            _decisions[lead] = (hold, lead.Events);
        }
        catch (RuleBroken)
        {
            // The flow table refused; nothing happened.
        }
    }

    private void Wait(int pace, int minutes)
    {
        var monday = _time.BoundsOf(_time.WeekOf(_now)).To;
        _now = pace switch
        {
            0 => monday,
            1 => monday.AddMilliseconds(-1),
            2 => _now,
            _ => _now.AddMinutes(minutes),
        };
    }

    private void Move(Lead lead, int move, Person person, Stamp stamp)
    {
        switch (move)
        {
            case 0 or 1: lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), stamp); break;
            case 2 or 3 or 4: lead.AssignTo(person, stamp, "because"); break;
            case 5 or 6: lead.Start(stamp); break;
            case 7: LeadConversion.Convert(lead, "O-1", "Project", null, null, stamp); break;
            case 8: lead.Reclaim(ReclaimRule.Idle, null, stamp); break;
            case 9: lead.GiveBack(GiveBackReason.OnLeave, null, stamp); break;
            case 10 when lead.Status == LeadStatus.Disqualified: lead.Reopen("again", stamp); break;
            case 10: lead.Disqualify(DisqualifyReason.NoNeed, null, stamp); break;
            case 11 when _decisions.TryGetValue(lead, out var before): lead.Undo(before.Hold, before.Events, before.Hold.OwnerId is null ? null : person, stamp); break;
            case 12: lead.HandOverTo(person, "he leaves", stamp); break;
            default: Describe(lead, person, stamp); break;
        }
    }

    /// <summary>No transition, but the worth or the team changes.</summary>
    private void Describe(Lead lead, Person person, Stamp stamp)
    {
        person.Join(_teams[(int)(stamp.At.Ticks / TimeSpan.TicksPerMinute % 3)]);
        lead.FollowOwner(person, stamp);
        lead.Edit(lead.Facts with { Amount = new Money(stamp.At.Ticks / TimeSpan.TicksPerMinute % 1000) }, stamp);
    }

    private static LeadFacts Facts(int step) => new()
    {
        Company = "Northern Grid",
        Channel = (LeadChannel)(step / 5 % 3),
        RegionId = step / 3 % 3 == 0 ? null : step / 3 % 3,
        Industry = Industries[step / 11 % 3],
        Amount = step / 17 % 3 == 0 ? null : new Money(step % 100_000),
    };
}

internal static class Ids
{
    /// <summary>Gives an entity the key that the database would.</summary>
    public static T WithId<T>(this T entity, long id)
    {
        typeof(T).GetProperty("Id")!.SetValue(entity, id);
        return entity;
    }
}
