using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>Somebody who leaves, and everything that he would leave behind.</summary>
/// <param name="Actions">Those of his planned actions that the viewer sees.</param>
/// <param name="Takers">Who could do them in his place.</param>
public sealed record LeaverPage(
    long PersonId, string Name, bool IsActive, OpenWork Work, bool MayDeactivate, IReadOnlyList<LeaverAction> Actions, IReadOnlyList<Person> Takers)
{
    /// <summary>Who could be project manager in his place.</summary>
    public IReadOnlyList<Colleague> Managers { get; init; } = [];

    public bool SeesContracts { get; init; }
}

/// <summary>离职交接: what a person answers for, on one page, with the way to hand all of it over.</summary>
[Authorize(Policy = Policies.AssignCustomers)]
[Route("people/{id:long}/leaving")]
public sealed class LeaversController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await LeaverAsync(id, cancel) is { } person
            ? View("Leaver", new LeaverPage(
                id, person.Name, person.IsActive(Today), await Db.OpenWorkAsync(id, cancel), Viewer.Is(Role.Administrator),
                await Db.ActionsLeftAsync(Viewer, id, cancel), await TakersAsync(id, cancel))
            {
                Managers = Viewer.May(RecordType.Contract, AccessAction.Write) ? await ManagersAsync(id, cancel) : [],
                SeesContracts = Viewer.May(RecordType.Contract, AccessAction.Read),
            })
            : NotFound();

    /// <summary>Somebody else takes part in his planned actions, as far as the viewer may change them.</summary>
    [HttpPost("actions")]
    public async Task<IActionResult> Create(long id, long toId, CancellationToken cancel)
    {
        if (await LeaverAsync(id, cancel) is not { } person || (await TakersAsync(id, cancel)).FirstOrDefault(one => one.Id == toId) is not { } taker)
        {
            return NotFound();
        }

        var moved = await Db.PassActionsAsync(Viewer, person.Id, taker, ByViewer, cancel);
        Say(words["HandOvers.Said.ActionsPassed", moved, taker.Name]);
        return LocalRedirect($"/people/{id}/leaving");
    }

    /// <summary>Somebody else is project manager of all that is not closed, as far as the viewer may change those contracts.</summary>
    [HttpPost("contracts")]
    [Authorize(Policy = Policies.WriteContracts)]
    public async Task<IActionResult> PassContracts(long id, long toId, [StringLength(HandOver.ReasonLength)] string? reason, CancellationToken cancel)
    {
        if (await LeaverAsync(id, cancel) is not { } person || (await ManagersAsync(id, cancel)).All(one => one.Id != toId))
        {
            return NotFound();
        }

        var taker = await Db.People.SingleAsync(person => person.Id == toId, cancel);
        var handOver = await Db.PassContractsAsync(Viewer, id, taker, PlainText.Line(reason) ?? words["HandOvers.Leaver", person.Name], ByViewer, cancel);
        Say(words["HandOvers.Said.ContractsPassed", handOver.Size, taker.Name], $"/hand-overs/{handOver.Id}/undo");
        return LocalRedirect($"/people/{id}/leaving");
    }

    private async Task<IReadOnlyList<Colleague>> ManagersAsync(long id, CancellationToken cancel) =>
        [.. (await organisation.ReadAsync(Db, [id], cancel)).ManagersFor(Viewer.Matrix, Today).Where(person => person.Id != id)];

    private Task<Person?> LeaverAsync(long id, CancellationToken cancel) =>
        Db.People.AsNoTracking().InHandOverReach(Viewer).SingleOrDefaultAsync(person => person.Id == id, cancel);

    private Task<List<Person>> TakersAsync(long id, CancellationToken cancel)
    {
        var today = Today;
        return Db.People.AsNoTracking().InHandOverReach(Viewer)
            .Where(person => person.Id != id && person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today))
            .OrderBy(person => person.Name).ToListAsync(cancel);
    }
}
