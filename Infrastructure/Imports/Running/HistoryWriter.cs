using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>Writes leads whose histories were told anew, with what follows from them: intervals, reclaim expectation, weekly roll-ups.</summary>
internal sealed class HistoryWriter(CrmDbContext db)
{
    private static readonly string[] OfRow =
    [
        nameof(LeadEvent.Seq), nameof(LeadEvent.Kind), nameof(LeadEvent.From), nameof(LeadEvent.To), nameof(LeadEvent.UntilAt),
        nameof(LeadEvent.FromOwnerId), nameof(LeadEvent.ToOwnerId), nameof(LeadEvent.FromTeamId), nameof(LeadEvent.ToTeamId),
        nameof(LeadEvent.AmountBefore), nameof(LeadEvent.Amount), nameof(LeadEvent.TransitionAt),
    ];

    private static readonly string[] OfLead =
    [
        nameof(Lead.Status), nameof(Lead.StatusSince), nameof(Lead.OwnerId), nameof(Lead.TeamId), nameof(Lead.AssignedAt),
        nameof(Lead.FirstContactAt), nameof(Lead.LastActivityAt), nameof(Lead.NextAction), nameof(Lead.NextDueOn), nameof(Lead.ExemptUntil),
        nameof(Lead.ExemptReason), nameof(Lead.ReclaimDueAt), nameof(Lead.ReclaimRule), nameof(Lead.QuietSince), nameof(Lead.Events),
        nameof(Lead.Version),
    ];

    private readonly Dictionary<long, (int Seq, DateTime? UntilAt, LeadMovement Movement)> _rows = [];
    private readonly List<Lead> _leads = [];
    private readonly List<long> _gone = [];

    /// <param name="lead">Loaded untracked, with its whole history; about to change.</param>
    public void Before(Lead lead)
    {
        foreach (var row in lead.History)
        {
            _rows[row.Id] = (row.Seq, row.UntilAt, LeadMovement.Of(row));
        }
    }

    /// <param name="gone">The rows that the lead has forgotten.</param>
    public void After(Lead lead, params IEnumerable<LeadEvent> gone)
    {
        _gone.AddRange(gone.Select(row => row.Id));
        LeadBook.Expect(lead, db.Company.Facts);
        _leads.Add(lead);
    }

    public Task WriteAsync(CancellationToken cancel) =>
        db.Rollups.KeepAsync(_leads.ConvertAll(lead => lead.Id), () => WriteRowsAsync(cancel), cancel);

    private async Task WriteRowsAsync(CancellationToken cancel)
    {
        await db.LeadEvents.Where(row => EF.Parameter(_gone).Contains(row.Id)).ExecuteDeleteAsync(cancel);
        var kept = _leads.SelectMany(lead => lead.History).Where(row => row.Id != 0).ToList();
        var moved = kept.Where(row => _rows[row.Id].Seq != row.Seq).Select(row => row.LeadId).Distinct().ToList();
        if (moved.Count > 0)
        {
            // Positions are unique: they make way before they are taken again.
            await db.LeadEvents.Where(row => EF.Parameter(moved).Contains(row.LeadId))
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.Seq, r => -r.Seq), cancel);
        }

        await db.UpdateInBulkAsync(kept.FindAll(row => IsChanged(row) || moved.Contains(row.LeadId)), OfRow);
        await db.InsertNewRowsInBulkAsync(_leads, cancel);
        await db.UpdateInBulkAsync(_leads, OfLead);
    }

    private bool IsChanged(LeadEvent row) => _rows[row.Id] != (row.Seq, row.UntilAt, LeadMovement.Of(row));
}
