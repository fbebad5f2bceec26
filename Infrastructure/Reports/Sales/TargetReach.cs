using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Whose targets somebody sees who may read targets: the company's and its products', his region's, and those of whose contracts he reads.</summary>
public static class TargetReach
{
    public static bool SeesTarget(this Viewer viewer, TargetOf of, long? subject, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var person = of == TargetOf.Person ? names.People.GetValueOrDefault(subject ?? 0) : null;
        return of == TargetOf.Team ? viewer.SeesTarget(of, subject, subject, names.RegionOfTeam.GetValueOrDefault(subject ?? 0)) : viewer.SeesTarget(of, subject, person?.TeamId, person?.RegionId);
    }

    /// <param name="team">Where the person sits, or the team itself.</param>
    /// <param name="region">As the team.</param>
    public static bool SeesTarget(this Viewer viewer, TargetOf of, long? subject, long? team, long? region)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.May(RecordType.Target, AccessAction.Write) || of switch
        {
            TargetOf.Region => subject == viewer.RegionId || Reaches(null, null, subject),
            TargetOf.Team => Reaches(null, team, region),
            TargetOf.Person => subject == viewer.PersonId || Reaches(subject, team, region),
            _ => true,
        };

        bool Reaches(long? owner, long? ofTeam, long? ofRegion) => viewer.Reaches(RecordType.Contract, AccessAction.Read, owner, ofTeam, ofRegion);
    }
}
