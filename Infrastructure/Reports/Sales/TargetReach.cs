using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Whose targets somebody sees who may read targets: the company's and its products', his region's, and those of whose contracts he reads.</summary>
public static class TargetReach
{
    public static bool SeesTarget(this Viewer viewer, TargetOf of, long? subject, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(names);
        return viewer.May(RecordType.Target, AccessAction.Write) || of switch
        {
            TargetOf.Region => subject == viewer.RegionId || Reaches(null, null, subject),
            TargetOf.Team => Reaches(null, subject, names.RegionOfTeam.GetValueOrDefault(subject ?? 0)),
            TargetOf.Person => names.People.GetValueOrDefault(subject ?? 0) is var person && (subject == viewer.PersonId || Reaches(subject, person?.TeamId, person?.RegionId)),
            _ => true,
        };

        bool Reaches(long? owner, long? team, long? region) => viewer.Reaches(RecordType.Contract, AccessAction.Read, owner, team, region);
    }
}
