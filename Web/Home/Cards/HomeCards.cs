using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports.Home;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home.Cards;

/// <summary>The cards of the home pages: which role has which, and what is asked for them; a hidden card asks nothing.</summary>
public sealed partial class HomeCards(CrmDbContext db, HomeFrame frame, Words words, BackupFolder backups)
{
    private static readonly Dictionary<Role, string[]> Roles = new()
    {
        [Role.GeneralManager] = ["approvals", "told", "alerts", "forecast", "sales", "regions", "products", "key-contacts", "key-projects", "week", "favourites"],
        [Role.SalesManager] = ["approvals", "told", "result", "horizons", "instructions", "steps-missing", "alerts", "load", "care", "stale", "week", "favourites"],
        [Role.Sales] = ["steps-missing", "instructions", "steps-today", "told", "care", "result", "horizons", "countdown", "due", "missing", "confirmations", "week", "favourites"],
        [Role.LeadCoordinator] = ["triage", "told", "stale", "reclaim", "captured", "week", "favourites"],
        [Role.Presales] = ["steps-today", "own-days", "told", "presales", "requests", "steps-missing", "favourites"],
        [Role.ProjectManager] = ["deliveries", "running", "hand-overs", "told", "change-orders", "steps-today", "favourites"],
        [Role.ServiceManager] = ["steps-today", "own-days", "told", "load", "favourites"],
        [Role.ServiceEngineer] = ["steps-today", "own-days", "told", "favourites"],
        [Role.RnD] = ["steps-today", "own-days", "told", "favourites"],
        [Role.Finance] = ["money", "overdue", "told", "invoices", "receipts", "favourites"],
        [Role.Administrator] = ["operations", "told", "people", "imports", "audit", "favourites"],
    };

    private HomeFigures _figures = new([]);

    /// <summary>How many notifications the page has read; null when it did not look.</summary>
    public int? Unread { get; private set; }

    private Viewer Viewer => frame.Viewer;

    private DateOnly Today => frame.Today;

    public static IReadOnlyList<string> Of(Role role) => Roles.GetValueOrDefault(role, []);

    public static string TitleOf(Words words, string card, Role? role)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.OrNull($"Home.Card.{card}.{role}") ?? words[$"Home.Card.{card}"];
    }

    public async Task<IReadOnlyList<HomeCard>> ReadAsync(IReadOnlyList<string> shown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(shown);
        _figures = await new HomeFigureReading(db, Question).ReadAsync(shown.SelectMany(PartsOf), cancel);
        var cards = new List<HomeCard>();
        foreach (var card in shown)
        {
            if (await CardAsync(card, cancel) is { } one)
            {
                cards.Add(one);
            }
        }

        return cards;
    }

    private HomeQuestion Question => new(Viewer, Today, frame.Now, [.. Team.Select(person => person.Id)], Week);

    /// <summary>Those of his team whose time he may look at.</summary>
    private IEnumerable<Infrastructure.Access.Colleague> Team => frame.Names.People.Values
        .Where(person => Viewer.TeamId is not null && person.TeamId == Viewer.TeamId && person.IsActive(Today) && Viewer.SeesTimeOf(person)).OrderBy(person => person.Name, StringComparer.Ordinal);

    /// <summary>The viewer's own group of leads: himself, his team, or everybody.</summary>
    private (LedgerGrouping Grouping, string? Key) Week => frame.Role switch
    {
        Role.Sales => (LedgerGrouping.Owner, Key(Viewer.PersonId)),
        Role.SalesManager => (LedgerGrouping.Team, Key(Viewer.TeamId)),
        _ => (LedgerGrouping.Channel, null),
    };

    private static string Key(long? id) => (id ?? 0).ToString(CultureInfo.InvariantCulture);

    private IEnumerable<HomePart> PartsOf(string card) => card switch
    {
        "sales" => [HomePart.SignedByDay, .. HomeTargets.All],
        "regions" => [HomePart.SignedByDay],
        "products" => [HomePart.SignedByProduct],
        "forecast" => [HomePart.SignedByDay, HomePart.OpenByStage, .. HomeTargets.All],
        "result" when frame.Role == Role.Sales => [HomePart.SignedByMe, HomePart.TargetOfPerson],
        "result" => [HomePart.SignedByOwner, HomePart.TargetOfTeam, HomePart.TargetOfPerson],
        "horizons" => [HomePart.HorizonCurrent, HomePart.HorizonNext, HomePart.HorizonCultivation],
        "alerts" => [HomePart.Stuck, HomePart.Late, HomePart.OverdueContracts, HomePart.Neglected],
        "key-contacts" => [HomePart.Neglected, HomePart.SilentContacts],
        "load" => [HomePart.Load],
        "running" => [HomePart.UnmanagedContracts],
        "money" => [HomePart.Overdue, HomePart.Received, HomePart.Invoiced],
        "audit" => [HomePart.Audited],
        "imports" => [HomePart.ImportsOpen],
        "week" => HomeWeek.For(frame.Role).Select(HomeWeek.PartOf),
        _ => [],
    };

    private Task<HomeCard?> CardAsync(string card, CancellationToken cancel) => card switch
    {
        "approvals" or "steps-missing" or "steps-today" or "care" or "presales" or "requests" or "instructions" => WorkAsync(card, cancel),
        "due" or "missing" or "countdown" or "confirmations" or "triage" or "stale" or "reclaim" or "captured" => LeadsAsync(card, cancel),
        "deliveries" or "running" or "hand-overs" or "change-orders" or "overdue" or "invoices" or "receipts" or "money" => ContractsAsync(card, cancel),
        "operations" or "people" or "imports" or "audit" => OperationsAsync(card, cancel),
        "told" or "favourites" => PersonalAsync(card, cancel),
        "own-days" => OwnDaysAsync(card, cancel),
        _ => FiguresAsync(card, cancel),
    };

    private HomeCard<T> Card<T>(string card, string view, string path, T content, int? count = null) =>
        new(card, TitleOf(words, card, frame.Role), path, count, frame, content) { View = $"/Home/Cards/_{view}.cshtml" };
}
