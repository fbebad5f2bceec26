using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Search;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Search;

/// <summary>全局搜索: over every type of record that the viewer may see, and while he types.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("search")]
public sealed class SearchController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int MostShown = 20;
    private const int MostSuggested = 4;
    private const int Longest = 100;

    /// <summary>A whole number leads to its record.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? q, CancellationToken cancel)
    {
        var words = Cut(q);
        return await Db.NumberedAsync(Viewer, words, cancel) is { } record
            ? LocalRedirect($"{record.Source.Path}/{record.Id}")
            : View(await PageAsync(words, MostShown, cancel));
    }

    [HttpGet("suggestions")]
    public async Task<IActionResult> Suggestions(string? q, CancellationToken cancel) => Cut(q) is { Length: > 0 } words
        ? PartialView("_Suggestions", await PageAsync(words, MostSuggested, cancel))
        : Content("");

    private async Task<SearchPage> PageAsync(string words, int most, CancellationToken cancel)
    {
        var groups = await Db.SearchAsync(Viewer, words, most, cancel);
        var names = await organisation.ReadAsync(Db, groups.SelectMany(group => group.Hits).Select(hit => hit.OwnerId), cancel);
        return new SearchPage(words, groups, names);
    }

    private static string Cut(string? q) => q?.Trim() is { } words ? words[..Math.Min(words.Length, Longest)] : "";
}
