using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Deliveries;

/// <summary>到期交付: what is to be delivered soon, or should have been.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/deliveries")]
public sealed class DeliveriesController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int Most = 300;

    /// <param name="manager">As in the list of contracts: <c>me</c> for one's own and those of whom one stands in for; else all in reach.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? manager, CancellationToken cancel)
    {
        var ofMine = manager == ContractFilter.Me;
        var found = await Db.DeliveriesDueAsync(Viewer, ofMine, Today, Most + 1, cancel);
        var shown = found.Take(Most).ToList();
        return View("Deliveries", new DeliveriesPage(shown, ofMine, found.Count > Most, await organisation.ReadAsync(Db, shown.Select(row => row.ProjectManagerId), cancel), Today));
    }
}

/// <param name="IsCut">There are more.</param>
public sealed record DeliveriesPage(IReadOnlyList<DueDelivery> Deliveries, bool OfMine, bool IsCut, OrganisationFacts Names, DateOnly Today)
{
    public string Counted => IsCut ? $"{Deliveries.Count}+" : Show.Number(Deliveries.Count);
}
