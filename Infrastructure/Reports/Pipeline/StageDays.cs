using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>How long the company's opportunities stay in a stage: the days of the funnel of the last twelve months.</summary>
/// <param name="Median">P50.</param>
/// <param name="Eightieth">P80; null where too few have ever left.</param>
public sealed record StageStay(double? Median, double? Eightieth, int Sample, bool IsThin);

/// <summary>
/// Keeps the days of each stage as they were when the day began, since a year of a company has more than a hundred thousand stays
/// (see <see cref="KeptPast{T}"/>).
/// </summary>
public sealed class StageDays : IDisposable
{
    private const int Months = 12;

    private readonly KeptPast<IReadOnlyDictionary<int, StageStay>> _kept = new(1);

    public void Dispose() => _kept.Dispose();

    /// <param name="today">It and what happens on it are left out.</param>
    public Task<IReadOnlyDictionary<int, StageStay>> OfAsync(CrmDbContext db, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var terms = $"{today:O}|{db.Company.Settings.TimeZone}|{string.Join(',', db.Company.Facts.Stages.Open.Select(stage => stage.Id))}";
        return _kept.OfAsync(db, terms, db.Company.Time.StartOf(today), () => ReadAsync(db, today, cancel), cancel);
    }

    private static async Task<IReadOnlyDictionary<int, StageStay>> ReadAsync(CrmDbContext db, DateOnly today, CancellationToken cancel)
    {
        var funnel = await FunnelReport.OfAsync(db, new FunnelQuestion(Viewer.Program, today.AddMonths(-Months), today.AddDays(-1)), cancel);
        return db.Company.Facts.Stages.Open.Select(stage => funnel.Row(stage.Id))
            .ToDictionary(row => row.StageId, row => new StageStay(row.MedianDays, row.EightiethDays, row.Sample, row.IsThin));
    }
}
