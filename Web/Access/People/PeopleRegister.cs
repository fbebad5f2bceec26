using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Web.Access.People;

/// <summary>Changes people together with what hangs on them: their account, their sessions, the team of their open leads.</summary>
public sealed class PeopleRegister(CrmDbContext db, UserManager<Account> accounts, SignIns signIns)
{
    /// <exception cref="RuleBroken">The mail address is taken.</exception>
    public Task<Person> AddAsync(PersonForm form, Stamp stamp) => db.WriteAsync(async () =>
    {
        var person = new Person(form.Name, form.Email, null, null, stamp.Today, [.. form.Roles]);
        await DescribeAsync(person, form);
        db.People.Add(person);
        await db.SaveChangesAsync();
        await KeepAccountAsync(person);
        await LogAsync(person, "Added", stamp, null);
        return person;
    });

    /// <summary>Says how many open leads followed into another team.</summary>
    /// <exception cref="RuleBroken">The mail address is taken, the manager reports to him, or nobody would administer any more.</exception>
    public Task<int> ChangeAsync(Person person, PersonForm form, Stamp stamp) => db.WriteAsync(async () =>
    {
        var (team, before) = (person.TeamId, await DescribedAsync(person));
        person.Rename(form.Name, form.Email);
        person.TakeRoles(form.Roles);
        await DescribeAsync(person, form);
        await db.SaveChangesAsync();
        await RefuseNobodyAsync(stamp.Today);
        await KeepAccountAsync(person);
        await LogAsync(person, "Changed", stamp, $"{before} → {await DescribedAsync(person)}");
        return team == person.TeamId ? 0 : await db.FollowOwnerAsync(person, stamp);
    });

    /// <exception cref="RuleBroken">He answers for open work, or nobody would administer any more.</exception>
    public Task DeactivateAsync(Person person, Stamp stamp) => db.WriteAsync(async () =>
    {
        person.Deactivate(stamp.Today.AddDays(-1), (await db.OpenWorkAsync(person.Id)).Total);
        await db.SaveChangesAsync();
        await RefuseNobodyAsync(stamp.Today);
        await LogAsync(person, "Deactivated", stamp, null);
        await signIns.ForgetAsync(db.Set<SignInSession>().Where(session =>
            db.Users.Any(account => account.Id == session.AccountId && account.PersonId == person.Id)));
    });

    public Task ActivateAsync(Person person, Stamp stamp) => db.WriteAsync(async () =>
    {
        person.Activate(stamp.Today);
        await db.SaveChangesAsync();
        await KeepAccountAsync(person);
        await LogAsync(person, "Activated", stamp, null);
    });

    public async Task LogAsync(Person person, string action, Stamp stamp, string? details)
    {
        db.Timeline.Add(new TimelineEntry("Person", person.Id, action, stamp.ActorId, stamp.At, details));
        await db.SaveChangesAsync();
    }

    private async Task<string> DescribedAsync(Person person) => string.Join(", ", new[]
    {
        person.Name, person.Email, string.Join('+', person.Roles.Order()),
        await db.Teams.Where(team => team.Id == person.TeamId).Select(team => team.Name).SingleOrDefaultAsync(),
        await db.Regions.Where(region => region.Id == person.RegionId).Select(region => region.Name).SingleOrDefaultAsync(),
    }.OfType<string>());

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
            (account.Email, account.UserName) = (person.Email, person.Email);
            (await accounts.UpdateSecurityStampAsync(account)).OrThrow();
        }
    }

    /// <summary>Somebody active must be left who administers.</summary>
    private async Task RefuseNobodyAsync(DateOnly today)
    {
        if (!await db.People.AnyAsync(person => person.RoleRows.Any(row => row.Role == Role.Administrator)
            && person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)))
        {
            throw new RuleBroken(new Refusal("LastAdministrator"));
        }
    }
}
