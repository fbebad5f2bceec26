using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Access;

/// <summary>Whoever is signed in becomes a viewer with the company's matrix, however he signed in.</summary>
public sealed class ViewerIntroduction(Company company, TimeProvider clock) : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        principal.Introduce(company.Facts, clock.GetUtcNow().UtcDateTime);
        return Task.FromResult(principal);
    }
}
