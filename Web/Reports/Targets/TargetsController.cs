using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Targets;

/// <summary>A target as it is typed.</summary>
public sealed class TargetForm
{
    /// <summary>Whose: <c>Company</c>, <c>Region.3</c>, <c>Team.5</c>, <c>Person.7</c>, <c>Product.9</c>.</summary>
    [Required, StringLength(40)]
    public string? Whose { get; set; }

    [Required]
    public Money? Amount { get; set; }

    [StringLength(SalesTarget.ReasonLength)]
    public string? Reason { get; set; }

    public (TargetOf Of, long? Subject)? Read() => (Whose ?? "").Split('.') switch
    {
        ["Company"] => (TargetOf.Company, null),
        [var of, var id] when Enum.TryParse<TargetOf>(of, out var kind) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var subject) => (kind, subject),
        _ => null,
    };
}

/// <summary>The targets of a fiscal period.</summary>
public sealed record TargetsPage(FiscalSpan Period, IReadOnlyList<SalesTarget> Targets, TargetForm Form, OrganisationFacts Names, Words Words, bool MayWrite, DateOnly Today)
{
    /// <summary>Of the products that are sold, and of those that have a target.</summary>
    public IReadOnlyDictionary<long, string> Products { get; init; } = new Dictionary<long, string>();

    /// <summary>What holds now, with how often it was revised.</summary>
    public IEnumerable<SalesTarget> Latest => Targets.GroupBy(row => (row.Of, row.SubjectId)).Select(rows => rows.OrderByDescending(row => row.Number).First())
        .OrderBy(row => row.Of).ThenByDescending(row => row.Amount);

    public IEnumerable<SalesTarget> Former => Targets.Except(Latest).OrderByDescending(row => row.At);

    public IEnumerable<SelectListItem> Choices =>
    [
        new(Words.Of(TargetOf.Company), "Company"),
        .. Names.Regions.OrderBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => Choice(TargetOf.Region, pair.Key, pair.Value)),
        .. Names.Teams.OrderBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => Choice(TargetOf.Team, pair.Key, pair.Value)),
        .. Names.People.Values.Where(person => person.IsActive(Today)).OrderBy(person => person.Name, StringComparer.Ordinal).Take(500).Select(person => Choice(TargetOf.Person, person.Id, person.Name)),
        .. Products.OrderBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => Choice(TargetOf.Product, pair.Key, pair.Value)),
    ];

    public string NameOf(SalesTarget target) => NameOf(target.Of, target.SubjectId);

    public string NameOf(TargetOf of, long? subject) => of switch
    {
        TargetOf.Region => Names.Region(subject) ?? Shared.Show.Nothing,
        TargetOf.Team => Names.Team(subject) ?? Shared.Show.Nothing,
        TargetOf.Person => Names.Person(subject) ?? Shared.Show.Nothing,
        TargetOf.Product => Products.GetValueOrDefault(subject ?? 0) ?? Shared.Show.Nothing,
        _ => Words.Of(TargetOf.Company),
    };

    public static string In(FiscalSpan period) => $"/targets?on={Shared.Show.Day(period.From)}";

    private SelectListItem Choice(TargetOf of, long id, string name) => new($"{Words.Of(of)}: {name}", $"{of}.{id.ToString(CultureInfo.InvariantCulture)}");
}

/// <summary>What a report's target is made of.</summary>
/// <param name="Targets">Knows the names.</param>
public sealed record TargetPartsPage(DateOnly From, DateOnly To, IReadOnlyList<TargetPart> Parts, TargetsPage Targets)
{
    public required (TargetOf Of, long? Subject) Whose { get; init; }

    public Money Sum => new(Parts.Sum(part => part.Counted.Minor));

    public string Name => Targets.NameOf(Whose.Of, Whose.Subject);

    /// <summary>The page of a target's period, with its revisions.</summary>
    public static string Revisions(SalesTarget target) => $"/targets?on={Shared.Show.Day(target.PeriodOn)}";

    public static string Of((TargetOf Of, long? Subject) whose, DateOnly from, DateOnly to) =>
        $"/targets/parts?of={whose.Of}{(whose.Subject is { } id ? $"&subject={id}" : "")}&from={Shared.Show.Day(from)}&to={Shared.Show.Day(to)}";
}

/// <summary>业绩目标: set for a fiscal period; each revision says why.</summary>
[Authorize(Policy = Policies.ReadTargets)]
[Route("targets")]
public sealed class TargetsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int Most = 2000;

    /// <param name="period">As people write it: <c>2026-Q4</c>; a day within it otherwise.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(DateOnly? on, string? period, CancellationToken cancel)
    {
        var isRead = FiscalSpan.TryParse(period, Db.Company.Settings.FiscalYearStart, out var span);
        ModelState.LeaveOut("period", period is not null && !isRead);
        on = isRead ? span.From : on;
        ModelState.LeaveOut("on", on is { Year: < 1970 or > 9000 });
        return View("Targets", await PageAsync(on, new TargetForm(), cancel));
    }

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteTargets)]
    public async Task<IActionResult> Create(DateOnly? on, [Bind(Prefix = "Form")] TargetForm form, CancellationToken cancel)
    {
        var period = PeriodOf(on);
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(period, form, cancel)))
        {
            return Unprocessable("Targets", await PageAsync(on, form, cancel));
        }

        Say(words["Reports.Said.Target", period.ToString()]);
        return LocalRedirect(TargetsPage.In(period));
    }

    /// <summary>The targets that a report's target is made of, each with what of it falls on the days; all of them where nobody says whose.</summary>
    [HttpGet("parts")]
    public async Task<IActionResult> Parts(TargetOf? of, long? subject, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (of is not { } kind)
        {
            return LocalRedirect("/targets");
        }

        (from, to) = (ReportSpan.Sane(from), ReportSpan.Sane(to));
        ReportSpan.CanAsk(from, to).ThrowIfRefused();
        var page = await PageAsync(from, new TargetForm(), cancel);
        var parts = (await Db.TargetsAsync(from, to, cancel)).PartsFor(Viewer, (kind, subject), from, to, page.Names);
        return parts is null ? NotFound() : View("Parts", new TargetPartsPage(from, to, parts, page) { Whose = (kind, subject) });
    }

    /// <summary>A far day means none.</summary>
    private FiscalSpan PeriodOf(DateOnly? on) => Db.Company.Settings.FiscalSpanOf(on is { Year: >= 1970 and <= 9000 } day ? day : Today);

    private Task SaveAsync(FiscalSpan period, TargetForm form, CancellationToken cancel)
    {
        var (of, subject) = form.Read() ?? throw new RuleBroken(new Refusal("TargetOfWhom"));
        return Db.SetTargetAsync(of, subject, period, form.Amount ?? default, form.Reason, ByViewer, cancel);
    }

    private async Task<TargetsPage> PageAsync(DateOnly? on, TargetForm form, CancellationToken cancel)
    {
        var period = PeriodOf(on);
        var targets = await Db.SalesTargets.AsNoTracking().Where(row => row.PeriodOn == period.From).OrderBy(row => row.Id).Take(Most).ToListAsync(cancel);
        var names = await organisation.ReadAsync(Db, cancel);
        return new TargetsPage(
            period, [.. targets.Where(target => Viewer.SeesTarget(target.Of, target.SubjectId, names))], form, names, words, Viewer.May(RecordType.Target, AccessAction.Write), Today)
        {
            Products = await Db.Products.AsNoTracking().VisibleTo(Viewer).OrderBy(product => product.NameKey).Take(Most)
                .ToDictionaryAsync(product => product.Id, product => product.Name, cancel),
        };
    }
}
