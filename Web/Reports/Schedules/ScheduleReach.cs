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
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(person);
        var viewer = new Viewer(person.Id, person.Name, person.Roles, person.TeamId, person.RegionId, matrix);
        var reach = report.ReachOf(viewer);
        return reach.Scope == Scope.None || viewer.Sees(SensitiveField.Amount) ? In(reach) : words["Reports.Sees.WithoutAmounts", In(reach)];
    }

    private string In(Reach reach) => reach.Scope switch
    {
        Scope.Team => words["Reports.Sees.Team", names.Team(reach.Id) ?? Show.Nothing],
        Scope.Region => words["Reports.Sees.Region", names.Region(reach.Id) ?? Show.Nothing],
        var scope => words[$"Reports.Sees.{scope}"],
    };
}
