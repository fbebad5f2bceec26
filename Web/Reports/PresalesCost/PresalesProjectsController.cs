using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>The projects behind a figure of 售前成本, with its sum.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/presales-cost")]
[MayTakeLong]
public sealed class PresalesProjectsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>What signed a margin in the period, and what was won or lost and cost something in it.</summary>
    /// <param name="of">Says that the key counts, for a group without a name.</param>
    [HttpGet("projects")]
    public async Task<IActionResult> Signed(PresalesCostFilter filter, string? key, string? of, CancellationToken cancel)
    {
        var (asked, facts) = await AskedAsync(filter, cancel);
        var projects = await PresalesProjects.OfAsync(Db, Viewer, asked, of is null ? null : key ?? "", cancel);
        var shown = projects.Take(PresalesProjectsPage.Most).ToList();
        return View("Projects", new PresalesProjectsPage(
            asked, shown, new SignedProject(0, new Money(projects.Sum(one => one.Margin.Minor)), new Money(projects.Sum(one => one.Cost.Minor))), projects.Count,
            await NamesAsync(shown.ConvertAll(one => one.Id), cancel), of is null ? null : key ?? "", facts));
    }

    /// <summary>What ended in the period, as it was predicted and as it came; the report where nobody says by what it is judged.</summary>
    /// <param name="won">Only what was won of it.</param>
    [HttpGet("ended")]
    public async Task<IActionResult> Ended(PresalesCostFilter filter, PostMortemGrouping? judged, string? key, bool won, CancellationToken cancel)
    {
        if (judged is not { } by)
        {
            return LocalRedirect("/reports/presales-cost");
        }

        var (asked, facts) = await AskedAsync(filter, cancel);
        IReadOnlyList<JudgedProject> projects = [.. (await PostMortems.BehindAsync(Db, Viewer, asked, by, string.IsNullOrEmpty(key) ? null : key, cancel)).Where(one => !won || one.PostMortem.IsWon)];
        var shown = projects.Take(PresalesProjectsPage.Most).ToList();
        return View("Ended", new EndedProjectsPage(
            asked, by, key, shown, PostMortems.LineOf(projects), await NamesAsync(shown.ConvertAll(one => one.Id), cancel), facts)
        { OnlyWon = won });
    }

    /// <summary>How presales cost ÷ signed margin is made.</summary>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(PresalesCostFilter filter, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Margin) || !Viewer.Sees(SensitiveField.PresalesCost))
        {
            return NotFound();
        }

        var (asked, facts) = await AskedAsync(filter, cancel);
        var projects = await PresalesProjects.OfAsync(Db, Viewer, asked, null, cancel);
        var (margin, cost) = (new Money(projects.Sum(one => one.Margin.Minor)), new Money(projects.Sum(one => one.Cost.Minor)));
        var list = PresalesCostPage.ProjectsOf(asked);
        return View(RatioPage.View, new RatioPage(
            words["Reports.PresalesRatio"], words["Reports.Means.PresalesRatio"], words["Reports.Total"], [new(words["Reports.CostOfEnded"], Show.Money(cost), list)],
            [new(words["Reports.SignedMargin"], Show.Money(margin), list)], Show.Percent(margin <= Money.Zero ? null : decimal.Divide(cost.Minor, margin.Minor)))
        {
            Back = new(PresalesCostPage.Of(asked), words["Reports.PresalesCost"]),
            Days = $"{Show.Day(asked.From)} – {Show.Day(asked.Until)}",
            Narrowed = asked.Narrowed(facts, words),
        });
    }

    /// <summary>How the share of the ended projects that were won is made; the report where none has ended, or nobody says by what they are judged.</summary>
    [HttpGet("ended/ratio")]
    public async Task<IActionResult> EndedRatio(PresalesCostFilter filter, PostMortemGrouping? judged, string? key, CancellationToken cancel)
    {
        var (asked, facts) = await AskedAsync(filter, cancel);
        key = string.IsNullOrEmpty(key) ? null : key;
        if (judged is not { } by || PostMortems.LineOf(await PostMortems.BehindAsync(Db, Viewer, asked, by, key, cancel)) is not { } line)
        {
            return LocalRedirect(PresalesCostPage.Of(asked));
        }

        var list = PresalesCostPage.EndedOf(asked, by, key);
        return View(RatioPage.View, new RatioPage(
            words["Reports.CameRate"], words["Reports.Means.CameRate"], EndedProjectsPage.NameOf(by, key, facts, words), [new(words["Reports.WonProjects"], Show.Number(line.Won), list + "&won=true")],
            [new(words["Reports.EndedProjects"], Show.Number(line.Projects), list)], line.Came.ToString("0.0", CultureInfo.InvariantCulture) + "%")
        {
            Back = new(PresalesCostPage.Of(asked), words["Reports.PresalesCost"]),
            Days = $"{Show.Day(asked.From)} – {Show.Day(asked.Until)}",
            Narrowed = asked.Narrowed(facts, words),
        });
    }

    private async Task<(PresalesCostQuestion Asked, OrganisationFacts Names)> AskedAsync(PresalesCostFilter filter, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        return ((await filter.NamedAsync(Db, Viewer, cancel)).Known(ModelState, names, words).Asked(Db.Company.Settings, Today), names);
    }

    private async Task<IReadOnlyDictionary<long, (string Number, string Name)>> NamesAsync(List<long> ids, CancellationToken cancel) =>
        (await Db.Opportunities.VisibleTo(Viewer).Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Number, row.Name }).ToListAsync(cancel))
        .ToDictionary(row => row.Id, row => (row.Number, row.Name));
}

/// <summary>Projects with their margins, their presales cost and what is left, and the sums of all of them.</summary>
/// <param name="Group">The group that they are of; null for all.</param>
public sealed record PresalesProjectsPage(
    PresalesCostQuestion Asked, IReadOnlyList<SignedProject> Projects, SignedProject Total, int Count, IReadOnlyDictionary<long, (string Number, string Name)> Names,
    string? Group, OrganisationFacts Organisation)
{
    public const int Most = 500;

    public string? Name(Words words) => Group is { } key ? PresalesCostPage.Name(Asked.By, key, Organisation, words) : null;
}

/// <summary>Projects that ended, with what was predicted of them.</summary>
/// <param name="Line">All of them together; null where there is none.</param>
public sealed record EndedProjectsPage(
    PresalesCostQuestion Asked, PostMortemGrouping Judged, string? Key, IReadOnlyList<JudgedProject> Projects, PostMortemLine? Line,
    IReadOnlyDictionary<long, (string Number, string Name)> Names, OrganisationFacts Organisation)
{
    /// <summary>Only what was won of them.</summary>
    public bool OnlyWon { get; init; }

    public string Name(Words words) => NameOf(Judged, Key, Organisation, words);

    public static string NameOf(PostMortemGrouping judged, string? key, OrganisationFacts organisation, Words words)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(words);
        return judged == PostMortemGrouping.Industry ? key ?? words["Reports.NotKnown"]
            : organisation.Person(long.TryParse(key, CultureInfo.InvariantCulture, out var id) ? id : null) ?? Show.Nothing;
    }

    public IEnumerable<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. Asked.Narrowed(Organisation, words), .. OnlyWon ? [(words["Reports.EndedProjects"], words["Reports.WonProjects"])] : Array.Empty<(string, string)>()];
    }
}
