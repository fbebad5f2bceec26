using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access;

/// <summary>
/// Lets so many passwords be looked at, however many come at once: each try is counted in its own transaction before the
/// password is checked, and taken back when it was right.
/// </summary>
public sealed class SignInGate(CrmDbContext db, TimeProvider clock)
{
    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    /// <summary>Null when the password may be looked at; else when to try again.</summary>
    public async Task<DateTime?> KnockAsync(string account, string address, CancellationToken cancel = default) =>
        await IsClosedAsync(account, address, cancel) ?? await db.WriteAsync(() => AdmitAsync(account, address, cancel), cancel);

    /// <summary>The password was right: the account's tries are forgotten; the address keeps those of others.</summary>
    public Task WelcomeAsync(string account, string address, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        (await LockAsync(AddressOf(address), cancel)).TakeBack();
        db.Remove(await LockAsync(AccountOf(account), cancel));
        await db.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>An administrator gave a new password: what was tried before counts no more.</summary>
    public Task ForgiveAsync(string account, CancellationToken cancel = default) => db.WriteAsync(
        () => db.Set<SignInThrottle>().Where(throttle => throttle.Subject == AccountOf(account)).ExecuteDeleteAsync(cancel), cancel);

    private static string AccountOf(string name) => $"account:{name}";

    private static string AddressOf(string address) => $"address:{address}";

    /// <summary>What is closed anyhow needs no write.</summary>
    private async Task<DateTime?> IsClosedAsync(string account, string address, CancellationToken cancel)
    {
        var throttles = await db.Set<SignInThrottle>().AsNoTracking()
            .Where(throttle => throttle.Subject == AccountOf(account) || throttle.Subject == AddressOf(address)).ToListAsync(cancel);
        var until = throttles.Max(throttle =>
            throttle.ClosedUntil(throttle.Subject == AccountOf(account) ? ThrottleRule.Account : ThrottleRule.Address));
        return until > Now ? until : null;
    }

    private async Task<DateTime?> AdmitAsync(string account, string address, CancellationToken cancel)
    {
        var byAddress = await LockAsync(AddressOf(address), cancel);
        var byAccount = await LockAsync(AccountOf(account), cancel);
        var until = byAddress.Admit(ThrottleRule.Address, Now) ?? byAccount.Admit(ThrottleRule.Account, Now);
        await db.SaveChangesAsync(cancel);
        // Others count in the meantime: the next look reads anew, and nothing else that is tracked is touched.
        (db.Entry(byAddress).State, db.Entry(byAccount).State) = (EntityState.Detached, EntityState.Detached);
        return until;
    }

    /// <summary>The row, made if there is none, and held until the transaction ends.</summary>
    private async Task<SignInThrottle> LockAsync(string subject, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "SignInThrottles" ("Subject", "Tries", "Closures") VALUES ({subject}, 0, 0) ON CONFLICT ("Subject") DO UPDATE SET "Tries" = "SignInThrottles"."Tries" """,
            cancel);
        return await db.Set<SignInThrottle>().SingleAsync(throttle => throttle.Subject == subject, cancel);
    }
}
