using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using SiCrm.Domain.Access;

namespace SiCrm.Web.Access;

/// <summary>The viewer as the signed-in cookie carries him; renewed with the security stamp within a minute of a change.</summary>
public static class ViewerClaims
{
    public const string PersonId = "person";
    public const string Team = "team";
    public const string Region = "region";
    public const string Language = "language";

    private const string RoleClaim = "role";

    /// <summary>Asked for by every policy of every menu entry, and the same for the whole request.</summary>
    private static readonly ConditionalWeakTable<ClaimsPrincipal, Viewer> Known = [];

    public static Viewer AsViewer(this ClaimsPrincipal user) => Known.GetValue(user, Read);

    private static Viewer Read(ClaimsPrincipal user) => new(
        Id(user, PersonId),
        user.Identity?.Name ?? "",
        [.. user.FindAll(RoleClaim).Select(claim => Enum.Parse<Role>(claim.Value))],
        Id(user, Team),
        Id(user, Region),
        AccessMatrix.Default);

    internal static IEnumerable<Claim> Of(Person person)
    {
        yield return new Claim(PersonId, Text(person.Id));
        if (person.TeamId is { } team)
        {
            yield return new Claim(Team, Text(team));
        }

        if (person.RegionId is { } region)
        {
            yield return new Claim(Region, Text(region));
        }

        foreach (var role in person.Roles)
        {
            yield return new Claim(RoleClaim, role.ToString());
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long? Id(ClaimsPrincipal user, string type) =>
        long.TryParse(user.FindFirstValue(type), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
