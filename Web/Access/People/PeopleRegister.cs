using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Links;

namespace SiCrm.Web.Access.People;

/// <summary>Changes people together with what hangs on them: their account, their sessions, the team of their open leads.</summary>
public sealed class PeopleRegister(CrmDbContext db, UserManager<Account> accounts, SignIns signIns, AccountMails mails, Auditor audit)
{
    /// <summary>Who has a mail address is invited with the same breath, where links may go out.</summary>
    /// <exception cref="RuleBroken">The mail address is taken.</exception>
    public Task<Person> AddAsync(PersonForm form, Stamp stamp) => db.WriteAsync(async () =>
    {
        var person = new Person(form.Name, form.Email, null, null, stamp.Today, [.. form.Roles]);
        await DescribeAsync(person, form);
        db.People.Add(person);
        await db.SaveChangesAsync();
        await KeepAccountAsync(person);
        audit.Note(AuditKind.PersonAdded, person.Id, details: AuditDetails.Of(PersonFacts.Of(null, PersonFacts.Of(person))));
        await LogAsync(person, "Added", stamp, null);
        await InviteAsync(person);
        return person;
    });

    /// <summary>Says how many open leads followed into another team.</summary>
    /// <exception cref="RuleBroken">The mail address is taken, the manager reports to him, or nobody would administer any more.</exception>
    public Task<int> ChangeAsync(Person person, PersonForm form, Stamp stamp) => db.WriteAsync(async () =>
    {
        var (team, before) = (person.TeamId, PersonFacts.Of(person));
        person.Rename(form.Name, form.Email);
        person.TakeRoles(form.Roles);
        await DescribeAsync(person, form);
        await db.SaveChangesAsync();
        await db.RefuseNobodyAdministersAsync(db.Company.Facts.Access, stamp.Today);
        await KeepAccountAsync(person);
        var changes = PersonFacts.Of(before, PersonFacts.Of(person)).ToList();
        audit.Note(before.Roles == PersonFacts.Of(person).Roles ? AuditKind.PersonChanged : AuditKind.RightsChanged, person.Id, details: AuditDetails.Of(changes));
        await LogAsync(person, "Changed", stamp, AuditDetails.Of(changes));
        return team == person.TeamId ? 0 : await db.FollowOwnerAsync(person, stamp);
    });

    /// <exception cref="RuleBroken">He answers for open work, or nobody would administer any more.</exception>
    public Task DeactivateAsync(Person person, Stamp stamp) => db.WriteAsync(async () =>
    {
        person.Deactivate(stamp.Today.AddDays(-1), (await db.OpenWorkAsync(person.Id)).Total);
        await db.SaveChangesAsync();
        await db.RefuseNobodyAdministersAsync(db.Company.Facts.Access, stamp.Today);
        audit.Note(AuditKind.PersonDeactivated, person.Id);
        await LogAsync(person, "Deactivated", stamp, null);
        if (await db.Users.SingleOrDefaultAsync(account => account.PersonId == person.Id) is { } account)
        {
            await EndAsync(account, stamp);
        }
    });

    public Task ActivateAsync(Person person, Stamp stamp) => db.WriteAsync(async () =>
    {
        person.Activate(stamp.Today);
        await db.SaveChangesAsync();
        await KeepAccountAsync(person);
        audit.Note(AuditKind.PersonActivated, person.Id);
        await LogAsync(person, "Activated", stamp, null);
    });

    /// <summary>A mailed link to choose the first password; false where there is nobody to send it to.</summary>
    public async Task<bool> InviteAsync(Person person)
    {
        if (!mails.MayMail || await db.Users.SingleOrDefaultAsync(a => a.PersonId == person.Id) is not { } account)
        {
            return false;
        }

        await mails.SendAsync(account, person.Name, account.PasswordHash is null ? LinkPurpose.Invitation : LinkPurpose.Reset);
        await db.SaveChangesAsync();
        return true;
    }

    public async Task LogAsync(Person person, string action, Stamp stamp, string? details)
    {
        db.Timeline.Add(new TimelineEntry("Person", person.Id, action, stamp.ActorId, stamp.At, details));
        await db.SaveChangesAsync();
    }

    /// <summary>Every way in: the sessions on all nodes, the links that are under way, the tokens for good.</summary>
    private async Task EndAsync(Account account, Stamp stamp)
    {
        await signIns.ForgetAllAsync(account.Id);
        await db.AccessTokens.Where(token => token.AccountId == account.Id && token.RevokedAt == null)
            .ExecuteUpdateAsync(token => token.SetProperty(row => row.RevokedAt, stamp.At));
        (await accounts.UpdateSecurityStampAsync(account)).OrThrow();
    }

    private async Task DescribeAsync(Person person, PersonForm form)
    {
        if (await db.Teams.SingleOrDefaultAsync(team => team.Id == form.TeamId) is { } team)
        {
            person.Join(team);
        }
        else
        {
            person.LeaveTeam(await db.Regions.AnyAsync(region => region.Id == form.RegionId) ? form.RegionId : null);
        }

        person.ReportTo(await ManagerAsync(person, form.ManagerId));
        person.Limit(form.LeadCapacity);
        person.Learn(form.KnownFields());
    }

    /// <summary>The manager, unless he reports to the person, however far up.</summary>
    private async Task<Person?> ManagerAsync(Person person, long? managerId)
    {
        var above = await db.People.IgnoreAutoIncludes().Select(p => new { p.Id, p.ManagerId }).ToDictionaryAsync(p => p.Id, p => p.ManagerId);
        for (var (id, steps) = (managerId, 0); id is { } next && steps < above.Count; id = above.GetValueOrDefault(next), steps++)
        {
            if (next == person.Id && person.Id != 0)
            {
                throw new RuleBroken(new Refusal("ManagerIsHimself", person.Name));
            }
        }

        return await db.People.SingleOrDefaultAsync(p => p.Id == managerId);
    }

    /// <summary>Who has a mail address has an account; without a password until he chooses one.</summary>
    private async Task KeepAccountAsync(Person person)
    {
        var account = await db.Users.SingleOrDefaultAsync(a => a.PersonId == person.Id);
        if (account is null && person.Email is null)
        {
            return;
        }

        if (await db.Users.AnyAsync(a => a.PersonId != person.Id && a.NormalizedEmail == accounts.NormalizeEmail(person.Email)))
        {
            throw new RuleBroken(new Refusal("MailAddressTaken", person.Email));
        }

        if (account is null)
        {
            (await accounts.CreateAsync(new Account { PersonId = person.Id, UserName = person.Email, Email = person.Email })).OrThrow();
        }
        else if (account.Email != person.Email)
        {
            mails.Tell(account, person.Name, AuditKind.AddressChanged);
            (account.Email, account.UserName, account.EmailConfirmed) = (person.Email, person.Email, false);
            (await accounts.UpdateSecurityStampAsync(account)).OrThrow();
        }
    }
}
