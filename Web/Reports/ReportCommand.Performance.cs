using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Appraisal;
using SiCrm.Web.Commands;

namespace SiCrm.Web.Reports;

/// <content>The report on people.</content>
internal sealed partial class ReportCommand
{
    /// <summary>Without a period: the fiscal period of today.</summary>
    private async Task<ExportTable> PerformanceAsync(Arguments args, CancellationToken cancel)
    {
        var period = args.Option("period") is not { } text ? db.Company.Settings.FiscalSpanOf(Today)
            : FiscalSpan.TryParse(text, db.Company.Settings.FiscalYearStart, out var read) ? read : throw new WrongUse("Commands.NotAPeriod", text);
        var by = Enum.Parse<PerformanceGrouping>(Choice(args, "by", "person", "team", "region"), ignoreCase: true);
        var (asked, names) = (new PerformanceQuestion(Viewer.Program, period, Today) { By = by, All = true }, await organisation.ReadAsync(db, cancel));
        return PerformanceTable.Of(await PerformanceReport.OfAsync(db, appraisals, asked, names, cancel), asked, names, words).ToExport();
    }
}
