namespace SiCrm.Domain.Customers;

/// <summary>A kind of file that may be kept: its ending, its type on the way out, and what its first bytes are.</summary>
public sealed record FileKind(string Ending, string ContentType, IReadOnlyList<byte[]> Beginnings)
{
    /// <summary>So many bytes tell every kind apart.</summary>
    public const int HeadLength = 512;

    private static readonly byte[] Zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    /// <summary>Nothing that a browser or a system would run: no pages, no drawings with scripts, no programs.</summary>
    public static readonly IReadOnlyList<FileKind> Allowed =
    [
        new(".pdf", "application/pdf", ["%PDF-"u8.ToArray()]),
        new(".png", "image/png", [[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']]),
        new(".jpg", "image/jpeg", [Jpeg]),
        new(".jpeg", "image/jpeg", [Jpeg]),
        new(".webp", "image/webp", ["RIFF"u8.ToArray()]),
        new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [Zip]),
        new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [Zip]),
        new(".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", [Zip]),
        new(".doc", "application/msword", [Compound]),
        new(".xls", "application/vnd.ms-excel", [Compound]),
        new(".ppt", "application/vnd.ms-powerpoint", [Compound]),
        new(".txt", "text/plain", []),
        new(".csv", "text/csv", []),
    ];

    /// <summary>The kind that the name's ending and the first bytes agree on; null where they don't, or where it is none that may be kept.</summary>
    public static FileKind? Of(string name, ReadOnlySpan<byte> head)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var kind in Allowed)
        {
            if (name.EndsWith(kind.Ending, StringComparison.OrdinalIgnoreCase))
            {
                return kind.Begins(head) ? kind : null;
            }
        }

        return null;
    }

    private bool Begins(ReadOnlySpan<byte> head)
    {
        foreach (var beginning in Beginnings)
        {
            if (head.StartsWith(beginning))
            {
                return Ending != ".webp" || head.Length > 12 && head[8..].StartsWith("WEBP"u8);
            }
        }

        return Beginnings.Count == 0 && head.Length > 0 && !head.Contains((byte)0);
    }
}
