using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities.Board;

/// <summary>
/// A card was let go over another column. The answer is for the board's script: the card as it is now, with the stages that it can go to from
/// there; or why it is refused, and the script puts it back.
/// </summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/board-moves")]
public sealed class BoardMovesController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, Words words) : CrmController(db, clock)
{
    private StageScheme Stages => Db.Company.Facts.Stages;

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, int to, int version, CancellationToken cancel)
    {
        var opportunity = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (opportunity is null)
        {
            return NotFound();
        }

        if (Stages.Find(to) is not { } stage)
        {
            return Refused(StatusCodes.Status422UnprocessableEntity, words["Opportunities.NoSuchStage"], null);
        }

        if (opportunity.Version != version)
        {
            return ChangedMeanwhile(opportunity);
        }

        try
        {
            opportunity.MoveTo(stage, Stages, null, ByViewer, []);
            await Db.SaveChangesAsync(cancel);
            return await CardAsync(opportunity, cancel);
        }
        catch (RuleBroken broken)
        {
            return Refused(StatusCodes.Status422UnprocessableEntity, words.Of(broken.Refusal), WayOut(id, to, broken.Refusal));
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).SingleOrDefaultAsync(row => row.Id == id, cancel) is { } now ? ChangedMeanwhile(now) : NotFound();
        }
    }

    /// <summary>Somebody else was faster: the card is put where it stands by now, to go on from there.</summary>
    private JsonResult ChangedMeanwhile(Opportunity now) =>
        Refused(StatusCodes.Status409Conflict, words["Opportunities.CardChangedMeanwhile", now.Number], ($"/opportunities/{now.Id}", words["Opportunities.Look"]), now);

    private async Task<IActionResult> CardAsync(Opportunity opportunity, CancellationToken cancel)
    {
        var cards = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Where(row => row.Id == opportunity.Id).ProjectFor<OpportunityRow>(mapping, Viewer).ToListAsync(cancel);
        var board = new BoardPage(
            new OpportunityFilter(), Stages, [], cards.ToLookup(card => card.StageId), await organisation.ReadAsync(Db, [opportunity.OwnerId], cancel), Viewer, Today, Now);
        return PartialView("_Moved", (words["Opportunities.Said.Moved", opportunity.Number], cards.Single(), board));
    }

    /// <summary>The form that the refusal asks for.</summary>
    private (string Path, string Name)? WayOut(long id, int to, Refusal refusal) => refusal.Code switch
    {
        "QualificationNotPassed" => ($"/opportunities/{id}/qualification", words["Opportunities.Gate.qualification"]),
        "InitiationNotPassed" => ($"/opportunities/{id}/initiation", words["Opportunities.Gate.initiation"]),
        "MoveBackNeedsReason" or "ExitChecklistOpen" => ($"/opportunities/{id}/stage-moves/new?to={to}", words["Opportunities.Move"]),
        _ => null,
    };

    private static JsonResult Refused(int status, string refusal, (string Path, string Name)? way, Opportunity? now = null) =>
        new(new { refusal, gate = way?.Path, gateName = way?.Name, stage = now?.StageId, version = now?.Version }) { StatusCode = status };
}
