using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;

namespace SiCrm.Web.Access.Factor;

/// <summary>Sets up and checks second factors; what an app was given is sealed in the database.</summary>
public sealed class Factors(CrmDbContext db, IDataProtectionProvider protection, Auditor audit, TimeProvider clock)
{
    private readonly IDataProtector _seal = protection.CreateProtector("SecondFactor");

    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    public Task<SecondFactor?> FindAsync(long accountId) => db.SecondFactors.SingleOrDefaultAsync(factor => factor.AccountId == accountId);

    public async Task<bool> IsOnAsync(long accountId) => await db.SecondFactors.AnyAsync(factor => factor.AccountId == accountId && factor.SinceAt != null);

    /// <summary>A new key for an app; nothing is asked for before the app has shown a code.</summary>
    public async Task BeginAsync(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var key = _seal.Protect(Convert.ToBase64String(OneTimeCode.NewKey()));
        if (await FindAsync(account.Id) is { } factor)
        {
            factor.Replace(key);
        }
        else
        {
            db.SecondFactors.Add(new SecondFactor(account.Id, key));
        }

        await db.SaveChangesAsync();
    }

    public byte[] KeyOf(SecondFactor factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return Convert.FromBase64String(_seal.Unprotect(factor.SealedKey));
    }

    /// <summary>By which of the two ways the code is good; null when it is none. Two who send the same code at once don't both pass.</summary>
    public async Task<SignInWay?> AcceptAsync(long accountId, string typed)
    {
        if (await FindAsync(accountId) is not { IsOn: true } factor)
        {
            return null;
        }

        var code = string.Concat(typed.Where(char.IsLetterOrDigit));
        var way = IsOneTime(code) ? factor.Accept(KeyOf(factor), code, Now) ? SignInWay.PasswordAndCode : (SignInWay?)null
            : factor.AcceptRecovery(code, Now) ? SignInWay.PasswordAndRecovery : null;
        return way is null || await SaveAsync(way.Value, factor) ? way : null;
    }

    /// <summary>The recovery codes, to be shown once; null when the code is wrong.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(Account account, string typed)
    {
        ArgumentNullException.ThrowIfNull(account);
        var code = string.Concat(typed.Where(char.IsLetterOrDigit));
        if (await FindAsync(account.Id) is not { IsOn: false } factor || !IsOneTime(code) || !factor.Accept(KeyOf(factor), code, Now))
        {
            return null;
        }

        var codes = factor.TurnOn(Now);
        account.TwoFactorEnabled = true;
        audit.Note(AuditKind.SecondFactorOn);
        await db.SaveChangesAsync();
        return codes;
    }

    public async Task<IReadOnlyList<string>> MakeCodesAsync(SecondFactor factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        var codes = factor.MakeCodes();
        audit.Note(AuditKind.RecoveryCodesMade);
        await db.SaveChangesAsync();
        return codes;
    }

    /// <summary>Inside a write; the keys of devices go too, so that nothing of the old is left.</summary>
    public async Task TurnOffAsync(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await FindAsync(account.Id) is { } factor)
        {
            db.Remove(factor);
        }

        account.TwoFactorEnabled = false;
        audit.Note(AuditKind.SecondFactorOff, account.PersonId);
        await db.SaveChangesAsync();
    }

    private static bool IsOneTime(string code) => code.Length == OneTimeCode.Digits && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private async Task<bool> SaveAsync(SignInWay way, SecondFactor factor)
    {
        if (way == SignInWay.PasswordAndRecovery)
        {
            var person = await db.Users.Where(user => user.Id == factor.AccountId).Select(user => user.PersonId).SingleAsync();
            audit.Note(AuditKind.RecoveryCodeUsed, actor: person, details: AuditDetails.Of(
                new AuditChange("CodesLeft", null, factor.CodesLeft.ToString(CultureInfo.InvariantCulture))));
        }

        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
