using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Contracts.Receipts;

/// <summary>Forms about receipts name payments and other receipts by number; who loses to somebody faster reads what he typed with their names.</summary>
public abstract class ReceiptFormController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    protected Task<bool> TryAsync(Func<Task> work, IEnumerable<long> milestones, IEnumerable<long> receipts, Func<Refusal, string>? fieldOf = null) => TryAsync(async () =>
    {
        try
        {
            await work();
        }
        catch (DbUpdateConcurrencyException)
        {
            await NameAsync([.. milestones], [.. receipts]);
            throw;
        }
    }, fieldOf ?? (_ => ""));

    private async Task NameAsync(IReadOnlyList<long> milestones, IReadOnlyList<long> receipts)
    {
        KeptNames.Tell(HttpContext, nameof(MatchForm.MilestoneId), (await Db.PaymentNamesAsync(Viewer, milestones, HttpContext.RequestAborted))
            .Select(payment => (payment.MilestoneId, $"{payment.Contract} · {Words.Milestone(payment.Name)}")));
        KeptNames.Tell(HttpContext, nameof(OffsetForm.ReceiptId), await Db.ReceiptNamesAsync(Viewer, receipts, HttpContext.RequestAborted));
    }
}
