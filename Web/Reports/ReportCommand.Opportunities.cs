using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Commands;
using SiCrm.Web.Reports.Pipeline;

namespace SiCrm.Web.Reports;

/// <content>The reports on opportunities.</content>
internal sealed partial class ReportCommand
{
    private async Task<ExportTable> OpportunitiesAsync(Arguments args, CancellationToken cancel)
    {
        var by = Enum.Parse<PipelineGrouping>(Choice(args, "by", "total", "owner", "team", "region", "product", "category"), ignoreCase: true);
        var part = Enum.Parse<PipelinePart>(Choice(args, "part", "waterfall", "stages", "horizons"), ignoreCase: true);
        var asked = new PipelineQuestion(Viewer.Program, Week(args), by);
        var tables = new PipelineTables(words, new PipelineText(words, db.Company.Facts.Stages, db.Company.Facts.Categories));
        return (part, args.Has("recount")) switch
        {
            (PipelinePart.Waterfall, true) => tables.Waterfall(await OpportunityPromotion.SumsAsync(db, asked, cancel: cancel)),
            (PipelinePart.Waterfall, _) => tables.Waterfall((await PipelineOfWeek.OfAsync(db, asked, cancel: cancel)).Sums),
            (_, true) => tables.Matrix(await OpportunityPromotion.MatrixAsync(db, asked, part == PipelinePart.Horizons, cancel), part == PipelinePart.Horizons),
            _ => tables.Matrix((await PipelineOfWeek.MatrixAsync(db, asked, part == PipelinePart.Horizons, cancel)).Cells, part == PipelinePart.Horizons),
        };
    }

    private async Task<ExportTable> FunnelAsync(Arguments args, CancellationToken cancel)
    {
        var look = new FunnelLook { From = Day(args, "from"), Until = Day(args, "until"), Category = Category(args) };
        var asked = look.Ask(Viewer.Program, Today);
        return new FunnelTables(words).Of(await FunnelReport.OfAsync(db, asked, cancel), db.Company.Facts.Stages, await FunnelComparison.OfAsync(db, asked, cancel));
    }

    private async Task<ExportTable> ForecastAsync(Arguments args, CancellationToken cancel)
    {
        var look = new ForecastLook
        {
            AsOf = Day(args, "as-of"),
            By = Enum.Parse<PipelineGrouping>(Choice(args, "by", "owner", "total", "team", "region", "product"), ignoreCase: true),
            Period = args.Option("period") is null ? null : Enum.Parse<ForecastLength>(Choice(args, "period", "month", "quarter"), ignoreCase: true),
            Method = args.Option("method") is null ? null : Enum.Parse<ForecastMethod>(Choice(args, "method", Enum.GetNames<ForecastMethod>()), ignoreCase: true),
        };
        if (look.IsDayLeftOut(Today))
        {
            throw new WrongUse("Commands.NotADay", args.Option("as-of") ?? "");
        }

        var (asked, part) = (look.Ask(Viewer.Program, Today), Choice(args, "part", "forecast", "backtest", "overrides"));
        if (part == "overrides")
        {
            return new ForecastTables(words, new PipelineText(words, db.Company.Facts.Stages, db.Company.Facts.Categories))
                .Overrides(await HorizonOverrides.OfAsync(db, asked, cancel), await organisation.ReadAsync(db, cancel));
        }

        var result = await SalesForecast.OfAsync(db, asked, cancel: cancel);
        var tables = new ForecastTables(words, new PipelineText(words, db.Company.Facts.Stages, db.Company.Facts.Categories));
        return part == "backtest" ? tables.Backtest(result) : tables.Forecast(result, look.Method ?? result.Best, asked.By);
    }

    private async Task<ExportTable> ProjectsAsync(CancellationToken cancel)
    {
        var tables = new KeyProjectsTables(words, await organisation.ReadAsync(db, cancel), db.Company.Time, db.Company.Facts);
        var asked = new KeyProjectsLook().Ask(Viewer.Program, Today, clock.GetUtcNow().UtcDateTime);
        var projects = await KeyProjects.CoveredAsync(db, asked, await KeyProjects.OfAsync(db, asked, cancel: cancel), cancel);
        return tables.Of(await KeyProjectsFurther.OfAsync(db, asked, projects, days, cancel));
    }
}
