using System.Security.Cryptography;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports;

/// <summary>
/// 已封存周: a report of one week as it stood when the week was closed, never changed again. Its hash covers the hash of the
/// week frozen before it, so that no frozen week can be altered, added or dropped unnoticed.
/// </summary>
public sealed class FrozenWeek
{
    public FrozenWeek(string report, IsoWeek week, DateTime frozenAt, string content, FrozenWeek? previous)
    {
        (Report, Week, FrozenAt, Content) = (report, week.Monday, frozenAt, content);
        PreviousHash = previous?.Hash ?? "";
        Hash = HashOf(PreviousHash, content);
    }

    private FrozenWeek()
    {
        Report = Content = PreviousHash = Hash = null!;
    }

    public long Id { get; private set; }

    /// <summary>The report's key, as in its address.</summary>
    public string Report { get; private set; }

    /// <summary>The week's Monday.</summary>
    public DateOnly Week { get; private set; }

    public DateTime FrozenAt { get; private set; }

    /// <summary>The whole report as canonical JSON.</summary>
    public string Content { get; private set; }

    /// <summary>Empty for the first week of the chain.</summary>
    public string PreviousHash { get; private set; }

    /// <summary>SHA-256 over <see cref="PreviousHash"/> and <see cref="Content"/>, as lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; }

    /// <summary>Whether the row is as it was written, and follows the one before it.</summary>
    public bool IsIntact(FrozenWeek? previous) =>
        PreviousHash == (previous?.Hash ?? "") && Hash == HashOf(PreviousHash, Content)
        && (previous is null || Week == previous.Week.AddDays(7));

    private static string HashOf(string previousHash, string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previousHash + "\n" + content)));
}
