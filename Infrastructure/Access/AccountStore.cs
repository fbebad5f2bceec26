using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access;

/// <summary>Accounts as the framework wants them, with passkeys in a plain table, which backups carry from one engine to the other.</summary>
public sealed class AccountStore(CrmDbContext db, IdentityErrorDescriber errors, TimeProvider clock)
    : UserOnlyStore<Account, CrmDbContext, long>(db, errors), IUserPasskeyStore<Account>
{
    private readonly CrmDbContext _db = db;

    public override async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var now = Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);
        var known = await _db.Passkeys.SingleOrDefaultAsync(row => row.CredentialId == passkey.CredentialId, cancellationToken);
        if (known is null)
        {
            known = _db.Passkeys.Add(new Passkey(user.Id, passkey.CredentialId, passkey.PublicKey, now)).Entity;
        }
        else
        {
            known.LastUsedAt = now;
        }

        known.Take(passkey);
        await _db.SaveChangesAsync(cancellationToken);
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Of(user).OrderBy(row => row.Id).ToListAsync(cancellationToken)).Select(row => row.AsInfo())];

    public override Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        _db.Users.SingleOrDefaultAsync(
            user => _db.Passkeys.Any(row => row.AccountId == user.Id && row.CredentialId == credentialId), cancellationToken);

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await Of(user).SingleOrDefaultAsync(row => row.CredentialId == credentialId, cancellationToken))?.AsInfo();

    public override Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        _db.WriteAsync(() => Of(user).Where(row => row.CredentialId == credentialId).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private IQueryable<Passkey> Of(Account user) => _db.Passkeys.AsNoTracking().Where(row => row.AccountId == user.Id);
}
