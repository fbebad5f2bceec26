using System.Security.Cryptography;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>What one pass over a file's bytes tells: its size and hash, whether it is a table at all, and in which encoding.</summary>
/// <param name="Encoding">Null for a workbook, and for text that marks its encoding itself.</param>
/// <param name="Refusal">Why it can't be read; null for a file that can.</param>
public sealed record FileScan(long Length, string Sha256, bool IsWorkbook, Encoding? Encoding, Refusal? Refusal)
{
    private static readonly (byte[] Magic, string Kind)[] Strangers =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "ImportFileOldExcel"),
        ("%PDF"u8.ToArray(), "ImportFileNotATable"),
        ([0x89, 0x50, 0x4E, 0x47], "ImportFileNotATable"),
        ([0xFF, 0xD8, 0xFF], "ImportFileNotATable"),
        ("GIF8"u8.ToArray(), "ImportFileNotATable"),
        ([0x1F, 0x8B], "ImportFileNotATable"),
        ([0x37, 0x7A, 0xBC, 0xAF], "ImportFileNotATable"),
        ("Rar!"u8.ToArray(), "ImportFileNotATable"),
        ("{\\rtf"u8.ToArray(), "ImportFileNotATable"),
        ("<!DOCTYPE"u8.ToArray(), "ImportFileNotATable"),
        ("<html"u8.ToArray(), "ImportFileNotATable"),
        ("<?xml"u8.ToArray(), "ImportFileNotATable"),
    ];

    public static FileScan Of(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new TextProbe();
        var buffer = new byte[128 * 1024];
        var head = Array.Empty<byte>();
        long length = 0;
        file.Position = 0;
        for (int read; (read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; length += read)
        {
            var bytes = buffer.AsSpan(0, read);
            hash.AppendData(bytes);
            text.Take(bytes);
            head = length == 0 ? bytes[..Math.Min(read, 16)].ToArray() : head;
        }

        var sha = Convert.ToHexStringLower(hash.GetHashAndReset());
        return Judge(length, sha, head, text);
    }

    private static FileScan Judge(long length, string sha, byte[] head, TextProbe text)
    {
        FileScan Refused(string code) => new(length, sha, false, null, new Refusal(code));

        if (length == 0)
        {
            return Refused("ImportFileEmpty");
        }

        if (head.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            return new FileScan(length, sha, true, null, null);
        }

        if (Strangers.FirstOrDefault(s => head.AsSpan().StartsWith(s.Magic)).Kind is { } kind)
        {
            return Refused(kind);
        }

        return text switch
        {
            { IsMarkedUtf16: true } => new FileScan(length, sha, false, null, null),
            { IsBinary: true } => Refused("ImportFileNotATable"),
            { IsUtf8: true } => new FileScan(length, sha, false, Encoding.UTF8, null),
            { IsGb18030: true } => new FileScan(length, sha, false, Gb18030(), null),
            _ => Refused("ImportEncodingUnknown"),
        };
    }

    private static Encoding Gb18030() => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")
        ?? throw new InvalidOperationException("GB18030 is part of the framework");
}
