using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Audit;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access;

/// <summary>Once a minute: is the stamp still his, is he active, was the session not ended, is it not too old?</summary>
internal sealed class SessionWatch(
    IOptions<SecurityStampValidatorOptions> options, SignInManager<Account> manager, ILoggerFactory logger, CrmDbContext db, LateNotes late,
    TimeProvider clock)
    : SecurityStampValidator<Account>(options, manager, logger)
{
    protected override async Task<Account?> VerifySecurityStamp(ClaimsPrincipal? principal)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var session = principal?.FindFirstValue(SignIns.SessionClaim);
        if (await base.VerifySecurityStamp(principal) is not { } account
            || await db.Set<SignInSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session && s.AccountId == account.Id) is not { } row
            || row.IsOver(now))
        {
            return null;
        }

        late.SawSession(row.Id, Stamp.WholeMilliseconds(now));
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId);
        return person.IsActive(db.Company.Time.DayOf(now)) ? account : null;
    }
}
