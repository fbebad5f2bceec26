using System.Security.Cryptography;

namespace SiCrm.Domain.Access;

/// <summary>An authenticator app beside the password, and the codes for the day on which the phone is lost.</summary>
public sealed class SecondFactor
{
    public const int Codes = 10;

    private readonly List<RecoveryCode> _codes = [];

    public SecondFactor(long accountId, string sealedKey)
    {
        AccountId = accountId;
        SealedKey = sealedKey;
    }

    private SecondFactor()
    {
        SealedKey = null!;
    }

    public long Id { get; private set; }

    public long AccountId { get; private set; }

    /// <summary>What the app was given; only this program's keys open it.</summary>
    public string SealedKey { get; private set; }

    /// <summary>Null until a first code has shown that the app has it.</summary>
    public DateTime? SinceAt { get; private set; }

    /// <summary>A code is good once: none of this half minute or before counts again.</summary>
    public long LastStep { get; private set; }

    public int Version { get; private set; }

    public bool IsOn => SinceAt is not null;

    public IReadOnlyList<RecoveryCode> RecoveryCodes => _codes;

    public int CodesLeft => _codes.Count(code => code.UsedAt is null);

    /// <summary>Begins anew, as long as the app has not shown a code.</summary>
    public void Replace(string sealedKey)
    {
        if (!IsOn)
        {
            SealedKey = sealedKey;
            Version++;
        }
    }

    /// <summary>False for a wrong code and for one that was used before.</summary>
    public bool Accept(byte[] key, string code, DateTime now)
    {
        if (OneTimeCode.Find(key, code, now) is not { } step || step <= LastStep)
        {
            return false;
        }

        LastStep = step;
        Version++;
        return true;
    }

    /// <summary>The app has it; the codes are shown this once.</summary>
    public IReadOnlyList<string> TurnOn(DateTime now)
    {
        SinceAt = now;
        return MakeCodes();
    }

    /// <summary>The ones before are worth nothing.</summary>
    public IReadOnlyList<string> MakeCodes()
    {
        // No letter or digit that is mistaken for another; 50 bits.
        var codes = Enumerable.Range(0, Codes)
            .Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10)).ToList();
        _codes.Clear();
        _codes.AddRange(codes.Select(code => new RecoveryCode(HashOf(code))));
        Version++;
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    public bool AcceptRecovery(string code, DateTime now)
    {
        var hash = HashOf(Plain(code));
        if (_codes.Find(known => known.UsedAt is null && known.Hash == hash) is not { } found)
        {
            return false;
        }

        found.Use(now);
        Version++;
        return true;
    }

    private static string Plain(string code) => string.Concat((code ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>With the account in it, so that two accounts never share one. Guessing is bounded by the gate, not by the hash.</summary>
    private string HashOf(string code) => Secret.HashOf($"{AccountId}:{code}");
}

/// <summary>Good once.</summary>
public sealed class RecoveryCode(string hash)
{
    public long Id { get; private set; }

    public string Hash { get; private set; } = hash;

    public DateTime? UsedAt { get; private set; }

    internal void Use(DateTime now) => UsedAt = now;
}
