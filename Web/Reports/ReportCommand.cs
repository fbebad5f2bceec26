using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Reports.KeyContacts;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Reports.Workload;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Commands;
using SiCrm.Web.Reports.PresalesCost;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Reports.Workload;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>Writes a report to standard output: in English whatever the terminal speaks, because other programs read it.</summary>
internal sealed partial class ReportCommand(CrmDbContext db, TimeProvider clock, Organisation organisation, StageDays days, AppraisalCache appraisals, Words words) : Command
{
    public override string Verb => "report";

    /// <summary>A database that is not there has no figures: an empty report would hide a place that is written wrongly.</summary>
    public override DatabaseNeed Needs => DatabaseNeed.Existing;

    public override string Syntax =>
        "lead-promotion [--week YYYY-Www] [--by total|owner|team|region|channel|industry] [--part flow|matrix|stalled] [--recount] [--format csv]\n"
        + "opportunity-promotion [--week YYYY-Www] [--by total|owner|team|region|product|category] [--part waterfall|stages|horizons] [--recount] [--format csv]\n"
        + "stage-funnel [--from YYYY-MM-DD] [--until YYYY-MM-DD] [--category CODE] [--format csv]\n"
        + "sales-forecast [--as-of YYYY-MM-DD] [--by owner|total|team|region|product] [--period month|quarter] [--method stagedefault|learned|horizon|called]"
        + " [--part forecast|backtest|overrides] [--format csv]\n"
        + "key-projects [--format csv]\n"
        + "lead-daily [--date YYYY-MM-DD] [--part day|backlog] [--format csv]\n"
        + "neglect [--part customers|contacts] [--category CODE] [--days N] [--format csv]\n"
        + "key-contacts [--category CODE] [--format csv]\n"
        + "presales-cost [--from YYYY-MM-DD] [--until YYYY-MM-DD] [--by industry|region|person] [--region NAME] [--team NAME] [--owner NAME] [--product CODE] [--category CODE] [--format csv]\n"
        + "workload [--week YYYY-Www] [--weeks N] [--format csv]\n"
        + "regional-sales|product-sales|customer-purchases [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--split NAME] [--region NAME] [--team NAME] [--owner NAME] [--product CODE] [--category CODE] [--format csv]\n"
        + "contract-execution [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--region NAME] [--team NAME] [--owner NAME] [--product CODE] [--category CODE] [--format csv]\n"
        + "sales-by-time [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--step month|quarter|year] [--region NAME] [--team NAME] [--owner NAME] [--product CODE] [--category CODE] [--format csv]\n"
        + "performance [--period YYYY|YYYY-Qn|YYYY-MM] [--by person|team|region] [--format csv]";

    public override IReadOnlyList<string> Options =>
        ["week", "by", "part", "date", "from", "until", "to", "step", "as-of", "period", "method", "category", "days", "weeks", "split", "region", "team", "owner", "product", "format"];

    private static readonly string[] Whose = ["region", "team", "owner", "product", "category"];

    public override IReadOnlyList<string> Flags => ["recount"];

    private DateOnly Today => db.Company.Time.DayOf(clock.GetUtcNow().UtcDateTime);

    public override async Task<int> RunAsync(Arguments args, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var key = args.Place(0, "lead-promotion|opportunity-promotion|stage-funnel|sales-forecast|key-projects|lead-daily|neglect|key-contacts|presales-cost|workload|performance|"
            + string.Join('|', SalesTable.Keys));
        args.AtMost(1);
        args.Only([.. Taken(key), "format"]);
        Choice(args, "format", "csv");
        var table = await AskAsync(key, args, cancel);
        await CsvExport.WriteAsync(table, Console.Out, "\n", cancel);
        return ExitCode.Success;
    }

    /// <summary>What a report can be asked for.</summary>
    private static string[] Taken(string key) => key switch
    {
        "lead-promotion" or "opportunity-promotion" => ["week", "by", "part", "recount"],
        "stage-funnel" => ["from", "until", "category"],
        "sales-forecast" => ["as-of", "by", "period", "method", "part"],
        "lead-daily" => ["date", "part"],
        "neglect" => ["part", "category", "days"],
        "key-contacts" => ["category"],
        "presales-cost" => ["from", "until", "to", "by", .. Whose],
        "workload" => ["week", "weeks"],
        "performance" => ["period", "by"],
        "sales-by-time" => ["from", "to", "step", .. Whose],
        "contract-execution" => ["from", "to", .. Whose],
        _ when SalesTable.Keys.Contains(key) => ["from", "to", "split", .. Whose],
        _ => [],
    };

    private async Task<ExportTable> AskAsync(string key, Arguments args, CancellationToken cancel)
    {
        try
        {
            return key switch
            {
                "lead-promotion" => await PromotionAsync(args, cancel),
                "opportunity-promotion" => await OpportunitiesAsync(args, cancel),
                "stage-funnel" => await FunnelAsync(args, cancel),
                "sales-forecast" => await ForecastAsync(args, cancel),
                "key-projects" => await ProjectsAsync(cancel),
                "lead-daily" => Daily(args),
                "neglect" => await NeglectAsync(args, cancel),
                "workload" => await WorkloadAsync(args, cancel),
                "key-contacts" => (await CareTablesAsync(cancel)).KeyContacts(KeyContactsReport.AllAsync(
                    db, Viewer.Program, new KeyContactsFilter { Category = Category(args) }, Today)),
                "presales-cost" => await PresalesCostAsync(args, cancel),
                "performance" => await PerformanceAsync(args, cancel),
                _ when SalesTable.Keys.Contains(key) => await SalesAsync(key, args, cancel),
                _ => throw new WrongUse("Commands.TooMuch", key),
            };
        }
        catch (RuleBroken broken)
        {
            // A report changes nothing: what it refuses is what it was asked.
            throw new WrongUse($"Refusals.{broken.Refusal.Code}", [.. broken.Refusal.Args]) { ShowsUsage = false };
        }
    }

    private async Task<ExportTable> PromotionAsync(Arguments args, CancellationToken cancel)
    {
        var by = Enum.Parse<LedgerGrouping>(Choice(args, "by", "total", "owner", "team", "region", "channel", "industry"), ignoreCase: true);
        var asked = new PromotionQuestion(Viewer.Program, Week(args), by);
        var tables = new PlainTables(words, db.Company.Time);
        return (Choice(args, "part", "flow", "matrix", "stalled"), args.Has("recount")) switch
        {
            ("matrix", true) => tables.Matrix(await LeadPromotion.MatrixAsync(db, asked, cancel)),
            ("matrix", _) => tables.Matrix((await PromotionOfWeek.MatrixAsync(db, asked, cancel)).Cells),
            ("stalled", _) => tables.Stalled(PromotionLeads.AllAsync(db, asked, FlowFigure.Stalled, null)),
            (_, true) => tables.Flow(await LeadPromotion.FlowAsync(db, asked, cancel)),
            _ => tables.Flow((await PromotionOfWeek.OfAsync(db, asked, cancel)).Flow),
        };
    }

    private ExportTable Daily(Arguments args)
    {
        var (day, isBacklog, none) = (Day(args, "date") ?? Today, Choice(args, "part", "day", "backlog") == "backlog", AsyncEnumerable.Empty<DailyLead>());
        return new PlainTables(words, db.Company.Time).Daily(
            isBacklog ? none : LeadDaily.AllAsync(db, Viewer.Program, day, new DailyFilter()), isBacklog ? LeadDaily.BacklogAsync(db, Viewer.Program, day) : none);
    }

    private async Task<ExportTable> PresalesCostAsync(Arguments args, CancellationToken cancel)
    {
        var by = Enum.Parse<PresalesCostGrouping>(Choice(args, "by", "industry", "region", "person"), ignoreCase: true);
        var (filter, names) = (new PresalesCostFilter { From = Day(args, "from"), Until = Day(args, "until"), To = Day(args, "to"), By = by }, await organisation.ReadAsync(db, cancel));
        var asked = filter.Asked(db.Company.Settings, Today) with
        {
            Region = Named(args, "region", names.Regions),
            Team = Named(args, "team", names.Teams),
            Owner = Named(args, "owner", PeopleOf(names)),
            Product = await ProductAsync(args, cancel),
            CustomerCategory = Category(args),
        };
        return PresalesCostTables.Costs(await PresalesCosts.OfAsync(db, Viewer.Program, asked, cancel), names, words, Viewer.Program);
    }

    private static DateOnly? Day(Arguments args, string option) => args.Option(option) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && ReportSpan.Sane(date) == date ? date
        : throw new WrongUse("Commands.NotADay", text);

    private async Task<ExportTable> NeglectAsync(Arguments args, CancellationToken cancel)
    {
        var part = args.Option("part") is null ? (NeglectPart?)null : Enum.Parse<NeglectPart>(Choice(args, "part", "customers", "contacts"), ignoreCase: true);
        var filter = new NeglectFilter { Category = Category(args), Days = args.Number("days", 1) };
        return (await CareTablesAsync(cancel)).Neglect(NeglectReport.AllAsync(db, Viewer.Program, filter, part, Today));
    }

    private async Task<ExportTable> WorkloadAsync(Arguments args, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(db, cancel);
        var asked = new WorkloadQuestion(Week(args), Weeks(args));
        var people = names.SeenBy(Viewer.Program, Today).Select(person => person.Id).ToList();
        return new WorkloadTables(names).Workload(await WorkloadReport.OfAsync(db, people, asked, Today, cancel));
    }

    private static int Weeks(Arguments args) => (args.Number("weeks", 1) ?? WorkloadQuestion.Usual) is var weeks and <= WorkloadQuestion.Most ? weeks
        : throw new WrongUse("Commands.NotAChoice", "weeks", $"1–{WorkloadQuestion.Most}");

    private async Task<CareTables> CareTablesAsync(CancellationToken cancel) =>
        new(words, await organisation.ReadAsync(db, cancel), db.Company.Time, db.Company.Facts.Categories, Today);

    private string? Category(Arguments args) => args.Option("category") is not { } code || db.Company.Facts.Categories.Has(code) ? args.Option("category")
        : throw new WrongUse("Commands.NotAChoice", "category", string.Join(", ", db.Company.Facts.Categories.Categories.Select(category => category.Code)));

    /// <summary>Without a week: the last one that is over.</summary>
    private IsoWeek Week(Arguments args) => args.Option("week") is not { } text ? IsoWeek.Of(Today).Previous
        : IsoWeek.TryParse(text, out var week) ? week
        : throw new WrongUse("Commands.NotAWeek", text);

    /// <summary>The first choice is the one without the option.</summary>
    private static string Choice(Arguments args, string option, params string[] choices) =>
        args.Option(option) is not { } given ? choices[0]
        : choices.FirstOrDefault(choice => string.Equals(choice, given, StringComparison.OrdinalIgnoreCase))
        ?? throw new WrongUse("Commands.NotAChoice", option, string.Join(", ", choices));
}
