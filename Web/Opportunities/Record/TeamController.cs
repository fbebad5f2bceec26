using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities.Record;

/// <summary>Who works on an opportunity, with which share of what is signed, and who competes.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}")]
public sealed class TeamController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, Words words)
    : OpportunityPageController(db, clock, mapping, organisation)
{
    [HttpGet("team")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) => await PageAsync(id, null, cancel) is { } page ? View("Team", page) : NotFound();

    [Authorize(Policy = Policies.WriteOpportunities)]
    [HttpPost("team")]
    public Task<IActionResult> Update(long id, [Bind(Prefix = "Form")] TeamForm form, CancellationToken cancel) => ChangeAsync(id, form.Version, form, "Opportunities.Said.Team",
        async opportunity =>
        {
            opportunity.Agree(form.Agreed, ByViewer);
            await Db.LetTeamInAsync(opportunity, Viewer, ByViewer, cancel);
        }, cancel);

    [Authorize(Policy = Policies.WriteOpportunities)]
    [HttpPost("competitors")]
    public Task<IActionResult> Create(long id, [Bind(Prefix = "Competitor")] CompetitorForm form, CancellationToken cancel) =>
        ChangeAsync(id, form.Version, null, "Opportunities.Said.Competitor", opportunity =>
        {
            opportunity.Face(form.Name ?? "", form.Position, form.Note, ByViewer);
            return Task.CompletedTask;
        }, cancel);

    [Authorize(Policy = Policies.WriteOpportunities)]
    [HttpPost("competitors/{competitorId:long}/removal")]
    public Task<IActionResult> Remove(long id, long competitorId, int version, CancellationToken cancel) =>
        ChangeAsync(id, version, null, "Opportunities.Said.Competitor", opportunity =>
        {
            opportunity.NoLongerFaces(competitorId, ByViewer);
            return Task.CompletedTask;
        }, cancel);

    private async Task<IActionResult> ChangeAsync(
        long id, int version, TeamForm? form, string said, Func<Opportunity, Task> verb, CancellationToken cancel)
    {
        var opportunity = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (opportunity is null)
        {
            return NotFound();
        }

        Db.Entry(opportunity).Property(row => row.Version).OriginalValue = version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(async () =>
            {
                await verb(opportunity);
                await Db.SaveChangesAsync(cancel);
            }, cancel)))
            {
                await Db.ReadSharesAnewAsync(cancel);
                Say(words[said, opportunity.Number]);
                return LocalRedirect($"/opportunities/{id}/team");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", words["Opportunities.ChangedMeanwhile", opportunity.Number]);
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        Db.ChangeTracker.Clear();
        Response.StatusCode = Response.StatusCode == StatusCodes.Status409Conflict ? Response.StatusCode : StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(id, form, cancel) is { } page ? View("Team", page) : NotFound();
    }

    private async Task<OpportunityTeamPage?> PageAsync(long id, TeamForm? typed, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return null;
        }

        var members = await Db.Set<OpportunityMember>().AsNoTracking().Where(member => member.OpportunityId == id).OrderBy(member => member.Id).ToListAsync(cancel);
        var competitors = await Db.Set<OpportunityCompetitor>().AsNoTracking().Where(row => row.OpportunityId == id).OrderBy(row => row.Name).ToListAsync(cancel);
        var form = typed ?? TeamForm.Of(members, head.Opportunity.Version);
        form.Version = head.Opportunity.Version;
        return new OpportunityTeamPage(head, members, competitors)
        {
            Colleagues = [.. head.Names.People.Values.Where(person => person.IsActive(Today)).OrderBy(person => person.Name, StringComparer.Ordinal)],
            Form = form,
            Competitor = new CompetitorForm { Version = head.Opportunity.Version },
        };
    }
}
