using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access.Factor;

/// <summary>Who gave the right password and still owes a code: a cookie of its own for five minutes, which opens nothing else.</summary>
internal static class HalfWay
{
    private const string Scheme = "Identity.TwoFactorUserId";
    private const string Stamp = "stamp";
    private const string BackTo = "back";

    public static Task GoHalfWayAsync(this HttpContext http, Account account, string back) => http.SignInAsync(Scheme, new ClaimsPrincipal(
        new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(Stamp, account.SecurityStamp ?? ""),
            new Claim(BackTo, back),
        ], IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>Null when nobody is, or when something about the account has changed since.</summary>
    public static async Task<(Account Account, string Back)?> FindHalfWayAsync(this HttpContext http, CrmDbContext db)
    {
        var came = (await http.AuthenticateAsync(Scheme)).Principal;
        return long.TryParse(came?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            && await db.Users.SingleOrDefaultAsync(user => user.Id == id) is { } account && came?.FindFirstValue(Stamp) == account.SecurityStamp
            ? (account, came?.FindFirstValue(BackTo) ?? "/") : null;
    }

    public static Task EndHalfWayAsync(this HttpContext http) => http.SignOutAsync(Scheme);
}
