using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access.Links;

/// <summary>A link that somebody opened, with the account and the person it is for.</summary>
public sealed record OpenedLink(AccountLink Link, Account Account, Person Person);

/// <summary>Finds what a link opens, and sees that it opens it once.</summary>
internal static class LinkUse
{
    /// <summary>Null for what was used, has expired, was made before something changed, or never was one.</summary>
    public static async Task<OpenedLink?> OpenAsync(this CrmDbContext db, string? token, DateTime now, params LinkPurpose[] purposes)
    {
        var hash = Secret.HashOf(token ?? "");
        if (await db.AccountLinks.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash) is not { } link || !purposes.Contains(link.Purpose))
        {
            return null;
        }

        var account = await db.Users.SingleAsync(user => user.Id == link.AccountId);
        var person = await db.People.SingleAsync(row => row.Id == account.PersonId);
        return link.IsGood(account.SecurityStamp, now) && person.IsActive(db.Company.Time.DayOf(now)) ? new OpenedLink(link, account, person) : null;
    }

    /// <summary>Inside a write: of several who hold it, one is first.</summary>
    /// <exception cref="RuleBroken">Another one was.</exception>
    public static async Task TakeAsync(this CrmDbContext db, AccountLink link, DateTime now)
    {
        if (await db.AccountLinks.Where(row => row.Id == link.Id && row.UsedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.UsedAt, now)) != 1)
        {
            throw new RuleBroken(new Refusal("LinkUsed"));
        }
    }
}
