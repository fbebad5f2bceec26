using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

[Route("sign-out")]
[Authorize(Policies.SignedIn)]
public sealed class SignOutController(CrmDbContext db, TimeProvider clock, Words words, SignIns signIns) : CrmController(db, clock)
{
    [HttpPost]
    public async Task<IActionResult> Create()
    {
        await signIns.EndAsync(User);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        Say(words["Access.SignedOut"]);
        return LocalRedirect("/sign-in");
    }
}
