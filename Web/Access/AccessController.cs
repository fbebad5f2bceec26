using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

/// <summary>The access matrix 权限矩阵, as it is enforced.</summary>
[Route("access")]
[Authorize(Policies.Administer)]
public sealed class AccessController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    [HttpGet]
    public IActionResult Show() => View("Matrix", Viewer.Matrix);
}
