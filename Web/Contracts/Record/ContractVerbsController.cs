using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Contracts.Record;

/// <summary>What is done with a contract, one verb for each form of its page.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/{id:long}")]
public sealed class ContractVerbsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : ContractPageController(db, clock, organisation, words)
{
    [HttpPost("signing")]
    [Authorize(Policy = Policies.WriteContracts)]
    public async Task<IActionResult> Sign(long id, [Bind(Prefix = "Signing")] SigningForm form, CancellationToken cancel)
    {
        await AskWhyWonAsync(id, form, cancel);
        if (Contract.CanCountOn(form.SignedOn ?? Today, form.SigningReason, Today) is { } why)
        {
            ModelState.AddModelError("Signing.SigningReason", Words.Of(why));
        }

        return await DoAsync(
            id, RecordType.Contract, "", "Contracts.Said.Signed",
            contract => Db.SignAsync(contract, form.SignedOn ?? Today, ByViewer, form.SigningReason, form.Winning?.Closing, Viewer.Roles, cancel),
            page => page with { Signing = form }, cancel, isOffered: page => page.Contract.Status == ContractStatus.Draft && page.SignRefusal is null);
    }

    /// <summary>Tells those who may sign what its owner may not let go.</summary>
    [HttpPost("signing/requests")]
    [Authorize(Policy = Policies.WriteContracts)]
    public Task<IActionResult> AskToSign(long id, CancellationToken cancel) => DoAsync(
        id, RecordType.Contract, "", "Contracts.Said.Asked", contract => Db.AskToSignAsync(contract, ByViewer, cancel), page => page, cancel);

    [HttpPost("moves")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Go(long id, ContractStatus to, CancellationToken cancel) => DoAsync(id, RecordType.Milestone, "", "Contracts.Said.Moved", contract =>
    {
        switch (to)
        {
            case ContractStatus.InProgress: contract.Start(ByViewer); break;
            case ContractStatus.Delivered: contract.Deliver(ByViewer); break;
            default: throw new RuleBroken(new Refusal("ContractWay", contract.Label, contract.Status, to));
        }

        return Task.CompletedTask;
    }, page => page, cancel);

    /// <summary>Whom sums are hidden from was shown none that could have changed.</summary>
    [HttpPost("termination")]
    [Authorize(Policy = Policies.WriteContracts)]
    public Task<IActionResult> Terminate(long id, [Bind(Prefix = "Termination")] TerminationForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Contract, "", "Contracts.Said.Terminated", contract => Plain(() =>
        {
            (Viewer.Sees(SensitiveField.Amount) ? contract.CanTerminateAsSeen(form.Lapsing, form.Staying) : null).ThrowIfRefused();
            contract.Terminate(form.Reason, ByViewer);
        }), page => page with { Termination = form }, cancel, isOffered: page => page.Contract.Status.IsLive());

    [HttpPost("closing")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Close(long id, [Bind(Prefix = "EndOfWork")] EndOfWorkForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Milestone, "", "Contracts.Said.Closed", contract => Plain(() => contract.Close(form.Reason, ByViewer)),
        page => page with { EndOfWork = form }, cancel, fieldOf: why => At(why, "ClosedWithOpen", "EndOfWork.Reason"),
        isOffered: page => page.Contract.Status.IsLive() && page.Contract.CanGo(ContractStatus.Closed) is null);

    [HttpPost("reopening")]
    [Authorize(Policy = Policies.WriteContracts)]
    public Task<IActionResult> Reopen(long id, [Bind(Prefix = "Reopening")] WayBackForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Contract, "", "Contracts.Said.Reopened", contract => Plain(() => contract.Reopen(form.Reason, ByViewer)),
        page => page with { Reopening = form }, cancel, isOffered: page => page.Contract.CanReopen() is null);

    [HttpPost("discarding")]
    [Authorize(Policy = Policies.WriteContracts)]
    public Task<IActionResult> Discard(long id, [Bind(Prefix = "Discarding")] WayBackForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Contract, "", "Contracts.Said.Discarded", contract => Plain(() => contract.Discard(form.Reason, ByViewer)),
        page => page with { Discarding = form }, cancel, isOffered: page => page.Contract.Status == ContractStatus.Draft);

    /// <summary>Also after it is closed: service goes on. It is an amount, for who sees amounts.</summary>
    [HttpPost("yearly-fee")]
    [Authorize(Policy = Policies.WriteContracts)]
    public async Task<IActionResult> AgreeFee(long id, [Bind(Prefix = "Fee")] FeeForm form, CancellationToken cancel) => !Viewer.Sees(SensitiveField.Amount) ? NotFound()
        : await DoAsync(
            id, RecordType.Contract, "", "Contracts.Said.FeeAgreed", contract => Plain(() => contract.AgreeFee(form.YearlyFee, ByViewer)), page => page with { Fee = form }, cancel);

    /// <summary>Only whom the page offers.</summary>
    [HttpPost("project-manager")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Appoint(long id, [Bind(Prefix = "Appointment")] AppointmentForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Milestone, "", "Contracts.Said.Appointed", contract => AppointAsync(contract, form.Whom, cancel),
        page => page with { Appointment = form }, cancel);

    [HttpPost("acceptance")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Accept(long id, [Bind(Prefix = "Acceptance")] AcceptanceForm form, CancellationToken cancel)
    {
        var asks = form.DespiteOpen;
        return DoAsync(id, RecordType.Milestone, "", "Contracts.Said.Accepted", contract =>
        {
            contract.CanAccept(form.AcceptedOn ?? Today, form.WarrantyMonths ?? 0, Today).ThrowIfRefused();
            var open = contract.OpenDeliveries(form.AcceptedOn ?? Today).Select(milestone => Words.Milestone(milestone.Name)).ToList();
            asks |= open.Count > 0;
            (open.Count > 0 && !form.DespiteOpen ? new Refusal("AcceptedWithOpen", string.Join(Words["Shared.ListSeparator"], open)) : null).ThrowIfRefused();
            return Db.AcceptAsync(contract, form.AcceptedOn ?? Today, form.WarrantyMonths ?? 0, form.OwnNeeds, ByViewer, cancel);
        }, page => page with { Acceptance = form, AsksToAccept = asks }, cancel, isOffered: page => page.AcceptRefusal is null);
    }

    [HttpPost("hand-over/{item:long}")]
    [Authorize(Policy = Policies.HandOver)]
    public Task<IActionResult> HandOverItem(long id, long item, CancellationToken cancel) => DoAsync(
        id, Viewer.Serves ? RecordType.Contract : RecordType.Milestone, "", "Contracts.Said.HandedOver", contract => Db.HandOverAsync(contract, item, ByViewer, cancel),
        page => page, cancel, Viewer.Serves ? AccessAction.Read : AccessAction.Write,
        saidOf: contract => [contract.Label, ItemOf(contract, item), contract.HandOver.Count(one => one.DoneOn is null)]);

    [HttpPost("milestones/done")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Finish(long id, [Bind(Prefix = "Finish")] FinishForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Milestone, "money", "Contracts.Said.Done", contract => Plain(() => contract.Finish(form.MilestoneId, form.DoneOn ?? Today, ByViewer)),
        page => page with { Finish = form }, cancel);

    [HttpPost("milestones/open")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> TakeBackDelivery(long id, [Bind(Prefix = "NotDone")] NotDoneForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Milestone, "money", "Contracts.Said.DeliveryTakenBack",
        contract => Plain(() => contract.TakeBackDelivery(form.MilestoneId, form.Reason, ByViewer)), page => page with { NotDone = form }, cancel);

    [HttpPost("milestones/days")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Move(long id, [Bind(Prefix = "Move")] MoveForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Milestone, "money", "Contracts.Said.Redated",
        contract => Plain(() => contract.Move(form.MilestoneId, form.DueOn ?? Today, form.Reason, ByViewer)), page => page with { Move = form }, cancel);

    [HttpPost("invoices")]
    [Authorize(Policy = Policies.WriteReceipts)]
    public Task<IActionResult> Bill(long id, [Bind(Prefix = "Invoice")] InvoiceForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Contract, "money", "Contracts.Said.Invoiced", async contract =>
        {
            var key = Invoice.KeyOf(form.Number);
            var taken = await Db.Contracts.VisibleTo(Viewer.Program).AnyAsync(row => row.Invoices.Any(invoice => invoice.NumberKey == key), cancel);
            (taken ? new Refusal("InvoiceNumberTaken", form.Number) : null).ThrowIfRefused();
            contract.Bill(form.Number ?? "", form.IssuedOn ?? Today, form.IsCredit ? -(form.Amount ?? default) : form.Amount ?? default, ByViewer);
        }, page => page with { Invoice = form }, cancel, AccessAction.Read, why => At(why, "DatedLongBeforeSigned", "Invoice.IssuedOn"));

    [HttpPost("costs")]
    [Authorize(Policy = Policies.WriteMilestones)]
    public Task<IActionResult> Spend(long id, [Bind(Prefix = "Cost")] CostForm form, CancellationToken cancel) => DoAsync(
        id, RecordType.Milestone, "costs", "Contracts.Said.Spent", contract => Plain(() =>
        {
            (form.IsAnotherCost || contract.CostLike(form.Terms(Today)) is not { } same ? null : new Refusal("CostLikeAnother", same.On, same.Amount)).ThrowIfRefused();
            contract.Spend(form.Terms(Today), ByViewer);
        }), page => page with { Cost = form, AsksForCost = true }, cancel, fieldOf: why => At(why, "DatedLongBeforeSigned", "Cost.On"));

    private static string At(Refusal why, string code, string field) => why.Code == code ? field : "";

    /// <summary>Where signing wins the opportunity, and only there; what can't be signed is refused for that alone.</summary>
    private async Task AskWhyWonAsync(long id, SigningForm form, CancellationToken cancel)
    {
        const string winning = $"Signing.{nameof(SigningForm.Winning)}";
        var page = await PageAsync(id, "", cancel);
        if (page?.Signing.Winning is not { } asked)
        {
            form.Winning = null;
            ModelState.FindKeysWithPrefix(winning).Select(entry => entry.Key).ToList().ForEach(key => ModelState.Remove(key));
        }
        else if (form.Winning is null && page.SignRefusal is null)
        {
            form.Winning = asked;
            TryValidateModel(asked, winning);
        }
    }

    private async Task AppointAsync(Contract contract, long? personId, CancellationToken cancel)
    {
        var person = await Db.People.SingleOrDefaultAsync(row => row.Id == personId, cancel);
        if (person?.Id == personId)
        {
            contract.CanAppoint(person, Viewer.Matrix, Today).ThrowIfRefused();
        }

        var page = await PageAsync(contract.Id, "", cancel);
        (page?.MayAppoint(personId) == true ? null : new Refusal("AppointNotOffered", contract.Label)).ThrowIfRefused();
        Db.Appoint(contract, person, ByViewer);
    }

    private string ItemOf(Contract contract, long id)
    {
        var item = contract.HandOver.Single(one => one.Id == id);
        return item.Need is { } need ? Words.Of(need) : item.Text ?? "";
    }

    private static Task Plain(Action verb)
    {
        verb();
        return Task.CompletedTask;
    }

    private async Task<IActionResult> DoAsync(
        long id, RecordType type, string tab, string said, Func<Contract, Task> verb, Func<ContractPage, ContractPage> keep, CancellationToken cancel,
        AccessAction action = AccessAction.Write, Func<Refusal, string>? fieldOf = null, Func<Contract, object[]>? saidOf = null, Func<ContractPage, bool>? isOffered = null)
    {
        if (await Db.Contracts.VisibleTo(Viewer, action, type).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } contract)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => SaveAsync(contract, verb, cancel), cancel), fieldOf ?? (_ => "")))
        {
            Say(Words[said, saidOf?.Invoke(contract) ?? [contract.Label]]);
            return LocalRedirect(tab.Length == 0 ? $"/contracts/{id}" : $"/contracts/{id}/{tab}");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(id, tab, cancel) is not { } page ? NotFound()
            : TabOf(keep(page) with { Kept = isOffered?.Invoke(page) == false ? await KeptForm.OfAsync(HttpContext) : null });
    }

    private async Task SaveAsync(Contract contract, Func<Contract, Task> verb, CancellationToken cancel)
    {
        await verb(contract);
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Which milestone was chosen is told with what was typed.
            KeptNames.Tell(HttpContext, nameof(FinishForm.MilestoneId), contract.Milestones.Select(milestone => (milestone.Id, Words.Milestone(milestone.Name))));
            throw;
        }
    }
}
