using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>
/// Keeps how everybody's opportunities left their stages until the present day began, and what that is compared with (see <see cref="KeptPast{T}"/>): a year
/// of a company has more than a hundred thousand stays, of which a day adds some hundred.
/// </summary>
public sealed class FunnelPast : IDisposable
{
    /// <summary>One question, because each is big.</summary>
    private readonly KeptPast<(StageFunnel Gone, FunnelComparison Compared)> _kept = new(1);

    public void Dispose() => _kept.Dispose();

    /// <summary>The funnel, and what it is compared with; of a part of the opportunities, and of times that are not over, all is read anew.</summary>
    public async Task<(StageFunnel Funnel, FunnelComparison Compared)> OfAsync(CrmDbContext db, FunnelQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        if (!asked.IsOfEverything || asked.Category is not null || asked.From >= today || ReportSpan.LastYear(asked.From, asked.Until).Until >= today)
        {
            return await db.ReadTogetherAsync(here => FunnelReport.OfAsync(here, asked, cancel), other => FunnelComparison.OfAsync(other, asked, cancel), cancel);
        }

        var settings = db.Company.Settings;
        var terms = $"{asked.From:O}|{asked.Until:O}|{today:O}|{settings.TimeZone}|{settings.FiscalYearStart}|{string.Join(',', db.Company.Facts.Stages.Open.Select(stage => stage.Id))}";
        var until = db.Company.Time.StartOf(asked.Until < today ? asked.Until.AddDays(1) : today);
        var (gone, compared) = await _kept.OfAsync(db, terms, until, () => db.ReadTogetherAsync(
            here => FunnelReport.GoneAsync(here, asked, until, cancel), other => FunnelComparison.OfAsync(other, asked, cancel), cancel), cancel);
        return ((await FunnelReport.SinceAsync(db, asked, until, cancel)).With(gone), compared);
    }
}
