using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access;

/// <summary>What is tried; each is counted by itself, so that the right password does not open the way to guessing codes.</summary>
public enum GatePurpose
{
    Password,
    Code,
    ForgottenPassword,
    Token,
}

/// <summary>
/// Lets so many passwords, codes or tokens be looked at, however many come at once: each try is counted in its own
/// transaction before it is checked, and taken back when it was right.
/// </summary>
public sealed class SignInGate(CrmDbContext db, TimeProvider clock)
{
    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    /// <summary>Null when it may be looked at; else when to try again.</summary>
    public async Task<DateTime?> KnockAsync(
        string account, string address, GatePurpose purpose = GatePurpose.Password, CancellationToken cancel = default)
    {
        var knock = Knock.Of(account, address, purpose);
        return await IsClosedAsync(knock, cancel) ?? await db.WriteAsync(() => AdmitAsync(knock, cancel), cancel);
    }

    /// <summary>It was right: the account's tries are forgotten; the address keeps those of others.</summary>
    public Task WelcomeAsync(
        string account, string address, GatePurpose purpose = GatePurpose.Password, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        var knock = Knock.Of(account, address, purpose);
        (await LockAsync(knock.Address, cancel)).TakeBack();
        db.Remove(await LockAsync(knock.Account, cancel));
        await db.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>There is a new password: what was tried before counts no more.</summary>
    public Task ForgiveAsync(string account, CancellationToken cancel = default)
    {
        var subject = Knock.Of(account, "", GatePurpose.Password).Account;
        return db.WriteAsync(() => db.Set<SignInThrottle>().Where(throttle => throttle.Subject == subject).ExecuteDeleteAsync(cancel), cancel);
    }

    /// <summary>What is closed anyhow needs no write.</summary>
    private async Task<DateTime?> IsClosedAsync(Knock knock, CancellationToken cancel)
    {
        var throttles = await db.Set<SignInThrottle>().AsNoTracking()
            .Where(throttle => throttle.Subject == knock.Account || throttle.Subject == knock.Address).ToListAsync(cancel);
        var until = throttles.Max(throttle => throttle.ClosedUntil(throttle.Subject == knock.Account ? knock.AccountRule : knock.AddressRule));
        return until > Now ? until : null;
    }

    private async Task<DateTime?> AdmitAsync(Knock knock, CancellationToken cancel)
    {
        var byAddress = await LockAsync(knock.Address, cancel);
        var byAccount = await LockAsync(knock.Account, cancel);
        var until = byAddress.Admit(knock.AddressRule, Now) ?? byAccount.Admit(knock.AccountRule, Now);
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

    /// <param name="Account">For example <c>account:NAME</c>.</param>
    /// <param name="Address">For example <c>address:1.2.3.4</c>.</param>
    private sealed record Knock(string Account, string Address, ThrottleRule AccountRule, ThrottleRule AddressRule)
    {
        public static Knock Of(string account, string address, GatePurpose purpose) => purpose switch
        {
            GatePurpose.Password => new($"account:{account}", $"address:{address}", ThrottleRule.Account, ThrottleRule.Address),
            GatePurpose.Code => new($"code:{account}", $"address:{address}", ThrottleRule.Account, ThrottleRule.Address),
            GatePurpose.Token => new($"token:{account}", $"token-address:{address}", ThrottleRule.Address, ThrottleRule.Address),
            _ => new($"mail:{account}", $"mail-address:{address}", ThrottleRule.Mail, ThrottleRule.MailAddress),
        };
    }
}
