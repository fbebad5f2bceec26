using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>Leads' histories read row by row, as the ledger takes them.</summary>
internal sealed record LeadHistory(long LeadId, LeadAttributes Lead, IReadOnlyList<LeadMovement> Rows);

/// <summary>Counts the weekly promotion from the events themselves.</summary>
internal static class LeadRecount
{
    /// <summary>The ledger of the whole company, from its first event on.</summary>
    public static async Task<PromotionLedger> WholeAsync(CrmDbContext db, CancellationToken cancel)
    {
        var ledger = new PromotionLedger(db.Company.Time, PromotionLedger.Kept);
        await foreach (var history in HistoriesAsync(db, db.LeadEvents, cancel))
        {
            ledger.Add(history.Lead, history.Rows);
        }

        return ledger;
    }

    /// <summary>The rows given, lead by lead in order; never more than one lead's in memory.</summary>
    public static async IAsyncEnumerable<LeadHistory> HistoriesAsync(
        CrmDbContext db, IQueryable<LeadEvent> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows =
            from row in events.AsNoTracking()
            join lead in db.Leads on row.LeadId equals lead.Id
            orderby row.LeadId, row.Seq
            select new
            {
                row.LeadId, lead.RegionId, lead.Channel, lead.Industry, row.At, row.Kind, row.From, row.To, row.FromOwnerId, row.FromTeamId,
                row.ToOwnerId, row.ToTeamId, row.AmountBefore, row.Amount, row.TransitionAt,
            };
        LeadHistory? present = null;
        List<LeadMovement> movements = [];
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.LeadId != present?.LeadId)
            {
                if (present is not null)
                {
                    yield return present;
                }

                movements = [];
                present = new LeadHistory(row.LeadId, new LeadAttributes(row.RegionId, row.Channel, row.Industry), movements);
            }

            movements.Add(new LeadMovement(row.At, row.Kind, row.From, row.To, new(row.FromOwnerId, row.FromTeamId), new(row.ToOwnerId, row.ToTeamId),
                row.AmountBefore.Minor, row.Amount.Minor, row.TransitionAt));
        }

        if (present is not null)
        {
            yield return present;
        }
    }
}
