using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>分配规则: which leads go to whom, in the order in which they are asked.</summary>
[Authorize(Policy = Policies.RunDesk)]
[Route("desk/rules")]
public sealed class RulesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        ViewData["Names"] = await organisation.ReadAsync(Db, cancel);
        return View("Rules", await InOrder().AsNoTracking().ToListAsync(cancel));
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken cancel) => View("Rule", await PageAsync(null, new RuleForm(), cancel));

    [HttpPost("")]
    public async Task<IActionResult> Create(RuleForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || !await TryAsync(async () =>
        {
            Db.AssignmentRules.Add(new AssignmentRule(1 + (await Db.AssignmentRules.MaxAsync(rule => (int?)rule.Place, cancel) ?? 0), form.Terms));
            await Db.SaveChangesAsync(cancel);
        }))
        {
            return Unprocessable("Rule", await PageAsync(null, form, cancel));
        }

        Say(words["Desk.Rules.Saved"]);
        return LocalRedirect("/desk/rules");
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await Db.AssignmentRules.AsNoTracking().SingleOrDefaultAsync(rule => rule.Id == id, cancel) is { } rule
            ? View("Rule", await PageAsync(id, RuleForm.Of(rule), cancel))
            : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, RuleForm form, CancellationToken cancel)
    {
        if (await Db.AssignmentRules.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } rule)
        {
            return NotFound();
        }

        if (rule.Version != form.Version)
        {
            return Conflicting(form, RuleForm.Of(rule), words["Desk.Rules.Number", rule.Place]);
        }

        if (!ModelState.IsValid || !await TryAsync(async () =>
        {
            rule.Change(form.Terms);
            await Db.SaveChangesAsync(cancel);
        }))
        {
            return Unprocessable("Rule", await PageAsync(id, form, cancel));
        }

        Say(words["Desk.Rules.Saved"]);
        return LocalRedirect("/desk/rules");
    }

    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Destroy(long id, CancellationToken cancel)
    {
        var rules = await InOrder().ToListAsync(cancel);
        Db.AssignmentRules.RemoveRange(rules.Where(rule => rule.Id == id));
        Number(rules.Where(rule => rule.Id != id));
        await Db.SaveChangesAsync(cancel);
        Say(words["Desk.Rules.Removed"]);
        return LocalRedirect("/desk/rules");
    }

    /// <summary>One place up in the order.</summary>
    [HttpPost("{id:long}/rise")]
    public async Task<IActionResult> Rise(long id, CancellationToken cancel)
    {
        var rules = await InOrder().ToListAsync(cancel);
        var at = rules.FindIndex(rule => rule.Id == id);
        if (at > 0)
        {
            (rules[at - 1], rules[at]) = (rules[at], rules[at - 1]);
            Number(rules);
            await Db.SaveChangesAsync(cancel);
        }

        return LocalRedirect("/desk/rules");
    }

    private IQueryable<AssignmentRule> InOrder() => Db.AssignmentRules.OrderBy(rule => rule.Place).ThenBy(rule => rule.Id);

    private static void Number(IEnumerable<AssignmentRule> rules)
    {
        foreach (var (index, rule) in rules.Index().Where(pair => pair.Item.Place != pair.Index + 1))
        {
            rule.MoveTo(index + 1);
        }
    }

    private async Task<RulePage> PageAsync(long? id, RuleForm form, CancellationToken cancel) =>
        new(id, form, await Db.CandidatesAsync(Viewer, Today, cancel), await organisation.ReadAsync(Db, cancel));
}
