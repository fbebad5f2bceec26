using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace SiCrm.Web.Operations.Health;

/// <summary>For whoever starts, stops and balances the program: does it answer, and can it work?</summary>
[AllowAnonymous]
[Unwatched]
[Route("health")]
[ResponseCache(NoStore = true)]
public sealed class HealthController(Readiness readiness) : ControllerBase
{
    [HttpGet("live")]
    public IActionResult Live() => Ok(new { status = "live" });

    [HttpGet("ready")]
    public async Task<IActionResult> Ready()
    {
        var found = await readiness.LookAsync();
        return StatusCode(
            found.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new { status = found.IsReady ? "ready" : "unready", troubles = found.Troubles, warnings = found.Warnings });
    }
}
