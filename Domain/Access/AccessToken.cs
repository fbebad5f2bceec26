using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access;

/// <summary>
/// Lets a program work in a person's name: never further than he may himself, and no further than its scopes. Kept as its
/// hash; it ends on its day, when it is revoked, and with the person.
/// </summary>
public sealed class AccessToken
{
    /// <summary>Tells people, and programs that look for leaked secrets, what it is.</summary>
    public const string Prefix = "sicrm_";

    public static readonly int[] Lengths = [7, 30, 90, 365];

    private AccessToken(long accountId, string name, string hash, string tail, string scopes, Stamp stamp, int days)
    {
        (AccountId, Name, Hash, Tail, Scopes, MadeAt) = (accountId, name, hash, tail, scopes, stamp.At);
        ExpiresAt = stamp.At.AddDays(days);
    }

    private AccessToken()
    {
        (Name, Hash, Tail, Scopes) = (null!, null!, null!, null!);
    }

    public long Id { get; private set; }

    public long AccountId { get; private set; }

    public string Name { get; private set; }

    public string Hash { get; private set; }

    /// <summary>The last four characters, by which its owner knows it again.</summary>
    public string Tail { get; private set; }

    /// <summary><c>Lead.Read Lead.Write</c>.</summary>
    public string Scopes { get; private set; }

    public DateTime MadeAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? LastUsedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    /// <returns>The token's text too, which nobody sees again.</returns>
    /// <exception cref="RuleBroken">It would open nothing, or live too long.</exception>
    public static (AccessToken Token, string Text) Make(
        long accountId, string name, IReadOnlyCollection<(RecordType Type, AccessAction Action)> scopes, int days, Stamp stamp)
    {
        if (scopes.Count == 0)
        {
            throw new RuleBroken(new Refusal("TokenWithoutScope"));
        }

        if (!Lengths.Contains(days))
        {
            throw new RuleBroken(new Refusal("TokenTooLong", Lengths[^1]));
        }

        var text = Prefix + Secret.New();
        var written = string.Join(' ', scopes.Select(scope => $"{scope.Type}.{scope.Action}").Distinct().Order(StringComparer.Ordinal));
        return (new AccessToken(accountId, name, Secret.HashOf(text), text[^4..], written, stamp, days), text);
    }

    public bool IsGood(DateTime now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTime now) => RevokedAt ??= now;
}
