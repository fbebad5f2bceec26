using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.Home;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Appraisal;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Reports.Targets;

namespace SiCrm.Web.Home.Cards;

/// <content>Figures: what was signed, what is expected, what should not be.</content>
public sealed partial class HomeCards
{
    private const int MonthsOfYear = 12;
    private const int MostProjects = 8;

    private FiscalSpan Period => db.Company.Settings.FiscalSpanOf(Today);

    private FiscalSpan Year => FiscalSpan.Of(Today, MonthsOfYear, db.Company.Settings.FiscalYearStart);

    private TargetSums Targets => _figures.Targets(frame.Names, db.Company.Settings.FiscalYearStart);

    private async Task<HomeCard?> FiguresAsync(string card, CancellationToken cancel) => card switch
    {
        "sales" => Card(card, "Sales", ToThisDay("sales-by-time"), Sales()),
        "regions" => Card(card, "Shares", ToThisDay("regional-sales"), HomeShares.Of(Regions())),
        "products" => Card(card, "Shares", "/reports/product-sales", HomeShares.Of(await ProductsAsync(cancel))),
        "forecast" => Card(card, "Forecast", "/reports/sales-forecast", Forecast()),
        "result" => Card(card, "Result", frame.Role == Role.Sales ? "/reports/sales-by-time" : "/targets", Result()),
        "horizons" => Card(card, "Horizons", "/opportunities", Horizons()),
        "alerts" => Card(card, "Signs", "/reports/key-projects", Alerts()),
        "key-contacts" => Card(card, "Signs", "/reports/key-contacts", KeyContacts()),
        "key-projects" => Card(card, "Projects", "/reports/key-projects", await ProjectsAsync(cancel)),
        "load" => Card(card, "Load", "/reports/workload", Load()),
        "week" => Card(card, "Week", "/reports/lead-promotion", HomeWeek.Of(_figures, frame.Role, Today)),
        _ => null,
    };

    /// <summary>The same days of last year as have gone of this one.</summary>
    private (DateOnly From, DateOnly Until) LastYear => ReportSpan.LastYear(Year.From, Today);

    /// <summary>The report of the days that the home page is about.</summary>
    private string ToThisDay(string report) => $"/reports/{report}?from={Shared.Show.Day(Year.From)}&to={Shared.Show.Day(Today)}";

    private HomeSales Sales() => new([.. Months()], Signed(_figures[HomePart.SignedByDay], LastYear.From, LastYear.Until), SignedPath(LastYear.From, LastYear.Until));

    private IEnumerable<HomeMonth> Months()
    {
        var (days, targets, whose) = (_figures[HomePart.SignedByDay].ToList(), Targets, new SalesQuestion(Viewer, Year.From, Year.Until).TargetIs);
        for (var month = new FiscalSpan(Year.From, 1, db.Company.Settings.FiscalYearStart); month.From <= Year.Until; month = month.Next)
        {
            var (from, until) = ReportSpan.LastYear(month.From, month.Until);
            yield return new HomeMonth(
                month, month.From > Today ? null : Signed(days, month.From, month.Until), Signed(days, from, until),
                targets.Of(whose, month.From, month.Until), SignedPath(month.From, month.Until), SignedPath(from, until))
            {
                TargetPath = whose is { } known ? TargetPath(known, month) : null,
            };
        }
    }

    private IEnumerable<HomeShare> Regions()
    {
        var days = _figures[HomePart.SignedByDay].ToLookup(row => row.Key);
        return from region in days
               let name = frame.Names.Region(region.Key) ?? words["Reports.NoRegion"]
               let only = region.Key == 0 ? "&noRegion=true" : $"&region={region.Key}"
               select new HomeShare(name, Signed(region, Year.From, Today), Signed(region, LastYear.From, LastYear.Until), SignedPath(Year.From, Today) + only)
               {
                   LastYearPath = SignedPath(LastYear.From, LastYear.Until) + only,
                   SharePath = $"{ToThisDay("regional-sales/ratio")}&of=share&row={region.Key}",
               };
    }

    private async Task<IEnumerable<HomeShare>> ProductsAsync(CancellationToken cancel)
    {
        var ids = _figures[HomePart.SignedByProduct].Select(row => row.Key).ToList();
        var products = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, product.Name, product.ChineseName }).ToListAsync(cancel);
        return from row in _figures[HomePart.SignedByProduct]
               join product in products on row.Key equals product.Id
               let path = SignedPath(Year.From, Year.Until) + $"&product={row.Key}"
               select new HomeShare(CatalogueWords.InLanguage(product.Name, product.ChineseName), row.Money, null, path);
    }

    private HomeForecast Forecast()
    {
        var weighted = db.Weighted(_figures[HomePart.OpenByStage].Select(row => ((int)row.Key, row.Amount)));
        var target = Targets.SumFor(Viewer, (TargetOf.Company, null), Period.From, Period.Until, frame.Names);
        var signed = Signed(_figures[HomePart.SignedByDay], Period.From, Period.Until);
        return new HomeForecast(Period, new ForecastGap(target ?? Money.Zero, signed, weighted), target is not null)
        {
            Open = (int)_figures.Count(HomePart.OpenByStage),
            SignedPath = SignedPath(Period.From, Period.Until),
            GapPath = $"/reports/sales-by-time?from={Shared.Show.Day(Period.From)}&to={Shared.Show.Day(Period.Until)}&gap=true",
            TargetPath = TargetPartsPage.Of((TargetOf.Company, null), Period.From, Period.Until),
            OpenPath = $"/opportunities?weighted=true&unheld=true&expectedUntil={Shared.Show.Day(Period.Until)}",
        };
    }

    /// <summary>What is signed against the target: his own, or his team's by person.</summary>
    private HomeResult Result()
    {
        var (targets, period) = (Targets, Period);
        if (frame.Role == Role.Sales)
        {
            return new HomeResult(period, [], Of(Viewer.Name, _figures.Sum(HomePart.SignedByMe), TargetOf.Person, Viewer.PersonId, "&owner=" + Key(Viewer.PersonId)));
        }

        var signed = _figures[HomePart.SignedByOwner].ToLookup(row => row.Key, row => row.Amount);
        var team = frame.Names.People.Values.Where(person => Viewer.TeamId is not null && person.TeamId == Viewer.TeamId).ToDictionary(person => person.Id);
        var people = team.Values.Where(person => (person.IsActive(Today) && person.Roles.Contains(Role.Sales)) || signed.Contains(person.Id)).OrderBy(person => person.Name, StringComparer.Ordinal)
            .Select(person => Of(person.Name, new Money(signed[person.Id].Sum()), TargetOf.Person, person.Id, $"&owner={person.Id}"));
        return new HomeResult(period, [.. people.OrderByDescending(row => row.Signed)], Of(
            frame.Names.Team(Viewer.TeamId) ?? "", _figures.Sum(HomePart.SignedByOwner), TargetOf.Team, Viewer.TeamId, ""))
        {
            Others = _figures[HomePart.SignedByOwner].Any(row => !team.ContainsKey(row.Key))
                ? new HomeShare(words["Contracts.OutsideTeam"], new Money(_figures[HomePart.SignedByOwner].Where(row => !team.ContainsKey(row.Key)).Sum(row => row.Amount)), null,
                    $"{SignedPath(period.From, period.Until)}&outside={Viewer.TeamId ?? 0}") : null,
        };

        HomeAttainment Of(string name, Money amount, TargetOf of, long? subject, string more) =>
            new(name, amount, targets.SumFor(Viewer, (of, subject), period.From, period.Until, frame.Names), SignedPath(period.From, period.Until) + more)
            {
                TargetPath = TargetPath((of, subject), period),
                AttainedPath = AttainedPath((of, subject), period, more),
            };
    }

    /// <summary>The targets that a target is made of, for who may read them; of his own anybody finds it on his sheet.</summary>
    private string? TargetPath((TargetOf Of, long? Subject) whose, FiscalSpan period) =>
        Viewer.May(RecordType.Target, AccessAction.Read) ? TargetPartsPage.Of(whose, period.From, period.Until)
        : whose == (TargetOf.Person, Viewer.PersonId) && Viewer.May(RecordType.Appraisal, AccessAction.Read) ? SheetPage.PathOf(Viewer.PersonId ?? 0, period) : null;

    /// <summary>How what was signed is held against the target, where the report of it holds it against the same one; else the target.</summary>
    private string? AttainedPath((TargetOf Of, long? Subject) whose, FiscalSpan period, string more)
    {
        var owner = whose.Of == TargetOf.Person ? whose.Subject : null;
        var asked = new SalesQuestion(Viewer, period.From, period.Until) { Owner = owner, OwnerIs = frame.Names.People.GetValueOrDefault(owner ?? 0) };
        return asked.TargetIs == whose ? $"/reports/sales-by-time/ratio?from={Shared.Show.Day(period.From)}&to={Shared.Show.Day(period.Until)}{more}&of=attainment" : TargetPath(whose, period);
    }

    private List<HomeHorizon> Horizons()
    {
        var mine = frame.Role == Role.Sales ? "&owner=me" : "";
        return [Of(HomePart.HorizonCurrent, Horizon.Current), Of(HomePart.HorizonNext, Horizon.Next), Of(HomePart.HorizonCultivation, Horizon.Cultivation)];

        HomeHorizon Of(HomePart part, Horizon horizon) => new(horizon, _figures.Count(part), _figures.Sum(part), $"/opportunities?horizon={horizon}{mine}&sum=true");
    }

    private List<HomeSign> Alerts() =>
    [
        new("Home.Sign.Stuck", _figures.Count(HomePart.Stuck), "/opportunities?slow=true"),
        new("Home.Sign.Late", _figures.Count(HomePart.Late), $"/opportunities?expectedUntil={Shared.Show.Day(Today.AddDays(-1))}&sort=Expected"),
        new("Home.Sign.OverdueContracts", _figures.Count(HomePart.OverdueContracts), "/contracts?overdue=true&sort=Due"),
        new("Home.Sign.Neglected", _figures.Count(HomePart.Neglected), "/reports/neglect"),
    ];

    private List<HomeSign> KeyContacts() =>
    [
        new("Home.Sign.SilentContacts", _figures.Count(HomePart.SilentContacts), "/reports/key-contacts?gap=Silent"),
        new("Home.Sign.Neglected", _figures.Count(HomePart.Neglected), "/reports/neglect"),
    ];

    private async Task<IReadOnlyList<KeyProject>> ProjectsAsync(CancellationToken cancel) => await KeyProjects.OfAsync(
        db, new KeyProjectsQuestion(Viewer, Today, frame.Now, KeyProjectsQuestion.Large), MostProjects, cancel);

    private List<HomeLoad> Load()
    {
        var planned = _figures[HomePart.Load].ToDictionary(row => row.Key);
        return [.. Team.Select(person => new HomeLoad(
            person.Name, planned.GetValueOrDefault(person.Id)?.Count ?? 0, planned.GetValueOrDefault(person.Id)?.Amount ?? 0, $"/calendar?view=Week&who={person.Id}"))];
    }

    private static Money Signed(IEnumerable<HomeFigure> days, DateOnly from, DateOnly until) =>
        new(days.Where(row => row.On >= from && row.On <= until).Sum(row => row.Amount));

    private static string SignedPath(DateOnly from, DateOnly until) => $"/contracts?from={Shared.Show.Day(from)}&to={Shared.Show.Day(until)}";
}
