using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Web.Access;

namespace SiCrm.Web.Leads.Help;

/// <summary>The status machine, drawn from the table that decides it.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("help/lead-status")]
public sealed class LeadStatusHelpController : Controller
{
    [HttpGet("")]
    public IActionResult Show() => View();
}
