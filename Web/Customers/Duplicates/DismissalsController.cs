using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Duplicates;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Duplicates;

/// <summary>They are two: the pair is not shown again.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/duplicates/dismissals")]
public sealed class DismissalsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    /// <summary>Who may change one of the two decides; doing it twice changes nothing.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Create(long first, long second, CustomerLikeness by, CancellationToken cancel)
    {
        var pair = new NotTheSame(first, second, ByViewer);
        var isMine = await Db.Customers.VisibleTo(Viewer, AccessAction.Write).AnyAsync(customer => customer.Id == first || customer.Id == second, cancel);
        if (!isMine || await Db.Customers.CountAsync(customer => customer.Id == first || customer.Id == second, cancel) < 2)
        {
            return NotFound();
        }

        if (!await Db.NotTheSame.AnyAsync(two => two.FirstId == pair.FirstId && two.SecondId == pair.SecondId, cancel))
        {
            Db.NotTheSame.Add(pair);
            await Db.SaveChangesAsync(cancel);
        }

        Say(words["Duplicates.Said.NotTheSame"]);
        return LocalRedirect(DuplicateListPage.AddressOf(by));
    }
}
