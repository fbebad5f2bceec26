using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Reports;

namespace SiCrm.Tests.Leads.Desk;

/// <summary>A lead's life by random verbs, those of the desk and its undo included, at a random pace.</summary>
public sealed class DeskLives
{
    public static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public static readonly Person[] People =
        [.. Enumerable.Range(1, 3).Select(id => new Person($"Rep {id}", null, id, 1, DateOnly.MinValue, Role.Sales).WithId(id))];

    private Allocation? _last;

    public DeskLives(DateTime start)
    {
        Now = start;
        Lead = new Lead("L-1", new LeadFacts { Company = "Northern Grid", Channel = LeadChannel.Event }, LeadOrigin.QuickForm, Stamp).WithId(1);
    }

    public static Arbitrary<int[]> Steps { get; } = Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(40));

    public Lead Lead { get; }

    public DateTime Now { get; private set; }

    public Stamp Stamp => Stamp.Of(1, Now, Time);

    /// <summary>What the lead's rows say of its past, as the database would give it.</summary>
    public ReclaimCourse Course => new(
        Lead.Channel,
        [.. Lead.History.OrderBy(row => row.Seq).Select(row => new CourseEvent(row.At, row.Kind, row.To))],
        [.. Lead.Activities.Where(row => row.Kind != LeadActivityKind.Note).Select(row => row.At)],
        [.. Lead.Changes.Where(row => row.Field == nameof(Lead.ExemptUntil))
            .Select(row => new CourseExemption(row.At, DateOnly.ParseExact(row.After![..10], "yyyy-MM-dd")))]);

    /// <summary>No two steps share an instant: what they show strictly after one is what the other found.</summary>
    public void Take(int step)
    {
        Now = Now.AddMinutes(1 + (step % 4000)).AddDays(step / 4000 % 9);
        try
        {
            Move(step / 101 % 13, People[step / 13 % People.Length]);
        }
        catch (RuleBroken)
        {
            // Refused; nothing happened.
        }
    }

    private void Move(int move, Person person)
    {
        switch (move)
        {
            case 0 or 1: Lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), Stamp); break;
            case 2 or 3: Allocate(AllocationKind.HandOut, a => a.Give(Lead, person, Stamp)); break;
            case 4: Lead.AssignTo(person, Stamp, "because"); break;
            case 5 or 6: Lead.Log((LeadActivityKind)(Now.Minute % 6), "spoke", Stamp with { ActorId = Lead.OwnerId }); break;
            case 7: Lead.Start(Stamp); break;
            case 8: Allocate(AllocationKind.Reclaim, a => a.Take(Lead, ReclaimRule.Idle, Stamp)); break;
            case 9: Lead.GiveBack(GiveBackReason.OnLeave, null, Stamp); break;
            case 10: Lead.Exempt(Stamp.Today.AddDays(Now.Minute % 9), "on leave", Stamp); break;
            case 11: _last?.Undo(new Dictionary<long, Lead> { [1] = Lead }, People.ToDictionary(p => p.Id), Stamp); break;
            case 12 when Lead.Status == LeadStatus.Disqualified: Lead.Reopen("again", Stamp); break;
            case 12: Allocate(AllocationKind.Disqualify, a => a.Close(Lead, DisqualifyReason.NoNeed, Stamp)); break;
        }
    }

    private void Allocate(AllocationKind kind, Action<Allocation> decide)
    {
        var allocation = new Allocation(kind, "because", Stamp);
        decide(allocation);
        _last = allocation;
    }
}
