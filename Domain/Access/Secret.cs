using System.Security.Cryptography;
using System.Text;

namespace SiCrm.Domain.Access;

/// <summary>What only its holder knows: 256 random bits; the company keeps the hash.</summary>
public static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Enough for what nobody can guess; a password would need a slow one.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool IsHashOf(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(hash));
}
