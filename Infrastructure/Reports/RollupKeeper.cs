using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>
/// Keeps the weekly roll-ups in step with the leads' histories, in the same transaction. Saving and inserting in bulk do it by
/// themselves; who changes histories by other means (deleting rows by a statement, say) does it inside <see cref="KeepAsync"/>.
/// </summary>
public sealed class RollupKeeper(CrmDbContext db)
{
    private PromotionLedger? _gathered;
    private bool _isHeld;

    /// <summary>Runs what changes the histories of these leads, by whatever means, and enters the difference.</summary>
    public Task KeepAsync(IReadOnlyCollection<long> leads, Func<Task> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return db.WriteAsync(() => EnterAsync(async ledger =>
        {
            await RollupChange.EnterAsync(db, ledger, leads, -1, cancel);
            await work();
            await RollupChange.EnterAsync(db, ledger, leads, 1, cancel);
        }, work, cancel), cancel);
    }

    /// <summary>
    /// Runs many transactions and enters what they changed at their end, once: for seeding, where a kill in between is
    /// mended by <see cref="RollupCheck.RebuildRollupsAsync"/>.
    /// </summary>
    public async Task GatherAsync(Func<Task> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var ledger = _gathered = New();
        try
        {
            await work();
        }
        finally
        {
            _gathered = null;
        }

        await db.WriteAsync(() => db.AddRollupsAsync(ledger, cancel), cancel);
    }

    internal Task SaveAsync(Func<Task> save, CancellationToken cancel) => EnterAsync(async ledger =>
    {
        await RollupChange.EnterAsync(db, ledger, cancel);
        await save();
    }, save, cancel);

    internal Task InsertAsync<T>(IReadOnlyList<T> rows, Func<Task> insert, CancellationToken cancel) => rows switch
    {
        IReadOnlyList<Lead> leads => EnterAsync(async ledger =>
        {
            await insert();
            foreach (var lead in leads)
            {
                ledger.Add(LeadAttributes.Of(lead), [.. lead.History.Select(LeadMovement.Of)]);
            }
        }, insert, cancel),
        IReadOnlyList<LeadEvent> events => KeepAsync([.. events.Select(row => row.LeadId).Distinct()], insert, cancel),
        _ => insert(),
    };

    internal Task UpdateAsync<T>(IReadOnlyList<T> rows, IReadOnlyCollection<string> properties, Func<Task> update) => rows switch
    {
        IReadOnlyList<Lead> leads when properties.Any(LeadAttributes.Names.Contains) => KeepAsync([.. leads.Select(lead => lead.Id)], update),
        IReadOnlyList<LeadEvent> events when properties.Any(name => name != nameof(LeadEvent.UntilAt)) =>
            KeepAsync([.. events.Select(row => row.LeadId).Distinct()], update),
        _ => update(),
    };

    /// <summary>What runs inside another such work is part of it already.</summary>
    private async Task EnterAsync(Func<PromotionLedger, Task> work, Func<Task> workAlone, CancellationToken cancel)
    {
        if (_isHeld)
        {
            await workAlone();
            return;
        }

        _isHeld = true;
        try
        {
            var ledger = _gathered ?? New();
            await work(ledger);
            if (_gathered is null)
            {
                await db.AddRollupsAsync(ledger, cancel);
            }
        }
        finally
        {
            _isHeld = false;
        }
    }

    private PromotionLedger New() => new(db.Company.Time, PromotionLedger.Kept);
}
