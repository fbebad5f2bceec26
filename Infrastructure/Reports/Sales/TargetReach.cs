using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>
/// Whose targets somebody sees who may read targets: what the company, its products and his region were given themselves, and those of whose contracts he reads;
/// of a whole beyond these contracts neither what its members' targets are nor what they come to (product text, sections 2 and 9).
/// </summary>
public static class TargetReach
{
    public static bool SeesTarget(this Viewer viewer, TargetOf of, long? subject, OrganisationFacts names)
    {
        var (team, region) = names.SeatOf(of, subject);
        return viewer.SeesTarget(of, subject, team, region);
    }

    /// <summary>What a target is made of; null where that, or some of it, is not for him.</summary>
    public static IReadOnlyList<TargetPart>? PartsFor(this TargetSums targets, Viewer viewer, (TargetOf Of, long? Subject) whose, DateOnly from, DateOnly to, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return viewer.SeesTarget(whose.Of, whose.Subject, names) ? targets.Seen(viewer, whose, from, to) : null;
    }

    /// <summary>What a target comes to; null also where it is not for him.</summary>
    public static Money? SumFor(this TargetSums targets, Viewer viewer, (TargetOf Of, long? Subject) whose, DateOnly from, DateOnly to, OrganisationFacts names) =>
        targets.SumFor(viewer, whose, names.SeatOf(whose.Of, whose.Subject), from, to);

    /// <param name="seat">Where the person sits, or the team.</param>
    public static Money? SumFor(this TargetSums targets, Viewer viewer, (TargetOf Of, long? Subject) whose, (long? Team, long? Region) seat, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return viewer.SeesTarget(whose.Of, whose.Subject, seat.Team, seat.Region) && targets.Seen(viewer, whose, from, to) is { Count: > 0 } ? targets.Of(whose, from, to) : null;
    }

    /// <param name="team">Where the person sits, or the team itself.</param>
    /// <param name="region">As the team.</param>
    public static bool SeesTarget(this Viewer viewer, TargetOf of, long? subject, long? team, long? region)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.May(RecordType.Target, AccessAction.Write) || of switch
        {
            TargetOf.Region => subject == viewer.RegionId || viewer.Reads(null, null, subject),
            TargetOf.Team => viewer.Reads(null, team, region),
            TargetOf.Person => subject == viewer.PersonId || viewer.Reads(subject, team, region),
            _ => true,
        };
    }

    /// <summary>Of a target that he sees: the parts, if all of them are its own or he reads the contracts of all of it.</summary>
    private static IReadOnlyList<TargetPart>? Seen(this TargetSums targets, Viewer viewer, (TargetOf Of, long? Subject) whose, DateOnly from, DateOnly to)
    {
        var parts = targets.Parts(whose.Of, whose.Subject, from, to);
        return IsOfWhole() || (parts.Count > 0 && parts.All(part => part.Target.Of == whose.Of)) ? parts : null;

        bool IsOfWhole() => viewer.May(RecordType.Target, AccessAction.Write) || whose.Of switch
        {
            TargetOf.Company => viewer.Reads(null, null, null),
            TargetOf.Region => viewer.Reads(null, null, whose.Subject),
            _ => true,
        };
    }

    private static bool Reads(this Viewer viewer, long? owner, long? team, long? region) => viewer.Reaches(RecordType.Contract, AccessAction.Read, owner, team, region);

    private static (long? Team, long? Region) SeatOf(this OrganisationFacts names, TargetOf of, long? subject)
    {
        ArgumentNullException.ThrowIfNull(names);
        return of switch
        {
            TargetOf.Team => (subject, names.RegionOfTeam.GetValueOrDefault(subject ?? 0)),
            TargetOf.Person when names.People.TryGetValue(subject ?? 0, out var person) => (person.TeamId, person.RegionId),
            _ => default,
        };
    }
}
