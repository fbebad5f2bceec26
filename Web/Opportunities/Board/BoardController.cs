using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities.Board;

/// <summary>The board: a column for each stage on the way, the next to be signed on top.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/board")]
public sealed class BoardController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation) : CrmController(db, clock)
{
    /// <summary>So many cards of a column; the list has the rest.</summary>
    private const int Most = 12;

    [HttpGet("")]
    public async Task<IActionResult> Show(OpportunityFilter filter, CancellationToken cancel)
    {
        filter = new OpportunityFilter { Owner = filter.Owner, Team = filter.Team, Region = filter.Region };
        var stages = Db.Company.Facts.Stages;
        var rows = Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Open().Matching(filter, Db, Viewer, Now);
        var totals = await rows.GroupBy(row => row.StageId)
            .Select(group => new StageTotal(group.Key, group.Count(), group.Sum(row => (long?)(object?)row.Amount) ?? 0)).ToListAsync(cancel);
        var cards = await stages.Open.Select(stage => rows.Where(row => row.StageId == stage.Id).OrderBy(row => row.ExpectedOn).ThenBy(row => row.Id).Take(Most))
            .Aggregate((one, next) => one.Concat(next)).ProjectFor<OpportunityRow>(mapping, Viewer).ToListAsync(cancel);
        var names = await organisation.ReadAsync(Db, cards.Select(row => row.OwnerId), cancel);
        return View(new BoardPage(filter, stages, totals, cards.ToLookup(card => card.StageId), names, Viewer, Today, Now));
    }
}

/// <param name="Minor">The amounts together, in minor units.</param>
public sealed record StageTotal(int StageId, int Count, long Minor)
{
    public Money Amount => new(Minor);
}
