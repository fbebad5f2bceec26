using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Factor;

namespace SiCrm.Web.Access;

/// <summary>Puts the person's roles, team and region into the principal when he signs in and when his stamp is checked again.</summary>
internal sealed class AccountPrincipals(UserManager<Account> users, IOptions<IdentityOptions> options, CrmDbContext db, FactorDuty duty)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == user.PersonId);
        if (identity.FindFirst(identity.NameClaimType) is { } userName)
        {
            identity.RemoveClaim(userName);
        }

        identity.AddClaim(new Claim(identity.NameClaimType, person.Name));
        identity.AddClaims(ViewerClaims.Of(person));
        if (user.Language is { } language)
        {
            identity.AddClaim(new Claim(ViewerClaims.Language, language));
        }

        if (user.HomeCards is { } cards)
        {
            identity.AddClaim(new Claim(ViewerClaims.HomeCards, cards));
        }

        if (await duty.IsOpenAsync(user, person))
        {
            identity.AddClaim(new Claim(FactorDuty.Claim, "true"));
        }

        return identity;
    }
}
