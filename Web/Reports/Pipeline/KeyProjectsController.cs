using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>重点跟踪项目信息统计列表: the projects that are followed, why, and what is to be worried about.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/key-projects")]
[MayTakeLong]
public sealed class KeyProjectsController(CrmDbContext db, TimeProvider clock, Organisation organisation, StageDays days, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(KeyProjectsLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);
        look = look.Known(ModelState, names, words);
        var asked = look.Ask(Viewer, Today, Now);
        var projects = await KeyProjects.CoveredAsync(Db, asked, await KeyProjects.OfAsync(Db, asked, cancel: cancel), cancel);
        projects = look.All ? await KeyProjectsFurther.OfAsync(Db, asked, projects, days, cancel) : projects;
        return View("KeyProjects", new KeyProjectsPage(
            look, projects, names, PageAddress.Of(Request), Viewer.May(RecordType.Opportunity, AccessAction.Export),
            Viewer.May(RecordType.Opportunity, AccessAction.Approve))
        { Viewer = Viewer, Today = Today });
    }

    /// <summary>How a ratio of a project is made; the list where it is not told of it.</summary>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(KeyProjectsLook look, KeyProjectRatio of, long project, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (!KeyProjectRatios.IsSeen(of, Viewer))
        {
            return NotFound();
        }

        look = look.Known(ModelState, await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel), words);
        var (asked, list) = (look.Ask(Viewer, Today, Now), PageAddress.Of(Request).At(KeyProjectsPage.Path).Without("of", "project").ToString());
        List<KeyProject> projects = [.. (await KeyProjects.OfAsync(Db, asked, cancel: cancel)).Where(one => one.Id == project)];
        return (await KeyProjectsFurther.OfAsync(Db, asked, projects, days, cancel)) is [var found] && KeyProjectRatios.Of(of, found, Db.Company.Facts.Stages, words) is { } ratio
            ? View(RatioPage.View, ratio with { Back = new(list, words["Pipeline.KeyProjects"]), Days = Show.Day(Today) })
            : LocalRedirect(list);
    }

    [Authorize(Policy = Policies.ExportOpportunities)]
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(KeyProjectsLook look, ExportFormat format, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);
        var tables = new KeyProjectsTables(words, names, CompanyTime, Db.Company.Facts);
        var asked = look.Known(ModelState, names, words).Ask(Viewer.ToExport(RecordType.Opportunity), Today, Now);
        var projects = await KeyProjects.CoveredAsync(Db, asked, await KeyProjects.OfAsync(Db, asked, cancel: cancel), cancel);
        var table = look.All ? tables.Of(await KeyProjectsFurther.OfAsync(Db, asked, projects, days, cancel)) : tables.Of(projects).Without(KeyProjectsTables.Further);
        return new TableDownload(tables.ForReaders(table, $"{words["Pipeline.KeyProjects"]} {Today:yyyy-MM-dd}"), format);
    }
}

/// <summary>What the address of the list says.</summary>
public sealed record KeyProjectsLook
{
    /// <summary>As people write amounts.</summary>
    public Money? AtLeast { get; init; }

    public string? Owner { get; init; }

    public string? Team { get; init; }

    public string? Region { get; init; }

    /// <summary>All columns.</summary>
    public bool All { get; init; }

    /// <summary>For paper, which is not as wide as all columns.</summary>
    public bool Print { get; init; }

    public Money Least => AtLeast ?? KeyProjectsQuestion.Large;

    /// <summary>Without what nobody is called by; the page says which.</summary>
    public KeyProjectsLook Known(ModelStateDictionary state, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        return this with
        {
            Owner = state.KnownKey("owner", Owner, names.Person, words),
            Team = state.KnownKey("team", Team, names.Team, words),
            Region = state.KnownKey("region", Region, names.Region, words),
        };
    }

    public KeyProjectsQuestion Ask(Viewer viewer, DateOnly today, DateTime now) => new(viewer, today, now, viewer.Sees(SensitiveField.Amount) ? Least : KeyProjectsQuestion.Large)
    {
        SeeksNewIndustries = true,
        OwnerId = LedgerKey.IdOf(Owner ?? ""),
        TeamId = LedgerKey.IdOf(Team ?? ""),
        RegionId = LedgerKey.IdOf(Region ?? ""),
    };
}

/// <summary>Which columns stand side by side in one table, behind the projects' names.</summary>
public sealed record KeyProjectsBlock(bool HasFollowed, bool HasFurther);

public sealed record KeyProjectsPage(KeyProjectsLook Look, IReadOnlyList<KeyProject> Projects, OrganisationFacts Names, PageAddress Address, bool MayExport, bool MayPin)
{
    public const string Path = "/reports/key-projects";

    public required Viewer Viewer { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>By what it is narrowed, in words.</summary>
    public IEnumerable<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        (PipelineGrouping By, string? Name)[] parts =
        [
            (PipelineGrouping.Owner, Names.Person(LedgerKey.IdOf(Look.Owner ?? ""))), (PipelineGrouping.Team, Names.Team(LedgerKey.IdOf(Look.Team ?? ""))),
            (PipelineGrouping.Region, Names.Region(LedgerKey.IdOf(Look.Region ?? ""))),
        ];
        return parts.Where(part => part.Name is not null).Select(part => (words.Of(part.By), part.Name ?? ""));
    }

    /// <summary>How a ratio of a project is made.</summary>
    public string Made(KeyProject project, KeyProjectRatio ratio)
    {
        ArgumentNullException.ThrowIfNull(project);
        return Address.At(Path + "/ratio").Without("print").With("of", ratio).With("project", project.Id).ToString();
    }

    /// <summary>One table on the screen; on paper all columns are two below each other.</summary>
    public IReadOnlyList<KeyProjectsBlock> Blocks => Look is { All: true, Print: true } ? [new(true, false), new(false, true)] : [new(true, Look.All)];

    /// <summary>What only all columns show.</summary>
    public static readonly IReadOnlyList<(string Name, bool IsNumber)> Further =
    [
        ("presales", false), ("novelty", false), ("stage_days", true), ("weighted", true), ("planned_margin", true), ("slips", false), ("procurement", false),
        ("customer_budget", false), ("last_activity", false), ("decision_maker_at", false), ("gate", false), ("presales_burn", true), ("this_week", false),
    ];
}
