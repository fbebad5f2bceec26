using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Covers;

namespace SiCrm.Web.Access.Covers;

/// <summary>Who stands in for whom, as far as it is the viewer's business, and the form that arranges it.</summary>
public sealed record CoversPage(CoverForm Form, IReadOnlyList<Cover> Covers, OrganisationFacts Names, Viewer Viewer, DateOnly Today)
{
    public IEnumerable<Cover> Live => Seen.Where(cover => !cover.IsOver(Today));

    public IEnumerable<Cover> Over => Seen.Where(cover => cover.IsOver(Today));

    public IEnumerable<SelectListItem> AwayChoices => ChoicesOf(Active.Where(person => Viewer.MayArrange(person)));

    public IEnumerable<SelectListItem> DeputyChoices => ChoicesOf(Active);

    private IEnumerable<Cover> Seen => Covers.Where(cover => cover.DeputyId == Viewer.PersonId || MayEnd(cover));

    private IEnumerable<Colleague> Active => Names.People.Values.Where(person => person.IsActive(Today)
        && (Viewer.Matrix.ScopeOf(person.Roles, RecordType.Customer, AccessAction.Read) != Scope.None || person.TakesLeads(Viewer.Matrix)
            || Contract.CanManage(person.Roles, Viewer.Matrix)))
        .OrderByDescending(person => person.TeamId == Viewer.TeamId).ThenBy(person => person.Name, StringComparer.CurrentCulture);

    public bool MayEnd(Cover cover)
    {
        ArgumentNullException.ThrowIfNull(cover);
        return Names.People.TryGetValue(cover.AwayId, out var away) && Viewer.MayArrange(away);
    }

    private static IEnumerable<SelectListItem> ChoicesOf(IEnumerable<Colleague> people) =>
        people.Select(person => new SelectListItem(person.Name, System.FormattableString.Invariant($"{person.Id}")));
}
