using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Development;

/// <summary>客户发展计划: one plan for each fiscal period; saving makes a new version, the earlier ones stay.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/{id:long}/development")]
public sealed class DevelopmentController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, DateOnly? on, CancellationToken cancel) =>
        await PageAsync(id, PeriodOf(on), null, cancel) is { } page ? View("Development", page) : NotFound();

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteCustomers)]
    public async Task<IActionResult> Create(long id, DateOnly? on, [Bind(Prefix = "Form")] DevelopmentForm form, CancellationToken cancel)
    {
        var period = PeriodOf(on);
        if (await PageAsync(id, period, form, cancel) is not { } page || !await Db.Customers.VisibleTo(Viewer, AccessAction.Write).AnyAsync(row => row.Id == id, cancel))
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(page, form, cancel)))
        {
            return Unprocessable("Development", page);
        }

        Say(words["Care.Said.Planned", page.Customer, period.ToString()]);
        return LocalRedirect(page.In(period));
    }

    private FiscalSpan PeriodOf(DateOnly? on) => Db.Company.Settings.FiscalSpanOf(on is { Year: >= 1970 and <= 9000 } day ? day : Today);

    private Task SaveAsync(DevelopmentPage page, DevelopmentForm form, CancellationToken cancel)
    {
        var known = page.Versions.Count > 0 ? page.Versions[0].Number : 0;
        (form.Number == known ? null : new Refusal("PlanChangedSince", page.Customer)).ThrowIfRefused();
        Db.DevelopmentPlans.Add(form.ToPlan(page.CustomerId, page.Period, ByViewer));
        return Db.SaveChangesAsync(cancel);
    }

    private async Task<DevelopmentPage?> PageAsync(long id, FiscalSpan period, DevelopmentForm? form, CancellationToken cancel)
    {
        if (await Db.Customers.VisibleTo(Viewer).Where(row => row.Id == id).Select(row => row.Name).SingleOrDefaultAsync(cancel) is not { } name)
        {
            return null;
        }

        var versions = await Db.DevelopmentPlansAsync(id, period, cancel);
        var names = await organisation.ReadAsync(Db, versions.Select(plan => plan.ActorId), cancel);
        return new DevelopmentPage(
            id, name, period, form ?? DevelopmentForm.Of(versions.Count > 0 ? versions[0] : null), versions, await Db.ProspectAsync(Viewer, id, period, cancel), names,
            [.. names.People.Values.Where(person => person.IsActive(Today)).OrderBy(person => person.Name, StringComparer.Ordinal).Take(500)],
            Viewer.May(RecordType.Customer, AccessAction.Write));
    }
}
