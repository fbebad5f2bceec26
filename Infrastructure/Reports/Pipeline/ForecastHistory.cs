using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>The history as the forecast goes through it: in the order in which it happened, never whole in memory.</summary>
internal sealed class ForecastHistory
{
    /// <summary>After so many rows it is told how far it has come.</summary>
    private const int Step = 8192;

    /// <summary>Compared by the database: to read the names of states and events takes longer than all the rest.</summary>
    private static readonly Expression<Func<OpportunityEvent, ForecastHistory>> Of = row => new ForecastHistory
    {
        OpportunityId = row.OpportunityId, At = row.At, HasEntered = row.FromStageId == null || row.FromStageId != row.StageId, StageId = row.StageId,
        IsOpen = row.State == OpportunityState.Open, IsWon = row.State == OpportunityState.Won, OwnerId = row.OwnerId,
        TeamId = row.TeamId, RegionId = row.RegionId, Amount = row.Amount, ExpectedOn = row.ExpectedOn, IsHeld = row.IsHeld, Called = row.Called,
    };

    public long OpportunityId { get; init; }

    public DateTime At { get; init; }

    public bool HasEntered { get; init; }

    public int StageId { get; init; }

    public bool IsOpen { get; init; }

    public bool IsWon { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public Money Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public bool IsHeld { get; init; }

    public int? Called { get; init; }

    private ForecastRow Row => new(
        OpportunityId, At, HasEntered, Called,
        new OpportunityStanding(StageId, IsOpen ? OpportunityState.Open : IsWon ? OpportunityState.Won : OpportunityState.Lost,
            OwnerId, TeamId, RegionId, Amount.Minor, ExpectedOn, IsHeld), default);

    /// <summary>Goes from the first instant on, and stops before each of the given ones.</summary>
    /// <param name="stops">In their order; the last one ends it.</param>
    /// <param name="told">Hears now and then which part of the way is gone.</param>
    public static async Task<ForecastSweep> GoAsync(
        CrmDbContext db, DateTime from, IReadOnlyList<DateTime> stops, Action<DateTime, ForecastSweep> stopped, CancellationToken cancel, Action<double>? told = null)
    {
        var (facts, settings) = (db.Company.Facts, db.Company.Settings);
        var sweep = new ForecastSweep(facts.Time, facts.Stages, day => settings.FiscalSpanOf(day));
        foreach (var part in PipelineHistory.Parts(db, from, stops[^1]).SkipLast(1))
        {
            await foreach (var row in part.Select(Of).AsAsyncEnumerable().WithCancellation(cancel))
            {
                sweep.Seed(row.Row);
            }
        }

        var (next, done) = (0, 0L);
        var rows = PipelineHistory.Parts(db, from, stops[^1]).Last().OrderBy(row => row.At).ThenBy(row => row.Id).Select(Of);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            for (; stops[next] <= row.At; next++)
            {
                stopped(stops[next], sweep);
            }

            sweep.Apply(row.Row);
            if (++done % Step == 0)
            {
                told?.Invoke((row.At - from) / (stops[^1] - from));
            }
        }

        for (; next < stops.Count; next++)
        {
            stopped(stops[next], sweep);
        }

        return sweep;
    }

    /// <summary>Goes on with a sweep that has come as far as the first instant.</summary>
    public static async Task GoOnAsync(CrmDbContext db, ForecastSweep sweep, DateTime from, DateTime until, CancellationToken cancel)
    {
        var rows = db.OpportunityEvents.AsNoTracking().Where(row => row.At >= from && row.At < until).OrderBy(row => row.At).ThenBy(row => row.Id).Select(Of);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            sweep.Apply(row.Row);
        }
    }
}
