using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Access.Factor;

/// <summary>Who must have a second factor: administrators wherever real work is done, and the roles of the setting.</summary>
public sealed class FactorDuty(CrmDbContext db, IHostEnvironment environment)
{
    public const string SettingKey = "SecondFactorRoles";

    /// <summary>Stands in the cookie of who must set one up before anything else.</summary>
    public const string Claim = "factor-missing";

    public async Task<IReadOnlyList<Role>> RolesAsync()
    {
        var set = await db.Settings.AsNoTracking().Where(setting => setting.Key == SettingKey).Select(setting => setting.Value).SingleOrDefaultAsync();
        return [.. (set ?? "").Split(',').Where(word => Enum.TryParse<Role>(word, out _)).Select(Enum.Parse<Role>)];
    }

    public async Task<bool> HasAsync(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (environment.IsProduction() && person.Roles.Contains(Role.Administrator)) || person.Roles.Intersect(await RolesAsync()).Any();
    }

    /// <summary>He has to, and has none.</summary>
    public async Task<bool> IsOpenAsync(Account account, Person person)
    {
        ArgumentNullException.ThrowIfNull(account);
        return !account.TwoFactorEnabled && await HasAsync(person);
    }

    /// <summary>Inside a write.</summary>
    public async Task SetAsync(IEnumerable<Role> roles)
    {
        var value = string.Join(',', roles.Distinct().Order());
        if (await db.Settings.FindAsync(SettingKey) is { } setting)
        {
            setting.Value = value;
        }
        else
        {
            db.Settings.Add(new Setting(SettingKey, value));
        }

        await db.SaveChangesAsync();
    }
}
