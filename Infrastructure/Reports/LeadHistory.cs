using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>A row of history as it is read for counting.</summary>
internal sealed class HistoryRow
{
    public static readonly Expression<Func<EventOfLead, HistoryRow>> Of = x => new HistoryRow
    {
        LeadId = x.Row.LeadId, Seq = x.Row.Seq, RegionId = x.Lead.RegionId, Channel = x.Lead.Channel, Industry = x.Lead.Industry,
        At = x.Row.At, Kind = x.Row.Kind, From = x.Row.From, To = x.Row.To,
        FromOwnerId = x.Row.FromOwnerId, FromTeamId = x.Row.FromTeamId, ToOwnerId = x.Row.ToOwnerId, ToTeamId = x.Row.ToTeamId,
        AmountBefore = x.Row.AmountBefore, Amount = x.Row.Amount, TransitionAt = x.Row.TransitionAt,
    };

    public long LeadId { get; init; }

    public int Seq { get; init; }

    public long? RegionId { get; init; }

    public LeadChannel Channel { get; init; }

    public string? Industry { get; init; }

    public DateTime At { get; init; }

    public LeadEventKind Kind { get; init; }

    public LeadStatus? From { get; init; }

    public LeadStatus To { get; init; }

    public long? FromOwnerId { get; init; }

    public long? FromTeamId { get; init; }

    public long? ToOwnerId { get; init; }

    public long? ToTeamId { get; init; }

    public Money AmountBefore { get; init; }

    public Money Amount { get; init; }

    public DateTime TransitionAt { get; init; }

    public LeadAttributes Lead => new(RegionId, Channel, Industry);

    public LeadMovement Movement => new(
        At, Kind, From, To, new(FromOwnerId, FromTeamId), new(ToOwnerId, ToTeamId), AmountBefore.Minor, Amount.Minor, TransitionAt);
}

/// <summary>One lead's history, whole or in part, as the ledger takes it.</summary>
internal sealed record LeadHistory(long LeadId, LeadAttributes Lead, IReadOnlyList<LeadMovement> Rows)
{
    /// <summary>The rows given, lead by lead; never more than one lead's in memory.</summary>
    public static async IAsyncEnumerable<LeadHistory> ReadAsync(IQueryable<HistoryRow> rows, [EnumeratorCancellation] CancellationToken cancel)
    {
        LeadHistory? present = null;
        List<LeadMovement> movements = [];
        await foreach (var row in rows.OrderBy(row => row.LeadId).ThenBy(row => row.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.LeadId != present?.LeadId)
            {
                if (present is not null)
                {
                    yield return present;
                }

                movements = [];
                present = new LeadHistory(row.LeadId, row.Lead, movements);
            }

            movements.Add(row.Movement);
        }

        if (present is not null)
        {
            yield return present;
        }
    }
}
