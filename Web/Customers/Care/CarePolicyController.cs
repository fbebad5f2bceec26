using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>A version of the care policy as it is chosen.</summary>
public sealed class CarePolicyForm
{
    [Required, Range(1, CarePolicy.MostDays)]
    public int? AheadDays { get; set; }

    [Required, Range(0, CarePolicy.MostDays)]
    public int? GreetDays { get; set; }

    /// <summary>What is kept, each as <c>Category:Occasion</c>.</summary>
    public IReadOnlyList<string> Kept { get; set; } = new List<string>();

    public static CarePolicyForm Of(CarePolicy policy) => new()
    {
        AheadDays = policy.AheadDays, GreetDays = policy.GreetDays,
        Kept = [.. from occasion in CareKinds.Occasions from category in policy.CategoriesWith(occasion) select $"{category}:{occasion}"],
    };

    public CarePolicy ToPolicy(IEnumerable<string> categories, Stamp stamp) => new(
        categories.ToDictionary(code => code, code => (IReadOnlyList<CareKind>)[.. CareKinds.Occasions.Where(occasion => Kept.Contains($"{code}:{occasion}"))]),
        AheadDays ?? 1, GreetDays ?? 0, stamp);
}

public sealed record CarePolicyPage(CarePolicyForm Form, IReadOnlyList<CarePolicy> Versions, OrganisationFacts Names);

/// <summary>关怀规则: which occasions each category is cared for on; every version stays, and the tasks that are made stay as they are.</summary>
[Authorize(Policy = Policies.Administer)]
[Route("care/policy")]
public sealed class CarePolicyController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int ShownVersions = 10;

    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken cancel) => View("Policy", await PageAsync(CarePolicyForm.Of(Db.Company.Facts.Care), cancel));

    [HttpPost("")]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] CarePolicyForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(form, cancel)))
        {
            return Unprocessable("Policy", await PageAsync(form, cancel));
        }

        Say(words["Care.Policy.Saved"]);
        return LocalRedirect("/care/policy");
    }

    private async Task SaveAsync(CarePolicyForm form, CancellationToken cancel)
    {
        Db.CarePolicies.Add(form.ToPolicy(Db.Company.Facts.Categories.Categories.Select(category => category.Code), ByViewer));
        await Db.SaveChangesAsync(cancel);
        await Db.ReadCompanyAsync(cancel);
    }

    private async Task<CarePolicyPage> PageAsync(CarePolicyForm form, CancellationToken cancel)
    {
        var versions = await Db.CarePolicies.AsNoTracking().OrderByDescending(row => row.Id).Take(ShownVersions).ToListAsync(cancel);
        return new CarePolicyPage(form, versions, await organisation.ReadAsync(Db, versions.Select(row => row.ActorId), cancel));
    }
}
