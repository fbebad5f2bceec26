using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Audit;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access.Tokens;

/// <summary>
/// <c>Authorization: Bearer sicrm_…</c>: whose it is and what he may is looked up for each request, so that a token ends the
/// moment it is revoked or its owner is deactivated, on every node.
/// </summary>
internal sealed class TokenSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CrmDbContext db, LateNotes late, SignInGate gate,
    IUserClaimsPrincipalFactory<Account> principals, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Token";
    public const string ScopeClaim = "token-scope";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var now = Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);
        var hash = Secret.HashOf(header[Bearer.Length..].Trim());
        var token = await db.AccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash);
        if (token?.IsGood(now) != true || await OwnerAsync(token, now) is not { } account)
        {
            await gate.KnockAsync(NetworkAddress.Of(Context), NetworkAddress.Of(Context), GatePurpose.Token);
            return AuthenticateResult.Fail("The token is unknown, has ended, or was revoked.");
        }

        var principal = await principals.CreateAsync(account);
        (principal.Identity as ClaimsIdentity)?.AddClaims(token.Scopes.Split(' ').Select(scope => new Claim(ScopeClaim, scope)));
        if (token.LastUsedAt is not { } last || now - last > TimeSpan.FromMinutes(1))
        {
            late.UsedToken(token.Id, now);
        }

        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private async Task<Account?> OwnerAsync(AccessToken token, DateTime now)
    {
        var account = await db.Users.SingleAsync(user => user.Id == token.AccountId);
        var person = await db.People.AsNoTracking().SingleAsync(row => row.Id == account.PersonId);
        return person.IsActive(db.Company.Time.DayOf(now)) ? account : null;
    }
}
