using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Reports.Home;

/// <summary>The targets among the figures of a page, as the reports sum them.</summary>
public static class HomeTargets
{
    /// <summary>A target's figure counts its revision times so many, and the months that it is for.</summary>
    internal const int Revisions = 100;

    private static readonly (HomePart Part, TargetOf Of)[] Parts =
    [
        (HomePart.TargetOfCompany, TargetOf.Company), (HomePart.TargetOfRegion, TargetOf.Region), (HomePart.TargetOfTeam, TargetOf.Team), (HomePart.TargetOfPerson, TargetOf.Person),
    ];

    public static readonly IReadOnlyList<HomePart> All = [.. Parts.Select(pair => pair.Part)];

    public static TargetSums Targets(this HomeFigures figures, OrganisationFacts names, int fiscalYearStart)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(names);
        var rows = from pair in Parts
                   from row in figures[pair.Part]
                   let subject = pair.Of == TargetOf.Company ? (long?)null : row.Key
                   let period = new FiscalSpan(row.On ?? default, (int)(row.Count % Revisions), fiscalYearStart)
                   select new SalesTarget(pair.Of, subject, period, row.Money, (int)(row.Count / Revisions), "-", default);
        return new TargetSums(
            rows, new TargetOrganisation(names.People.Values.ToDictionary(person => person.Id, person => person.TeamId), names.RegionOfTeam), names.Regions.Keys);
    }
}
