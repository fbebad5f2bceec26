using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Schedules;

/// <summary>What a recipient will see of a mailed report, in words: known before it is scheduled.</summary>
public sealed class ScheduleReach(OrganisationFacts names, AccessMatrix matrix, Words words)
{
    public string Of(ReportEntry report, long recipientId)
    {
        ArgumentNullException.ThrowIfNull(report);
        return names.People.TryGetValue(recipientId, out var person) ? Of(report, person) : words["Reports.Sees.None"];
    }

    public string Of(ReportEntry report, Colleague person)
    {
        var (viewer, reach) = Reached(report, person);
        return reach.Scope == Scope.None && viewer.May(report.Of, AccessAction.Read) ? words["Reports.Sees.NoFile"] : reach.Scope == Scope.None || viewer.Sees(SensitiveField.Amount) ? In(reach) : words["Reports.Sees.WithoutAmounts", In(reach)];
    }

    /// <summary>Whether he gets anything of it at all.</summary>
    public bool Reads(ReportEntry report, Colleague person) => Reached(report, person).Reach.Scope != Scope.None;

    /// <summary>Whether it is only its file that he may not have.</summary>
    public bool OnlyOpens(ReportEntry report, Colleague person) => Reached(report, person) is var (viewer, reach) && reach.Scope == Scope.None && viewer.May(report.Of, AccessAction.Read);

    private (Viewer Viewer, Reach Reach) Reached(ReportEntry report, Colleague person)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(person);
        var viewer = new Viewer(person.Id, person.Name, person.Roles, person.TeamId, person.RegionId, matrix);
        return (viewer, report.ReachOf(viewer));
    }

    private string In(Reach reach) => reach.Scope switch
    {
        Scope.Team => words["Reports.Sees.Team", names.Team(reach.Id) ?? Show.Nothing],
        Scope.Region => words["Reports.Sees.Region", names.Region(reach.Id) ?? Show.Nothing],
        var scope => words[$"Reports.Sees.{scope}"],
    };
}
