using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.People;

public sealed record PasswordLink(string Name, string Address);

/// <summary>A link by which a person chooses a new password; shown once, good for half an hour and one use.</summary>
[Route("people/{id:long}/password-link")]
[Authorize(Policies.Administer)]
public sealed class PasswordLinksController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, PeopleRegister register, IConfiguration configuration)
    : CrmController(db, clock)
{
    [HttpPost]
    public async Task<IActionResult> Create(long id)
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Id == id) is not { } person
            || await Db.Users.SingleOrDefaultAsync(user => user.PersonId == id) is not { } account)
        {
            return NotFound();
        }

        var token = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await accounts.GeneratePasswordResetTokenAsync(account)));
        await register.LogAsync(person, "PasswordLinked", ByViewer, null);
        var site = configuration["PublicUrl"]?.TrimEnd('/') ?? $"{Request.Scheme}://{Request.Host}";
        return View("PasswordLink", new PasswordLink(person.Name, $"{site}/new-password/{account.Id}?token={token}"));
    }
}
