using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts;

/// <summary>Whom the list of contracts can be asked for as project manager.</summary>
/// <param name="Name">Words of the name.</param>
/// <param name="Address">Of the list, as it is narrowed already.</param>
public sealed record ManagersPage(string? Name, IReadOnlyList<Colleague> People, bool AreMore, PageAddress Address);

/// <summary>选择项目经理: everybody who can be appointed is found by his name, in a company of any size.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/managers")]
public sealed class ManagersController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int Most = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? name, CancellationToken cancel)
    {
        var words = PlainText.Folded(PlainText.Line(name));
        var found = (await organisation.ReadAsync(Db, cancel)).ManagersFor(Viewer.Matrix, Today)
            .Where(person => PlainText.Folded(person.Name).Contains(words, StringComparison.Ordinal)).Take(Most + 1).ToList();
        return View("Managers", new ManagersPage(name, [.. found.Take(Most)], found.Count > Most, PageAddress.Of(Request).Without("name").At("/contracts")));
    }
}
