using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access;

/// <summary>
/// The way into an empty program: a token printed at the start, kept only as its hash, good until somebody administers.
/// </summary>
public static class FirstAdministrator
{
    private const string SettingKey = "SetUpToken";

    public static Task<bool> HasAdministratorAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Users.AnyAsync(
            account => db.People.Any(person => person.Id == account.PersonId && person.RoleRows.Any(row => row.Role == Role.Administrator)), cancel);
    }

    /// <summary>A new token, which makes the one before worthless; null once there is an administrator.</summary>
    public static Task<string?> OfferSetUpAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var offer = await db.Settings.FindAsync([SettingKey], cancel);
            var token = await db.HasAdministratorAsync(cancel) ? null : RandomNumberGenerator.GetHexString(64, lowercase: true);
            if (token is null && offer is not null)
            {
                db.Remove(offer);
            }
            else if (token is not null && offer is not null)
            {
                offer.Value = HashOf(token);
            }
            else if (token is not null)
            {
                db.Add(new Setting(SettingKey, HashOf(token)));
            }

            await db.SaveChangesAsync(cancel);
            return token;
        }, cancel);
    }

    public static async Task<bool> AcceptsSetUpAsync(this CrmDbContext db, string? token, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var offer = await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Key == SettingKey, cancel);
        return offer is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(token ?? "")), Encoding.ASCII.GetBytes(offer.Value))
            && !await db.HasAdministratorAsync(cancel);
    }

    /// <summary>Inside a write: true for the one who may appoint; the offer is gone with it.</summary>
    public static async Task<bool> TakeSetUpAsync(this CrmDbContext db, string token, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var hash = HashOf(token);
        return await db.Settings.Where(setting => setting.Key == SettingKey && setting.Value == hash).ExecuteDeleteAsync(cancel) == 1
            && !await db.HasAdministratorAsync(cancel);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
