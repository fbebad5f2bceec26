using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Record;

/// <summary>The page of one contract and its tabs.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/{id:long}")]
public sealed class ContractController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : ContractPageController(db, clock, organisation, words)
{
    [HttpGet("")]
    public Task<IActionResult> Show(long id, CancellationToken cancel) => ShowAsync(id, "", cancel);

    [HttpGet("lines")]
    public Task<IActionResult> Lines(long id, CancellationToken cancel) => ShowAsync(id, "lines", cancel);

    [HttpGet("money")]
    public Task<IActionResult> Payments(long id, CancellationToken cancel) => ShowAsync(id, "money", cancel);

    [HttpGet("costs")]
    public Task<IActionResult> Costs(long id, CancellationToken cancel) => ShowAsync(id, "costs", cancel);

    [HttpGet("history")]
    public Task<IActionResult> History(long id, CancellationToken cancel) => ShowAsync(id, "history", cancel);

    private async Task<IActionResult> ShowAsync(long id, string tab, CancellationToken cancel) =>
        await PageAsync(id, tab, cancel) is { } page ? TabOf(page) : NotFound();
}
