using SiCrm.Domain.Access;
using SiCrm.Web.Home.Cards;

namespace SiCrm.Web.Home;

/// <summary>The home page of one of the viewer's roles: its cards in the order that he wants.</summary>
public sealed record HomePage(HomeFrame Frame, IReadOnlyList<HomeCard> Cards)
{
    public Role? Role => Frame.Role;

    public Viewer Viewer => Frame.Viewer;

    public bool HasChart => Cards.Any(card => card.Id is "sales");

    /// <summary>The viewer's other roles, each with a home page of its own.</summary>
    public IEnumerable<Role> OtherRoles => Viewer.Roles.Where(role => role != Role);
}
