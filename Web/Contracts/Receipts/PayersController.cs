using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Receipts;

public sealed record PayersPage(string? Q, IReadOnlyList<Payer> Payers);

/// <summary>Whose money came in: the customer is chosen before the receipt is typed.</summary>
[Authorize(Policy = Policies.WriteReceipts)]
[Route("receipts/new")]
public sealed class PayersController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    private const int Most = 50;

    /// <param name="customer">Known already: the receipt is typed next.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? q, long? customer, CancellationToken cancel) =>
        customer is { } payer && await Db.Contracts.VisibleTo(Viewer).AnyAsync(contract => contract.CustomerId == payer, cancel)
            ? LocalRedirect($"/customers/{payer}/receipts/new")
            : View("Payers", new PayersPage(q, await Db.PayersAsync(Viewer, q, Most, cancel)));
}
