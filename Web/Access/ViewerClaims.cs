using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access.Covers;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Access;

/// <summary>The viewer as the signed-in cookie carries him; renewed with the security stamp within a minute of a change.</summary>
public static class ViewerClaims
{
    public const string PersonId = "person";
    public const string Team = "team";
    public const string Region = "region";
    public const string Language = "language";
    public const string HomeCards = "home";

    private const string RoleClaim = "role";

    /// <summary>Asked for by every policy of every menu entry, and the same for the whole request.</summary>
    private static readonly ConditionalWeakTable<ClaimsPrincipal, Viewer> Known = [];

    /// <summary>Whom no sign-in has introduced may nothing.</summary>
    public static Viewer AsViewer(this ClaimsPrincipal user) => Known.TryGetValue(user, out var viewer) ? viewer : Read(user, AccessMatrix.Nothing);

    /// <summary>From here on the principal looks with the company's rights, as they are now.</summary>
    internal static void Introduce(this ClaimsPrincipal user, CompanyFacts company, DateTime now)
    {
        var viewer = Read(user, company.Access);
        var today = viewer with
        {
            Today = company.Time.DayOf(now),
            Covered = company.CoveredBy(viewer.PersonId, company.Time.DayOf(now)),
        };
        Known.AddOrUpdate(user, today with { HasShares = today.Seats.Any(seat => seat is { } person && company.WithShares.Contains(person)) });
    }

    private static Viewer Read(ClaimsPrincipal user, AccessMatrix matrix) => new(
        Id(user, PersonId),
        user.Identity?.Name ?? "",
        [.. user.FindAll(RoleClaim).Select(claim => Enum.Parse<Role>(claim.Value))],
        Id(user, Team),
        Id(user, Region),
        matrix);

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
