using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SiCrm.Domain.Access;

/// <summary>The six digits of an authenticator app: RFC 6238 with SHA-1 and half minutes, which all apps speak.</summary>
public static class OneTimeCode
{
    public const int Digits = 6;

    private const int Seconds = 30;

    public static long StepOf(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond / Seconds;

    public static string At(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What the apps speak; as a keyed hash it is not broken.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code it is: this one or a neighbour, for a clock that is not quite right; null when it is none of them.</summary>
    public static long? Find(byte[] key, string code, DateTime utc)
    {
        var (now, found) = (StepOf(utc), (long?)null);
        for (var step = now - 1; step <= now + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(At(key, step)), System.Text.Encoding.UTF8.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    /// <summary>As people type it into their app, RFC 4648.</summary>
    public static string Base32(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (text, bits, held) = (new System.Text.StringBuilder(), 0, 0);
        foreach (var part in key)
        {
            (bits, held) = ((bits << 8) | part, held + 8);
            for (; held >= 5; held -= 5)
            {
                text.Append(letters[(bits >> (held - 5)) & 31]);
            }

            bits &= (1 << held) - 1;
        }

        return held == 0 ? text.ToString() : text.Append(letters[(bits << (5 - held)) & 31]).ToString();
    }
}
