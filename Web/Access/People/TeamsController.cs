using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.People;

/// <summary>Regions 大区 and the teams in them.</summary>
[Route("teams")]
[Authorize(Policies.Administer)]
public sealed class TeamsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public Task<IActionResult> Index() => PageAsync(new TeamForm(), new RegionForm());

    [HttpPost]
    public async Task<IActionResult> Create([Bind(Prefix = "Team")] TeamForm form)
    {
        var known = await Db.Regions.AnyAsync(region => region.Id == form.RegionId);
        if (ModelState.IsValid && known && await Db.Teams.AnyAsync(team => team.Name == form.Name))
        {
            ModelState.AddModelError("Team.Name", words["Access.Teams.Taken", form.Name]);
        }

        if (!ModelState.IsValid || !known)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(form, new RegionForm());
        }

        Db.Teams.Add(new Team(form.Name, form.RegionId ?? 0));
        await Db.SaveChangesAsync();
        Say(words["Access.Teams.Added", form.Name]);
        return LocalRedirect("/teams");
    }

    [HttpPost("/regions")]
    public async Task<IActionResult> CreateRegion([Bind(Prefix = "Region")] RegionForm form)
    {
        if (ModelState.IsValid && await Db.Regions.AnyAsync(region => region.Name == form.Name))
        {
            ModelState.AddModelError("Region.Name", words["Access.Teams.Taken", form.Name]);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(new TeamForm(), form);
        }

        Db.Regions.Add(new Region(form.Name));
        await Db.SaveChangesAsync();
        Say(words["Access.Teams.Added", form.Name]);
        return LocalRedirect("/teams");
    }

    private async Task<IActionResult> PageAsync(TeamForm team, RegionForm region)
    {
        ViewData["Regions"] = (await Db.ChoicesAsync(Today)).Regions;
        var rows = await (
            from r in Db.Regions.AsNoTracking()
            join t in Db.Teams on r.Id equals t.RegionId into teams
            from t in teams.DefaultIfEmpty()
            orderby r.Name, t == null ? null : t.Name
            select new TeamRow(r.Name, t == null ? null : t.Name, Db.People.Count(person => t != null && person.TeamId == t.Id))).ToListAsync();
        return View("Teams", new TeamsPage(rows, team, region));
    }
}
